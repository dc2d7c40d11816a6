/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"

const struct mk_rule mk_rule_image_reserved_ranges_disjoint = {
	.problem = {.code = "MK1213",
		.name = "reserved-ranges-disjoint",
		.severity = MK_ERROR,
		.title = "a kernel would sort its reserved ranges for ever",
		.why = "The kernel sorts the reserved ranges, its root task and its own "
		       "image by exchanging neighbours until none overlap. Where two do, it "
		       "never ends; and as kernels are started one after the other, the "
		       "whole machine stands still without a word.",
		.fix = "Reserve ranges that are apart from each other, from the kernel and "
		       "from the root task; ranges may touch."},
	.image_fault = MK_FAULT_RESERVED_OVERLAP,
};
