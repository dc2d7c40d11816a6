/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"

const struct mk_rule mk_rule_image_first_entry_empty = {
	.problem = {.code = "MK1212",
		.name = "first-entry-empty",
		.severity = MK_ERROR,
		.title = "the first reserved range of a boot block is handed out",
		.why = "The kernel treats the first reserved entry of its block as extra device "
		       "memory, and gives its root task an untyped for it, although it is "
		       "reserved. If another node's RAM is listed first, it is given away.",
		.fix = "Make the first entry an empty one, {0, 0}, as `mkpart pack` does."},
	.image_fault = MK_FAULT_FIRST_ENTRY,
};
