/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"

const struct mk_rule mk_rule_image_ram_pages_whole = {
	.problem = {.code = "MK1230",
		.name = "image-ram-pages-whole",
		.severity = MK_ERROR,
		.title = "a node's RAM ends within a page",
		.why = "The rest of the page is nobody's or another node's. The kernel "
		       "hands out the part that it is told of as pieces of which no "
		       "frame can be made.",
		.fix = "Round RAM to whole pages of 4 KiB."},
	.image_fault = MK_FAULT_RAM_PAGES,
};
