/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"

const struct mk_rule mk_rule_image_reserved_pages_whole = {
	.problem = {.code = "MK1214",
		.name = "reserved-pages-whole",
		.severity = MK_ERROR,
		.title = "a reserved range ends within a page",
		.why = "The kernel hands out exactly the bytes that are not reserved. The "
		       "remainder of a page that is partly reserved becomes an untyped from which "
		       "no frame can be made: nobody can use it, and it is lost.",
		.fix = "Round reserved ranges to whole pages of 4 KiB."},
	.image_fault = MK_FAULT_RESERVED_PAGES,
};
