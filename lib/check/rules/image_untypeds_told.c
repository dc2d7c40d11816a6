/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"

const struct mk_rule mk_rule_image_untypeds_told = {
	.problem = {.code = "MK1227",
		.name = "image-untypeds-told",
		.severity = MK_WARNING,
		.title = "a root task is not told of all that it receives",
		.why = "The boot information has room for 230 untypeds, or for the number in "
		       "KernelMaxNumBootinfoUntypedCaps. No capability is made for any beyond "
		       "that: that memory is lost, RAM at the highest addresses first.",
		.fix = "Use fewer and larger ranges, aligned to their size; or raise the kernel's "
		       "setting.",
		.about = "the image's file"},
	.image_fault = MK_FAULT_UNTYPEDS,
};
