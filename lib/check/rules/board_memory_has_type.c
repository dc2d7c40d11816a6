/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/tree_words.h"

/* Where there is no RAM at all, MK0501 names the node. */
static void memory_has_type(struct mk_check *check)
{
	const struct mk_plan *plan = check->plan;
	const struct mk_dt_node *node = NULL;
	struct mk_finding *finding;

	while (plan->ram.count && (node = mk_check_untyped_memory(check, node))) {
		finding = mk_check_report(check, mk_dt_origin(plan->board->tree, node),
			"'%s' has no `device_type = \"memory\"`, so it does not count as RAM",
			node->path);
		mk_about(check->findings, finding, node->path);
	}
}

const struct mk_rule mk_rule_board_memory_has_type = {
	.problem = {.code = "MK0524",
		.name = "memory-has-type",
		.severity = MK_WARNING,
		.title = "a node is named as memory but does not say that it is RAM",
		.why = "Kernels and operating systems go by `device_type`, not by the name. What "
		       "the node states does not count as RAM unless it says so.",
		.fix = "Add `device_type = \"memory\"` to the node if it is RAM; otherwise allow "
		       "this finding with the reason.",
		.about = "the node's path"},
	.whole = memory_has_type,
};
