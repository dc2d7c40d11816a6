/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"

const struct mk_rule mk_rule_image_kernel_in_ram = {
	.problem = {.code = "MK1218",
		.name = "image-kernel-in-ram",
		.severity = MK_ERROR,
		.title = "a kernel is outside its node's RAM",
		.why = "The kernel is loaded where its block says, whoever owns that memory, and "
		       "writes to it as long as it runs. Nothing compares the two.",
		.fix = "Load the kernel at the start of the first of the node's ranges of RAM that "
		       "has room for it, at a multiple of 2 MiB."},
	.image_fault = MK_FAULT_KERNEL_PLACE,
};
