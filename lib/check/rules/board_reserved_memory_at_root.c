/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/tree_words.h"

static bool has_static_child(const struct mk_dt_node *node)
{
	for (node = node->first_child; node; node = node->next_sibling)
		if (node->enabled && mk_dt_property(node, "reg"))
			return true;
	return false;
}

static void reserved_memory_at_root(struct mk_check *check)
{
	const struct mk_board *board = check->plan->board;
	const struct mk_dt_node *node;
	struct mk_finding *finding;

	for (node = board->tree->root; node; node = node->next) {
		if (node == board->reserved_memory || !mk_check_is_named(node, "reserved-memory") ||
			!has_static_child(node))
			continue;
		finding = mk_check_report(check, mk_dt_origin(board->tree, node),
			"'%s' reserves nothing: reserved memory counts only in '/reserved-memory'",
			node->path);
		mk_about(check->findings, finding, node->path);
	}
}

const struct mk_rule mk_rule_board_reserved_memory_at_root = {
	.problem = {.code = "MK0523",
		.name = "reserved-memory-at-root",
		.severity = MK_WARNING,
		.title = "a reserved-memory node that is not below the root",
		.why = "Kernels and operating systems look for /reserved-memory only. What a node "
		       "of that name reserves elsewhere is ordinary RAM to all of them, including "
		       "mkpart, although its author wanted it kept free.",
		.fix = "Move the node below the root of the board's tree, or state its ranges "
		       "under `reserved`; if nothing uses them any more, allow this finding with "
		       "that reason.",
		.about = "the node's path"},
	.whole = reserved_memory_at_root,
};
