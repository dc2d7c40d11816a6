/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"

static void boot_not_enforced(struct mk_check *check)
{
	const struct mk_layout *layout = check->plan->layout;
	struct mk_finding *finding;

	if (check->plan->nodes.count < 2 || !check->plan->contract->boot)
		return;
	finding = mk_check_report(check,
		layout->contract.given ? layout->contract.origin : layout->record.origin,
		"contract '%s' confines memory only: each root task can claim any node's SPIs, "
		"send any SGI, and start DMA by its devices; the kernels trust each other",
		check->plan->contract->name);
	mk_about(check->findings, finding, check->plan->contract->name);
	mk_suggest(check->findings, finding,
		"review what each root task does with IRQControl, then say so: allow: [{code: "
		"MK1203, why: ...}]");
}

const struct mk_rule mk_rule_boot_not_enforced = {
	.problem = {.code = "MK1203",
		.name = "boot-not-enforced",
		.severity = MK_WARNING,
		.title = "interrupts, DMA and shared hardware are not confined",
		.why = "The kernel of this contract hands its root task no memory but its own. It "
		       "does not know which SPIs are another node's: any root task can claim any, "
		       "and route it elsewhere. SGIs go to any core, devices that can do DMA reach "
		       "all memory where no IOMMU is in front of them, and caches, buses and the "
		       "interrupt controller are shared.",
		.fix = "Give no component IRQControl or SGI capabilities beyond its node's, for "
		       "example with a capDL specification that was reviewed, and allow this "
		       "finding with that reason.",
		.about = "the contract"},
	.whole = boot_not_enforced,
};
