/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"

/* A name that is unknown, and without facts, is another rule's. */
static bool is_another(const struct mk_plan *plan, const struct mk_platform *seen)
{
	if (!seen || plan->platform_inferred)
		return false;
	if (!plan->platform)
		return plan->max_irq_stated;
	return !mk_platform_agrees(plan->platform, seen);
}

static void platform_agrees(struct mk_check *check)
{
	const struct mk_plan *plan = check->plan;
	const struct mk_platform *seen = mk_platform_of(plan->board);
	struct mk_finding *finding;

	if (!is_another(plan, seen))
		return;
	finding = mk_check_report(check, check->layout->board.platform.origin,
		"the layout says platform '%s', but the board's tree is for '%s'",
		check->layout->board.platform.value, seen->board ? seen->board : seen->name);
	mk_add_note(check->findings, finding,
		mk_dt_origin(plan->board->tree, plan->board->tree->root),
		"the board is identified here");
	mk_about(check->findings, finding, check->layout->board.platform.value);
	mk_suggest(check->findings, finding,
		"remove `platform`, or check that the DTB is the right one");
}

const struct mk_rule mk_rule_board_platform_agrees = {
	.problem = {.code = "MK0505",
		.name = "platform-agrees",
		.severity = MK_WARNING,
		.title = "the platform is not the one that the board's tree names",
		.why = "The kernel would be built with the interrupt limits, drivers and timer of "
		       "another board.",
		.fix = "Correct `platform`, or use the right DTB. For a board that is close enough "
		       "to a known one, allow this finding with the reason.",
		.about = "the platform that the layout names"},
	.whole = platform_agrees,
};
