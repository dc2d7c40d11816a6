/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"

const struct mk_rule mk_rule_image_shared_memory_cleared = {
	.problem = {.code = "MK1229",
		.name = "image-shared-memory-cleared",
		.severity = MK_ERROR,
		.title = "several root tasks receive memory as it was found",
		.why = "No kernel clears what it hands out as device memory. Memory "
		       "that nodes share then begins with whatever was in it: rings "
		       "look full, and one node reads what an earlier run or the "
		       "firmware left.",
		.fix = "Pack the image with `mkpart pack`, which has the loader fill "
		       "shared regions with zeros."},
	.image_fault = MK_FAULT_NOT_CLEARED,
};
