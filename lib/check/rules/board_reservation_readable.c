/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/tree_words.h"

static bool is_empty(const struct mk_dt_node *node)
{
	const struct mk_dt_property *reg = mk_dt_property(node, "reg");

	return reg && !reg->length;
}

static void reservation_readable(struct mk_check *check)
{
	const struct mk_board *board = check->plan->board;
	const struct mk_dt_node *node =
		board->reserved_memory ? board->reserved_memory->first_child : NULL;

	for (; node; node = node->next_sibling) {
		if (!mk_board_reserves(node) || (mk_dt_reg_is_whole(node) && !is_empty(node)))
			continue;
		mk_check_report(check, mk_dt_origin(board->tree, node),
			"what '%s' reserves cannot be read: its `reg` %s%s", node->path,
			is_empty(node) ? "is empty" : "has ",
			is_empty(node) ? "" : mk_check_reg_text(check, node));
	}
}

const struct mk_rule mk_rule_board_reservation_readable = {
	.problem = {.code = "MK0520",
		.name = "reservation-readable",
		.severity = MK_ERROR,
		.title = "reserved memory whose addresses cannot be read",
		.why = "The length of `reg` does not fit the cells that its parent states, so the "
		       "range is not known: a slice may lie on memory that firmware uses. Linux "
		       "ignores the reservation, and the kernel's tooling stops at it.",
		.fix = "Mend the board's tree: #address-cells and #size-cells of /reserved-memory "
		       "are those of the root, and each entry of `reg` has as many cells as the two "
		       "together."},
	.whole = reservation_readable,
};
