/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"

const struct mk_rule mk_rule_image_memory_of_one = {
	.problem = {.code = "MK1226",
		.name = "image-memory-of-one",
		.severity = MK_WARNING,
		.title = "two root tasks receive the same device memory",
		.why = "Memory that no block reserves is handed to every node. That includes "
		       "memory that is shared on purpose, but also every device that was "
		       "forgotten; and two drivers of one device break each other.",
		.fix = "Reserve it in all nodes but one. If it is shared memory, check the image "
		       "together with its layout, which says so.",
		.about = "the image's file"},
	.image_fault = MK_FAULT_SEVERAL,
};
