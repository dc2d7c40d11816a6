/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"

const struct mk_rule mk_rule_image_loader_apart = {
	.problem = {.code = "MK1223",
		.name = "image-loader-apart",
		.severity = MK_ERROR,
		.title = "the loader's own memory is not apart from the nodes'",
		.why = "The image lies in memory while its loader works, and the first nodes "
		       "already run while others are being started. What is written over it, "
		       "or is a node's, is gone before it is used.",
		.fix = "Link the loader for memory outside of every slice, with room for the "
		       "whole image; say so with `loader: {memory: ...}`."},
	.image_fault = MK_FAULT_LOADER,
};
