/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"

const struct mk_rule mk_rule_image_loader_apart = {
	.problem = {.code = "MK1223",
		.name = "image-loader-apart",
		.severity = MK_ERROR,
		.title = "the loader's own memory overlaps the nodes'",
		.why = "The image stays in memory while its loader works, and the first nodes "
		       "already run while others are being started. Any part of it that is "
		       "overwritten, or that belongs to a node, is lost before it is used.",
		.fix = "Link the loader for memory outside every slice, with room for the whole "
		       "image, and state it with `loader: {memory: ...}`."},
	.image_fault = MK_FAULT_LOADER,
};
