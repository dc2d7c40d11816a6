/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/devices.h"
#include "check/irqs.h"
#include "check/rule.h"
#include "check/words.h"

/*
 * The node that has the device around this one, on the way up; buses are no devices. A bridge that
 * hands an interrupt on counts itself, as its interrupts come with it only in part.
 */
static struct mk_holder holder_around(struct mk_check *check, const struct mk_raiser *raiser)
{
	const struct mk_dt_node *node = raiser->device->node;
	struct mk_holder holder = {NULL, NULL};

	for (node = raiser->handed_on ? node : node->parent; node && !holder.node;
		node = node->parent)
		if (mk_devices_find(mk_check_devices(check), node))
			holder = mk_check_holder(check, node);
	return holder;
}

static void suggest(struct mk_check *check, struct mk_finding *finding,
	const struct mk_raiser *raiser, const struct mk_plan_irq *irq,
	const struct mk_holder *around)
{
	const char *path = raiser->device->node->path;

	if (irq->device)
		mk_suggest(check->findings, finding,
			"let one node have both devices: they are wired to one line");
	else if (raiser->handed_on)
		mk_suggest(check->findings, finding,
			"list the interrupt under the `irqs` of node '%s' instead",
			around->node->name);
	else
		mk_suggest(check->findings, finding,
			"list '%s' under the `devices` of node '%s' instead", path,
			around->node->name);
}

static void report(struct mk_check *check, const struct mk_irq_use *use,
	const struct mk_raiser *raiser, const struct mk_holder *around)
{
	struct mk_finding *finding = mk_check_report(check, use->irq->origin,
		"node '%s' has %s, which comes from '%s', a part of a device of node '%s'",
		use->node->name, mk_check_intid(check, use->irq->intid), raiser->device->node->path,
		around->node->name);

	mk_add_note(check->findings, finding, around->device->origin,
		"node '%s' has device '%s' from here", around->node->name,
		around->device->node->path);
	suggest(check, finding, raiser, use->irq, around);
}

static void check_received(struct mk_check *check, const struct mk_irq_use *use)
{
	const mk_raisers *raisers = mk_check_raisers(check, use->irq->intid);
	const struct mk_raiser *raiser;

	mk_each(raiser, raisers) {
		struct mk_holder around;
		/* Whose a device is that is in another one, MK0605 sees to. */
		if (mk_dt_is_within(use->irq->device, raiser->device->node))
			continue;
		around = holder_around(check, raiser);
		if (!around.node || around.node == use->node)
			continue;
		report(check, use, raiser, &around);
		return;
	}
}

extern const struct mk_rule mk_rule_irq_spi_one_owner, mk_rule_device_not_kernels;

const struct mk_rule mk_rule_irq_not_foreign_device = {
	.problem = {.code = "MK0212",
		.name = "irq-not-foreign-device",
		.severity = MK_ERROR,
		.title = "an interrupt of a part of another node's device",
		.why = "The driver runs in the node that has the whole device, and waits there for "
		       "an interrupt that the other node's kernel receives.",
		.fix = "List the part under the `devices` of the node that has the rest of it, or "
		       "its interrupt under that node's `irqs`; or move the whole device."},
	.each_received_irq = check_received,
	.prerequisites = MK_RULES(&mk_rule_irq_spi_one_owner, &mk_rule_device_not_kernels),
};
