/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/check.h"

static bool is_last(const struct mk_plan *plan, const struct mk_plan_irq *irq)
{
	return irq->intid.value == plan->max_irq;
}

static void report(
	struct mk_check *check, const struct mk_plan_node *node, const struct mk_plan_irq *irq)
{
	struct mk_finding *finding = mk_check_report(check, irq->origin,
		"node '%s' has %s, the platform's last interrupt, which every other node can claim "
		"as well",
		node->name, mk_check_intid(check, irq->intid));

	mk_about(check->findings, finding, node->name);
	mk_about(check->findings, finding, mk_check_intid_name(check, irq->intid));
}

static void run(struct mk_check *check)
{
	const struct mk_plan *plan = check->plan;
	const struct mk_plan_node *node;
	const struct mk_plan_irq *irq;

	if (!plan->max_irq_stated || plan->contract->max_irq_reserved)
		return;
	mk_each(node, &plan->nodes)
		mk_each(irq, &node->irqs)
			if (is_last(plan, irq))
				report(check, node, irq);
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
	.run = run,
};
