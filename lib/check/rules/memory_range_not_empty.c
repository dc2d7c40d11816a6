/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"

static void report_empty(
	struct mk_check *check, const char *what, const struct mk_layout_range *request)
{
	if (request->size.given && !request->size.rest && request->size.value == 0)
		mk_check_report(check, request->size.origin, "%s has size 0", what);
}

const struct mk_rule mk_rule_memory_range_not_empty = {
	.problem = {.code = "MK0103",
		.name = "range-not-empty",
		.severity = MK_ERROR,
		.title = "a memory range of size 0",
		.why = "An entry of size 0 passes the kernel's build, and the node dies at boot.",
		.fix = "Give the size in bytes, or remove the range."},
	.each_request = report_empty,
};
