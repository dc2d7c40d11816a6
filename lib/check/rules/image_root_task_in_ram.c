/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"

extern const struct mk_rule mk_rule_image_root_task_over_nobody;

const struct mk_rule mk_rule_image_root_task_in_ram = {
	.problem = {.code = "MK1219",
		.name = "image-root-task-in-ram",
		.severity = MK_ERROR,
		.title =
			"a root task lies outside of its node's RAM, or is entered outside of itself",
		.why = "The root task receives the frames that its block names, whoever has "
		       "that memory. An entry outside of what is mapped is a fault at the "
		       "first instruction.",
		.fix = "Load the root task behind the kernel, in the same range of RAM."},
	.image_fault = MK_FAULT_ROOT_PLACE,
	.prerequisites = MK_RULES(&mk_rule_image_root_task_over_nobody),
};
