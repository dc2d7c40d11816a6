/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"

const struct mk_rule mk_rule_image_nodes_separate = {
	.problem = {.code = "MK1210",
		.name = "image-nodes-separate",
		.severity = MK_ERROR,
		.title = "a loader image hands one node another's memory",
		.why = "What a root task receives is decided by its node's boot block: all "
		       "RAM that is listed, and as device memory every address that is not "
		       "reserved. A root task that receives another node's memory can read "
		       "and write its kernel. Blocks in the order in which the public tool "
		       "for this kernel writes them do that: each node owns the other's RAM.",
		.fix = "Pack the image with `mkpart pack`: its blocks reserve all that is "
		       "not the node's own."},
	.image_fault = MK_FAULT_FOREIGN,
};
