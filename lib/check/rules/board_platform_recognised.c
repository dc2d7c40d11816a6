/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>

#include "check/rule.h"

static void report_unknown_board(struct mk_check *check)
{
	const struct mk_plan *plan = check->plan;
	const char *compatible = plan->board->compatible;
	struct mk_finding *finding = mk_check_report(check, check->layout->board.record.origin,
		"no platform of the kernel is known for board '%s'",
		compatible ? compatible : "without a compatible");

	mk_add_note(check->findings, finding,
		mk_dt_origin(plan->board->tree, plan->board->tree->root),
		"the board is identified here");
	mk_about(check->findings, finding, compatible);
	mk_suggest(check->findings, finding,
		"board: {platform: NAME}, and max_irq: N with a NAME that `mkpart list platforms` "
		"does not show");
}

static void report_stated_facts(struct mk_check *check)
{
	const struct mk_layout_board *board = &check->layout->board;

	struct mk_finding *finding = mk_check_report(check, board->platform.origin,
		"mkpart does not know platform '%s' and relies on what the layout states",
		board->platform.value);

	mk_add_note(check->findings, finding, board->max_irq.origin,
		"the last interrupt is stated here: INTID %" PRIu64, board->max_irq.value);
	mk_about(check->findings, finding, board->platform.value);
}

static void platform_recognised(struct mk_check *check)
{
	const struct mk_layout_board *board = &check->layout->board;

	if (check->plan->platform)
		return;
	if (!board->platform.given)
		report_unknown_board(check);
	else if (board->max_irq.given)
		report_stated_facts(check);
}

const struct mk_rule mk_rule_board_platform_recognised = {
	.problem = {.code = "MK0504",
		.name = "platform-recognised",
		.severity = MK_WARNING,
		.title = "the board's platform is not known",
		.why = "Without a platform the kernel configuration lacks KernelPlatform, and "
		       "interrupts are checked only against the limits of the controller, not of "
		       "the kernel. What the layout states about a platform is taken as it is.",
		.fix = "Give `board: {platform: NAME}`; `mkpart list platforms` shows the names. "
		       "For any other platform give `max_irq` as well (MAX_IRQ in the kernel's "
		       "src/plat/NAME/config.cmake), and allow this finding with the reason.",
		.about = "the platform that the layout names; without one, the first string of "
			 "the board's `compatible`"},
	.whole = platform_recognised,
};
