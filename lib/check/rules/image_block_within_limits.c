/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"

const struct mk_rule mk_rule_image_block_within_limits = {
	.problem = {.code = "MK1216",
		.name = "block-within-limits",
		.severity = MK_ERROR,
		.title = "a boot block has more entries than its kernel takes",
		.why = "The kernel has room for 16 ranges of RAM, 18 reserved ones, and 15 pieces "
		       "of RAM after the kernel and the root task are cut out. With more it does "
		       "not start: 'free memory management initialization failed', or 'too many "
		       "reserved regions'. The other nodes do not notice.",
		.fix = "Give the node fewer and larger ranges, or merge reserved ranges that touch."},
	.image_fault = MK_FAULT_COUNTS,
};
