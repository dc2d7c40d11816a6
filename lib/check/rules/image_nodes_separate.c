/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"

const struct mk_rule mk_rule_image_nodes_separate = {
	.problem = {.code = "MK1210",
		.name = "image-nodes-separate",
		.severity = MK_ERROR,
		.title = "a loader image hands one node another's memory",
		.why = "The boot block of a node decides what its root task receives: all RAM that "
		       "is listed, and every address that is not reserved, as device memory. A "
		       "root task that receives another node's memory can read and write that "
		       "node's kernel. The public tool for this kernel writes blocks in an order "
		       "that does exactly that: each node owns the other's RAM.",
		.fix = "Pack the image with `mkpart pack`: its blocks reserve everything that is "
		       "not the node's own."},
	.image_fault = MK_FAULT_FOREIGN,
};
