/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"

const struct mk_rule mk_rule_image_regions_disjoint = {
	.problem = {.code = "MK1222",
		.name = "image-regions-disjoint",
		.severity = MK_ERROR,
		.title = "parts of a loader image are written over each other",
		.why = "The loader writes one region after the other and compares none of them. If "
		       "two overlap, the later one remains, and the earlier one is silently broken.",
		.fix = "Give nodes and shared regions memory that does not overlap, and pack "
		       "the image again."},
	.image_fault = MK_FAULT_REGIONS,
};
