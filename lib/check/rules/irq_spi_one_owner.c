/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/irqs.h"
#include "check/rule.h"
#include "check/words.h"

static const char *irq_source(struct mk_check *check, const struct mk_plan_irq *irq)
{
	if (!irq->device)
		return "";
	return mk_arena_printf(check->arena, ", of device '%s',", irq->device->path);
}

/* One of the two is a number that somebody wrote for a device that the other node has. */
static void suggest_device(struct mk_check *check, struct mk_finding *finding,
	const struct mk_irq_use *number, const struct mk_irq_use *device)
{
	if (!number->irq->device && device->irq->device)
		mk_suggest(check->findings, finding,
			"it is the interrupt of '%s': leave it to node '%s', or list the device "
			"under node '%s' instead",
			device->irq->device->path, device->node->name, number->node->name);
}

/* Two devices on one line are another matter: MK0210. */
static void check_pair(
	struct mk_check *check, const struct mk_irq_use *later, const struct mk_irq_use *first)
{
	const struct mk_plan_irq *origin = first->irq;
	struct mk_finding *finding;

	if (later->node == first->node || mk_irqs_share_line(later->irq, first->irq))
		return;
	finding = mk_check_report(check, later->irq->origin,
		"node '%s' has %s%s which node '%s' already has", later->node->name,
		mk_check_intid(check, later->irq->intid), irq_source(check, later->irq),
		first->node->name);
	mk_add_note(check->findings, finding, origin->origin, "node '%s' has it from here%s%s",
		first->node->name, origin->device ? ", with device " : "",
		origin->device ? origin->device->path : "");
	suggest_device(check, finding, later, first);
	suggest_device(check, finding, first, later);
}

extern const struct mk_rule mk_rule_device_one_owner;

const struct mk_rule mk_rule_irq_spi_one_owner = {
	.problem = {.code = "MK0201",
		.name = "spi-one-owner",
		.severity = MK_ERROR,
		.title = "one shared interrupt belongs to two nodes",
		.why = "Both kernels accept it without an error, and only the node that boots "
		       "last ever receives it.",
		.fix = "Give the interrupt, or the devices that raise it, to one node only. The "
		       "other node can be signalled with an IPI."},
	.each_repeated_irq = check_pair,
	.prerequisites = MK_RULES(&mk_rule_device_one_owner),
};
