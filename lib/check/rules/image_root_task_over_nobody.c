/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"

const struct mk_rule mk_rule_image_root_task_over_nobody = {
	.problem = {.code = "MK1220",
		.name = "image-root-task-over-nobody",
		.severity = MK_ERROR,
		.title = "a root task lies in another node's memory",
		.why = "Its frames are mapped in one node, and are RAM or the root task of the "
		       "other: each overwrites the other's program.",
		.fix = "Load each root task into its own node's RAM."},
	.image_fault = MK_FAULT_ROOT_OVER,
};
