/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"

extern const struct mk_rule mk_rule_image_root_task_over_nobody;

const struct mk_rule mk_rule_image_root_task_in_ram = {
	.problem = {.code = "MK1219",
		.name = "image-root-task-in-ram",
		.severity = MK_ERROR,
		.title = "a root task is outside its node's RAM, or its entry point is outside the "
			 "root task",
		.why = "The root task receives the frames that its block names, whoever owns that "
		       "memory. An entry point outside what is mapped is a fault at the first "
		       "instruction.",
		.fix = "Load the root task after the kernel, in the same range of RAM."},
	.image_fault = MK_FAULT_ROOT_PLACE,
	.prerequisites = MK_RULES(&mk_rule_image_root_task_over_nobody),
};
