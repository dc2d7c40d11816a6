/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"

const struct mk_rule mk_rule_image_tables_lead_to_kernels = {
	.problem = {.code = "MK1224",
		.name = "image-tables-lead-to-kernels",
		.severity = MK_ERROR,
		.title = "the loader's page tables do not lead to a node's kernel",
		.why = "Each core enters its kernel through page tables that are filled in when "
		       "the image is packed. With wrong ones it enters another node's kernel, or "
		       "nothing at all.",
		.fix = "Pack the image with `mkpart pack`, with a loader that was built for the "
		       "same number of kernels."},
	.image_fault = MK_FAULT_TABLES,
};
