/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"
#include "check/written.h"

static void check_node(struct mk_check *check, const struct mk_plan_node *node)
{
	if (!mk_written_node(node)->record.broken && !mk_written_node(node)->memory.count)
		mk_suggest(check->findings,
			mk_check_report(check, mk_written_node(node)->record.origin,
				"node '%s' has no memory", node->name),
			"memory: [{size: 64M}]");
}

const struct mk_rule mk_rule_memory_node_has_memory = {
	.problem = {.code = "MK0119",
		.name = "node-has-memory",
		.severity = MK_ERROR,
		.title = "a node without memory",
		.why = "A kernel without RAM does not boot, and an overlay without ranges would "
		       "leave it all of the board's RAM.",
		.fix = "Give the node `memory`. If only the size is given, mkpart places it."},
	.each_node = check_node,
};
