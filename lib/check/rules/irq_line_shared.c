/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/devices.h"
#include "check/irqs.h"
#include "check/rule.h"
#include "check/words.h"

/* Who writes `rest` has not chosen the devices, and may use neither. */
static bool is_named(struct mk_check *check, const struct mk_dt_node *device)
{
	struct mk_holder holder = mk_check_holder(check, device);

	return holder.node && !holder.device->rest;
}

static void check_pair(
	struct mk_check *check, const struct mk_irq_use *later, const struct mk_irq_use *first)
{
	const struct mk_dt_node *device = later->irq->device;
	const struct mk_dt_node *other = first->irq->device;
	struct mk_finding *finding;

	if (later->node != first->node || !mk_irqs_share_line(later->irq, first->irq) ||
		!is_named(check, device) || !is_named(check, other))
		return;
	finding = mk_check_report(check, later->irq->origin,
		"devices '%s' and '%s' of node '%s' share an interrupt line, %s", other->path,
		device->path, later->node->name, mk_check_intid(check, later->irq->intid));
	mk_add_note(
		check->findings, finding, first->irq->origin, "device '%s' is here", other->path);
	mk_about(check->findings, finding, device->path);
	mk_about(check->findings, finding, other->path);
	mk_about(check->findings, finding, later->node->name);
}

extern const struct mk_rule mk_rule_device_one_owner;

const struct mk_rule mk_rule_irq_line_shared = {
	.problem = {.code = "MK0211",
		.name = "line-shared",
		.severity = MK_NOTE,
		.title = "two devices of a node share an interrupt line",
		.why = "There is one handler capability for each interrupt, so two drivers cannot "
		       "both have it. A driver that acknowledges the interrupt after serving only "
		       "one of the devices receives it again.",
		.fix = "Let one component receive the interrupt and ask the drivers of both "
		       "devices; or leave out a device that is not used.",
		.about = "the path of one of the devices, or the node"},
	.each_repeated_irq = check_pair,
	.prerequisites = MK_RULES(&mk_rule_device_one_owner),
};
