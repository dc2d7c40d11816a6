/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"
#include "check/words.h"
#include "layout/mend.h"

static void board_memory_stated_once(struct mk_check *check)
{
	const struct mk_plan *plan = check->plan;
	struct mk_finding *finding;

	if (!check->layout->board.memory.count || !plan->board->banks.count)
		return;
	finding = mk_check_report(check, check->layout->board.memory.items[0].record.origin,
		"the layout states the board's RAM, but so does the board's tree: %s",
		mk_check_ram_text(check));
	mk_add_note(check->findings, finding,
		mk_dt_origin(plan->board->tree, plan->board->banks.items[0].node),
		"the tree states it here");
	mk_suggest(check->findings, finding, "remove `memory` from `board`");
	mk_mend_drop_key(check->findings, finding, check->layout->board.record.doc, "memory");
}

const struct mk_rule mk_rule_board_memory_stated_once = {
	.problem = {.code = "MK0502",
		.name = "board-memory-stated-once",
		.severity = MK_ERROR,
		.title = "the layout and the tree both state the board's RAM",
		.why = "`board: {memory: ...}` is for trees that leave RAM to the boot firmware. "
		       "Where the tree states it, a second statement can only disagree.",
		.fix = "Remove `memory` from `board`, or mend the tree."},
	.whole = board_memory_stated_once,
};
