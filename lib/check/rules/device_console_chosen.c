/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"
#include "check/written.h"

/* One kernel for all nodes has one console. */
static void check_node(struct mk_check *check, const struct mk_plan_node *node)
{
	if (check->plan->contract->boot && mk_written_node(node)->console.given)
		mk_check_report(check, mk_written_node(node)->console.origin,
			"node '%s' has a console of its own, but contract '%s' has one kernel for "
			"all nodes",
			node->name, check->plan->contract->name);
}

const struct mk_rule mk_rule_device_console_chosen = {
	.problem = {.code = "MK0633",
		.name = "console-chosen",
		.severity = MK_ERROR,
		.title = "a node has a console of its own, and its contract cannot give it one",
		.why = "Under that contract all nodes run the same kernel, which is built for one "
		       "console: the one in the tree's stdout-path.",
		.fix = "Remove `console`, or choose a contract that builds a kernel for each node."},
	.each_node = check_node,
};
