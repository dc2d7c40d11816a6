/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"

static void platform_in_contract(struct mk_check *check)
{
	const struct mk_plan *plan = check->plan;
	const struct mk_layout_board *board = &check->layout->board;
	const struct mk_platform *platform = plan->platform;
	const char *obstacle = platform ? platform->obstacle : NULL;
	struct mk_finding *finding;

	if (!obstacle)
		return;
	finding = mk_check_report(check,
		board->platform.given ? board->platform.origin : board->record.origin,
		"the kernel of contract '%s' cannot be built for platform %s: %s",
		plan->contract->name, platform->name, obstacle);
	mk_about(check->findings, finding, platform->name);
	if (plan->platform_inferred)
		mk_add_note(check->findings, finding,
			mk_dt_origin(plan->board->tree, plan->board->tree->root),
			"the board is identified here");
}

extern const struct mk_rule mk_rule_board_gic_present;
extern const struct mk_rule mk_rule_board_gic_agrees;

const struct mk_rule mk_rule_board_platform_in_contract = {
	.problem = {.code = "MK0509",
		.name = "platform-in-contract",
		.severity = MK_WARNING,
		.title = "the contract's kernel cannot be built for the platform",
		.why = "The outputs name a platform that the contract's kernel does not have, or "
		       "does not compile for: its build stops.",
		.fix = "Use a kernel to which the platform was ported from a release that has it, "
		       "and allow this finding with that reason.",
		.about = "the platform"},
	.whole = platform_in_contract,
	.prerequisites = MK_RULES(&mk_rule_board_gic_present, &mk_rule_board_gic_agrees),
};
