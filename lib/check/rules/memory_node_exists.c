/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/names.h"
#include "check/rule.h"

static void memory_node_exists(struct mk_check *check)
{
	mk_report_references(
		check, MK_REFERENCE_MEMORY_NODE, "a memory node of the board's tree", NULL);
}

const struct mk_rule mk_rule_memory_node_exists = {
	.problem = {.code = "MK0116",
		.name = "memory-node-exists",
		.severity = MK_ERROR,
		.title = "`node` names no memory node of the board",
		.why = "An overlay that re-opens a misspelt memory node makes a new one, and the "
		       "real one keeps all of its RAM: every node would then own everything.",
		.fix = "Give the memory node's exact path, or leave `node` out and write start "
		       "and size."},
	.whole = memory_node_exists,
};
