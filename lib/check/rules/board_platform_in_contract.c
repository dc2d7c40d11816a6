/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/check.h"

static void run(struct mk_check *check)
{
	const struct mk_plan *plan = check->plan;
	const struct mk_layout_board *board = &plan->layout->board;
	const struct mk_platform *platform = plan->platform;
	struct mk_finding *finding;

	if (!platform || !platform->obstacle)
		return;
	finding = mk_check_report(check,
		board->platform.given ? board->platform.origin : board->record.origin,
		"the kernel of contract '%s' cannot be built for platform %s: %s",
		plan->contract->name, platform->name, platform->obstacle);
	if (plan->platform_inferred)
		mk_add_note(check->findings, finding,
			mk_dt_origin(plan->board->tree, plan->board->tree->root),
			"the board says what it is here");
}

const struct mk_rule mk_rule_board_platform_in_contract = {
	.problem = {.code = "MK0509",
		.name = "platform-in-contract",
		.severity = MK_WARNING,
		.title = "the contract's kernel cannot be built for the platform",
		.why = "The outputs name a platform that the kernel they are written for does not "
		       "have, or does not compile for: its build stops.",
		.fix = "Use a kernel into which the platform was brought from the release that has "
		       "it, and allow this finding with that reason."},
	.run = run,
};
