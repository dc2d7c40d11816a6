/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/tree_words.h"

static bool has_static_child(const struct mk_dt_node *node)
{
	for (node = node->first_child; node; node = node->next_sibling)
		if (node->enabled && mk_dt_property(node, "reg"))
			return true;
	return false;
}

/* What is in a child that has no range itself is a group of reservations, to its author. */
static bool is_too_deep(const struct mk_dt_node *reserved, const struct mk_dt_node *node)
{
	return node->parent != reserved && mk_dt_property(node, "reg") &&
	       (mk_dt_property(node, "no-map") || !mk_dt_property(node->parent, "reg"));
}

static void report_too_deep(struct mk_check *check, const struct mk_dt_node *reserved)
{
	const struct mk_dt_tree *tree = check->plan->board->tree;

	for (const struct mk_dt_node *node = reserved->next;
		node && mk_dt_is_within(node, reserved); node = node->next)
		if (node->enabled && is_too_deep(reserved, node))
			mk_about(check->findings,
				mk_check_report(check, mk_dt_origin(tree, node),
					"'%s' reserves nothing: only children of "
					"'/reserved-memory' count",
					node->path),
				node->path);
}

static void reserved_memory_at_root(struct mk_check *check)
{
	const struct mk_board *board = check->plan->board;
	const struct mk_dt_node *node;
	struct mk_finding *finding;

	if (board->reserved_memory)
		report_too_deep(check, board->reserved_memory);
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
		.title = "reserved memory where nobody looks for it",
		.why = "Kernels and operating systems look at the children of /reserved-memory only. "
		       "What is reserved elsewhere, or deeper, is ordinary RAM to all of them, "
		       "including mkpart, although its author wanted it kept free.",
		.fix = "Move it to where it counts in the board's tree, or state its ranges "
		       "under `reserved`; if nothing uses them any more, allow this finding with "
		       "that reason.",
		.about = "the node's path"},
	.whole = reserved_memory_at_root,
};
