/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"
#include "check/words.h"

static void report(
	struct mk_check *check, const struct mk_plan_node *node, const struct mk_plan_irq *irq)
{
	struct mk_finding *finding = mk_check_report(check, irq->origin,
		"node '%s' has %s, the platform's last interrupt, which every other node can also "
		"claim",
		node->name, mk_check_intid(check, irq->intid));

	mk_about(check->findings, finding, node->name);
	mk_about(check->findings, finding, mk_check_intid_name(check, irq->intid));
}

static void check_irq(
	struct mk_check *check, const struct mk_plan_node *node, const struct mk_plan_irq *irq)
{
	if (irq->intid.value == check->plan->max_irq)
		report(check, node, irq);
}

static bool is_unguarded(struct mk_check *check)
{
	return check->plan->max_irq_stated && !check->plan->contract->max_irq_reserved;
}

const struct mk_rule mk_rule_irq_last_irq_unguarded = {
	.problem = {.code = "MK0204",
		.name = "last-irq-unguarded",
		.severity = MK_WARNING,
		.title = "the platform's last interrupt is not guarded by the kernel",
		.why = "The kernel of this contract reserves foreign interrupts up to, but not "
		       "including, the last one: any node's root task can claim it.",
		.fix = "Make sure that no other node's root task asks for it, then allow this "
		       "finding with that reason.",
		.about = "the node, or the interrupt (INTID 255)"},
	.applies = is_unguarded,
	.each_irq = check_irq,
};
