/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/check.h"

static bool kernel_takes(const struct mk_platform *platform, struct mk_intid intid)
{
	const size_t count = sizeof platform->kernel_spis / sizeof *platform->kernel_spis;

	for (size_t i = 0; i < count; i++)
		if (platform->kernel_spis[i] && platform->kernel_spis[i] == intid.value)
			return true;
	return false;
}

static void run(struct mk_check *check)
{
	const struct mk_platform *platform = check->plan->platform;
	const struct mk_plan_node *node;
	const struct mk_plan_irq *irq;

	if (!platform)
		return;
	mk_each (node, &check->plan->nodes)
		mk_each (irq, &node->irqs)
			if (kernel_takes(platform, irq->intid))
				mk_check_report(check, irq->origin,
					"node '%s' has %s, which the kernel takes for itself on "
					"platform %s",
					node->name, mk_check_intid(check, irq->intid),
					platform->name);
}

const struct mk_rule mk_rule_irq_not_kernels = {
	.problem = {.code = "MK0205",
		.name = "irq-not-kernels",
		.severity = MK_ERROR,
		.title = "an interrupt that the kernel takes for itself",
		.why = "The kernel handles its timers, the virtual interrupt controller and the "
		       "SMMU; user "
		       "level is refused those interrupts at run time.",
		.fix = "Remove the interrupt."},
	.run = run,
};
