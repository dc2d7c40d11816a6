/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"

const struct mk_rule mk_rule_image_memory_of_one = {
	.problem = {.code = "MK1226",
		.name = "image-memory-of-one",
		.severity = MK_WARNING,
		.title = "two root tasks receive the same device memory",
		.why = "What no block reserves is handed to every node. Memory that is "
		       "shared on purpose is among it; so is every device that nobody "
		       "thought of, and two drivers of one device break each other.",
		.fix = "Reserve it for all nodes but one. Where it is shared memory, check "
		       "the image along with its layout, which says so.",
		.about = "the image's file"},
	.image_fault = MK_FAULT_SEVERAL,
};
