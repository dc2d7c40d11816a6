/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"

const struct mk_rule mk_rule_image_reserved_pages_whole = {
	.problem = {.code = "MK1214",
		.name = "reserved-pages-whole",
		.severity = MK_ERROR,
		.title = "a reserved range ends within a page",
		.why = "The kernel hands out what is not reserved to the byte. The rest of a "
		       "page that is reserved in part becomes an untyped, and a frame cannot "
		       "be made of it; but what is smaller than a page can be read by nobody "
		       "else either, and is lost.",
		.fix = "Round reserved ranges to whole pages of 4 KiB."},
	.image_fault = MK_FAULT_RESERVED_PAGES,
};
