/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"

const struct mk_rule mk_rule_image_loader_image_readable = {
	.problem = {.code = "MK1211",
		.name = "loader-image-readable",
		.severity = MK_ERROR,
		.title = "a file is not an image that a loader of boot blocks runs",
		.why = "The loader finds what it loads by a header behind its own code, and "
		       "each kernel what is its own by a block of fixed layout. Where one of "
		       "them is not as expected the board does not start, or loads from "
		       "beyond the file's end.",
		.fix = "Name the file that `mkpart pack` wrote under a contract with boot "
		       "blocks, whole."},
	.image_fault = MK_FAULT_UNREADABLE,
};
