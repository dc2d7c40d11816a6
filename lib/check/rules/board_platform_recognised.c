/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/check.h"

static void run(struct mk_check *check)
{
	const struct mk_plan *plan = check->plan;
	const char *compatible = plan->board->compatible;

	if (plan->platform || plan->layout->board.platform.given)
		return;
	mk_add_note(check->findings,
		mk_check_report(check, plan->layout->board.record.origin,
			"no platform of the kernel is known for board '%s'",
			compatible ? compatible : "without a compatible"),
		mk_dt_origin(plan->board->tree, plan->board->tree->root),
		"the board says what it is here");
}

const struct mk_rule mk_rule_board_platform_recognised = {
	.problem = {.code = "MK0504",
		.name = "platform-recognised",
		.severity = MK_WARNING,
		.title = "the board's platform is not known",
		.why = "Without a platform the kernel configuration lacks KernelPlatform, and "
		       "interrupts are "
		       "checked against the controller's limits only, not the kernel's.",
		.fix = "Give `board: {platform: NAME}`; `mkpart list platforms` shows the names."},
	.run = run,
};
