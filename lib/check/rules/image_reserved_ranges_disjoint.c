/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"

const struct mk_rule mk_rule_image_reserved_ranges_disjoint = {
	.problem = {.code = "MK1213",
		.name = "reserved-ranges-disjoint",
		.severity = MK_ERROR,
		.title = "a kernel would sort its reserved ranges for ever",
		.why = "The kernel sorts the reserved ranges, its root task and its own image by "
		       "exchanging neighbours until none overlap. If two do overlap, that never "
		       "ends; and since kernels are started one after the other, the whole machine "
		       "stops silently.",
		.fix = "Reserve ranges that overlap neither each other nor the kernel and the root "
		       "task; they may touch."},
	.image_fault = MK_FAULT_RESERVED_OVERLAP,
};
