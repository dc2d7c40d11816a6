/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/devices.h"
#include "check/irqs.h"
#include "check/rule.h"
#include "check/words.h"

/* A device of the node that is not enabled brings its interrupts all the same. */
static bool brings(const struct mk_plan_node *node, struct mk_intid intid)
{
	const struct mk_plan_irq *irq;

	mk_each(irq, &node->irqs)
		if (irq->device && irq->intid.value == intid.value)
			return true;
	return false;
}

static void check_listed(struct mk_check *check, const struct mk_irq_use *use)
{
	struct mk_intid intid = use->irq->intid;
	struct mk_finding *finding;

	if (mk_check_raisers(check, intid)->count || brings(use->node, intid))
		return;
	finding = mk_check_report(check, use->irq->origin,
		"node '%s' has %s, which no enabled device of the board's tree raises",
		use->node->name, mk_check_intid(check, intid));
	mk_about(check->findings, finding, mk_check_intid_name(check, intid));
	mk_about(check->findings, finding, use->node->name);
}

/* With some left out, the one that raises it may be among them. */
static bool knows_all_devices(struct mk_check *check)
{
	return !mk_check_devices(check)->dropped;
}

extern const struct mk_rule mk_rule_irq_spi_one_owner, mk_rule_board_gic_present;

const struct mk_rule mk_rule_irq_has_device = {
	.problem = {.code = "MK0214",
		.name = "irq-has-device",
		.severity = MK_WARNING,
		.title = "a node lists an interrupt that no known device raises",
		.why = "With a wrong number the node waits for ever for an interrupt that never "
		       "comes. It may be right: devices in programmable logic are often not in "
		       "the tree, and software can raise an unused line.",
		.fix = "Check the number: SPI n is INTID n + 32. If it is right, describe the "
		       "device in the board's tree, or allow this finding and say what raises it.",
		.about = "the interrupt (INTID 51), or the node"},
	.applies = knows_all_devices,
	.each_listed_irq = check_listed,
	.prerequisites = MK_RULES(&mk_rule_irq_spi_one_owner, &mk_rule_board_gic_present),
};
