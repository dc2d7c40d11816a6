/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"

static void lift_names_reservation(struct mk_check *check)
{
	const struct mk_board *board = check->plan->board;
	const struct mk_layout_lift *lift;

	mk_each(lift, &check->layout->board.lift) {
		struct mk_finding *finding;
		if (lift->record.broken ||
			mk_plan_reservation_named(board, check->arena, lift->path.value))
			continue;
		finding = mk_check_report(check, lift->path.origin,
			"'%s' is not reserved memory in the board's tree", lift->path.value);
		if (board->reserved_memory)
			mk_add_note(check->findings, finding,
				mk_dt_origin(board->tree, board->reserved_memory),
				"the tree's reserved memory is here");
	}
}

const struct mk_rule mk_rule_board_lift_names_reservation = {
	.problem = {.code = "MK0528",
		.name = "lift-names-reservation",
		.severity = MK_ERROR,
		.title = "`lift` does not name reserved memory",
		.why = "Only a child of /reserved-memory in the board's tree that states a place "
		       "can be lifted. Any other name would lift nothing, and the range would stay "
		       "reserved.",
		.fix = "Write the path of a child of /reserved-memory; `mkpart board DTB` lists "
		       "them."},
	.whole = lift_names_reservation,
};
