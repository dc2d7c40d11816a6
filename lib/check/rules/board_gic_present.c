/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"

static const char *controller_text(struct mk_check *check)
{
	const struct mk_gic *gic = &check->plan->board->gic;

	if (gic->kind == MK_GIC_NONE)
		return "the board's tree has no interrupt controller that mkpart knows";
	return mk_arena_printf(check->arena,
		"the board's interrupt controller, '%s', is neither a GICv2 nor a GICv3",
		gic->compatible);
}

static void gic_present(struct mk_check *check)
{
	const struct mk_plan *plan = check->plan;
	const struct mk_gic *gic = &plan->board->gic;
	struct mk_finding *finding;

	if (mk_contract_drives_gic(plan->contract, gic))
		return;
	finding = mk_check_report(check, check->layout->board.record.origin,
		"the kernels of contract '%s' need a GIC, but %s", plan->contract->name,
		controller_text(check));
	if (gic->node)
		mk_add_note(check->findings, finding, mk_dt_origin(plan->board->tree, gic->node),
			"the controller is described here");
}

const struct mk_rule mk_rule_board_gic_present = {
	.problem = {.code = "MK0506",
		.name = "gic-present",
		.severity = MK_ERROR,
		.title = "the board has no interrupt controller that the contract's kernels drive",
		.why = "The contract partitions the shared interrupts of a GICv2 or GICv3 and "
		       "signals with its SGIs; its loader sets up the distributor for all kernels. "
		       "For any other controller, including a GICv5, its kernel does not compile, "
		       "or stops at the first access.",
		.fix = "Use a board with a GICv2 or GICv3, or a configuration of the emulator that "
		       "has one; and use that board's own tree, with the GIC enabled."},
	.whole = gic_present,
};
