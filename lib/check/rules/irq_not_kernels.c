/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"
#include "check/words.h"

static void report(
	struct mk_check *check, const struct mk_plan_node *node, const struct mk_plan_irq *irq)
{
	struct mk_finding *finding = mk_check_report(check, irq->origin,
		"node '%s' has %s, the SMMU's, which on platform %s is reserved for the kernel",
		node->name, mk_check_intid(check, irq->intid), check->plan->platform->name);

	mk_about(check->findings, finding, node->name);
	mk_about(check->findings, finding, mk_check_intid_name(check, irq->intid));
	mk_about(check->findings, finding, irq->device ? irq->device->path : NULL);
}

static void check_irq(
	struct mk_check *check, const struct mk_plan_node *node, const struct mk_plan_irq *irq)
{
	if (mk_platform_takes_spi(check->plan->platform, irq->intid))
		report(check, node, irq);
}

const struct mk_rule mk_rule_irq_not_kernels = {
	.problem = {.code = "MK0205",
		.name = "irq-not-kernels",
		.severity = MK_WARNING,
		.title = "an interrupt that is reserved for the kernel",
		.why = "The kernel's hardware description counts the SMMU's interrupt as its own. "
		       "The kernels built from the outputs do not drive the SMMU, so a root task "
		       "can get the interrupt; but it reports on the devices of all nodes.",
		.fix = "Remove the interrupt, or allow this finding and say why this node looks "
		       "after the SMMU for all of them.",
		.about = "the node, the interrupt (INTID 187), or the device that brings it"},
	.each_irq = check_irq,
};
