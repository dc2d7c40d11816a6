/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"

static void usable_memory(struct mk_check *check)
{
	const struct mk_board *board = check->plan->board;
	struct mk_dt_node *const *node;
	struct mk_finding *finding;

	mk_each(node, &board->memory_nodes) {
		if (!(*node)->enabled || !mk_dt_property(*node, MK_USABLE_MEMORY))
			continue;
		finding = mk_check_report(check, mk_dt_origin(board->tree, *node),
			"'%s' states '" MK_USABLE_MEMORY "', which is taken for the RAM instead of "
			"its `reg`",
			(*node)->path);
		mk_about(check->findings, finding, (*node)->path);
	}
}

const struct mk_rule mk_rule_board_usable_memory = {
	.problem = {.code = "MK0525",
		.name = "usable-memory",
		.severity = MK_WARNING,
		.title = "the tree allows an operating system only a part of the RAM",
		.why = "A boot loader or a kernel that was running writes 'linux,usable-memory' to "
		       "keep the next one out of the rest, for a crash dump say. mkpart keeps to it; "
		       "but a tree of a running system tells of that run, not of the board.",
		.fix = "Use the tree that the firmware starts the first kernel with; or allow this "
		       "finding where the rest of the RAM is to stay unused.",
		.about = "the memory node's path"},
	.whole = usable_memory,
};
