/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/check.h"

/* A tree that names the platform itself is of a board in another variant: MK0509. */
static void gic_agrees(struct mk_check *check)
{
	const struct mk_plan *plan = check->plan;
	const struct mk_board *board = plan->board;
	const struct mk_platform *platform = plan->platform;
	const struct mk_platform *seen = mk_platform_of(board);
	struct mk_finding *finding;

	if (!platform || mk_platform_drives_gic(platform, &board->gic) ||
		(seen && mk_platform_agrees(platform, seen)))
		return;
	finding = mk_check_report(check, plan->layout->board.platform.origin,
		"the kernel of platform '%s' drives a %s, but the board has a %s",
		plan->layout->board.platform.value, mk_gic_kind_name(platform->gic),
		mk_gic_kind_name(board->gic.kind));
	mk_add_note(check->findings, finding, mk_dt_origin(board->tree, board->gic.node),
		"the controller is described here");
	mk_suggest(
		check->findings, finding, "`mkpart list platforms` shows what each platform has");
}

extern const struct mk_rule mk_rule_board_platform_known;

const struct mk_rule mk_rule_board_gic_agrees = {
	.problem = {.code = "MK0516",
		.name = "gic-agrees",
		.severity = MK_ERROR,
		.title = "the platform's kernel drives another interrupt controller than the "
			 "board's",
		.why = "GICv2 and GICv3 have different registers. A kernel built for the one does "
		       "not compile with a tree of the other, or hangs at its first access.",
		.fix = "Correct `platform`, or use the right DTB."},
	.whole = gic_agrees,
	.prerequisites = MK_RULES(&mk_rule_board_platform_known),
};
