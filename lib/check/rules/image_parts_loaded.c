/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"

const struct mk_rule mk_rule_image_parts_loaded = {
	.problem = {.code = "MK1221",
		.name = "image-parts-loaded",
		.severity = MK_ERROR,
		.title = "nothing is loaded where a kernel or a root task is entered",
		.why = "The loader writes what the image's list of regions says, and nothing else. "
		       "A node whose kernel or root task is not in that list runs whatever happens "
		       "to be in memory.",
		.fix = "Pack the image again, from all images."},
	.image_fault = MK_FAULT_NOT_LOADED,
};
