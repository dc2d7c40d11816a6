/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"

const struct mk_rule mk_rule_image_loader_image_readable = {
	.problem = {.code = "MK1211",
		.name = "loader-image-readable",
		.severity = MK_ERROR,
		.title = "a file is not a loader image with boot blocks",
		.why = "The loader finds what it has to load through a header after its own code, "
		       "and each kernel finds what it owns in a block of fixed layout. If one of "
		       "them is not as expected, the board does not start, or the loader reads "
		       "beyond the end of the file.",
		.fix = "Give the complete file that `mkpart pack` wrote under a contract with boot "
		       "blocks."},
	.image_fault = MK_FAULT_UNREADABLE,
};
