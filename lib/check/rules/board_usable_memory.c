/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"

/* Of all memory; Linux for arm64 reads it, kernels of seL4 do not. */
#define USABLE_RANGE "linux,usable-memory-range"

static void check_chosen(struct mk_check *check)
{
	const struct mk_dt_tree *tree = check->plan->board->tree;
	const struct mk_dt_node *chosen = mk_dt_child(tree->root, "chosen");
	struct mk_finding *finding;

	if (!chosen || !mk_dt_property(chosen, USABLE_RANGE))
		return;
	finding = mk_check_report(check, mk_dt_origin(tree, chosen),
		"'/chosen' states '" USABLE_RANGE "': an operating system keeps to that part of "
		"the RAM, but nodes are given all of it");
	mk_about(check->findings, finding, chosen->path);
	mk_suggest(check->findings, finding,
		"state the rest of the RAM under `reserved`, if something is still in it");
}

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
	check_chosen(check);
}

const struct mk_rule mk_rule_board_usable_memory = {
	.problem = {.code = "MK0525",
		.name = "usable-memory",
		.severity = MK_WARNING,
		.title = "the tree allows an operating system only a part of the RAM",
		.why = "A boot loader or a running kernel writes 'linux,usable-memory' to keep the "
		       "next kernel out of the rest, for example for a crash dump. mkpart honours "
		       "the property of a memory node, but not the one in /chosen for all RAM; a "
		       "tree from a running system describes that run, not the board.",
		.fix = "Use the tree that the firmware gives to the first kernel; or allow this "
		       "finding if the rest of the RAM is to stay unused.",
		.about = "the memory node's path, or /chosen"},
	.whole = usable_memory,
};
