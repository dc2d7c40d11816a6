/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"

const struct mk_rule mk_rule_image_kernel_starts = {
	.problem = {.code = "MK1217",
		.name = "image-kernel-starts",
		.severity = MK_ERROR,
		.title = "a kernel would not start with its boot block",
		.why = "The kernel checks what it is told, and stops if that makes no sense: RAM "
		       "that is not in order, a kernel that is not at 2 MiB, no room for the root "
		       "task's objects, a root task beyond its addresses. A release kernel stops "
		       "without any message.",
		.fix = "Pack the image with `mkpart pack` from a layout without errors."},
	.image_fault = MK_FAULT_STOPS,
};
