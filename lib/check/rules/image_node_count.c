/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"

const struct mk_rule mk_rule_image_node_count = {
	.problem = {.code = "MK1225",
		.name = "image-node-count",
		.severity = MK_ERROR,
		.title = "the number of nodes in a loader image is not the number that is started "
			 "or stated",
		.why = "The loader starts at most the cores 0, 1, 2 and 3. A block says how many "
		       "core numbers follow it: the loader fills in one for each kernel, and a "
		       "kernel for a GICv3 reads as many as it was built for.",
		.fix = "Build kernel and loader for the number of nodes in the layout, four "
		       "at most."},
	.image_fault = MK_FAULT_NODES,
};
