/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"

static void report_fixed_rest(
	struct mk_check *check, const char *what, const struct mk_layout_range *request)
{
	struct mk_finding *finding;

	if (!request->size.rest || !request->start.given)
		return;
	finding = mk_check_report(
		check, request->size.origin, "%s of size 'rest' cannot have a start", what);
	mk_add_note(check->findings, finding, request->start.origin, "it is given here");
	mk_suggest(check->findings, finding,
		"remove 'start', or say with 'within' which RAM the rest is taken from");
}

const struct mk_rule mk_rule_memory_rest_is_placed = {
	.problem = {.code = "MK0132",
		.name = "rest-is-placed",
		.severity = MK_ERROR,
		.title = "memory of size 'rest' with a start",
		.why = "The rest is what the others leave, wherever that is. At a given start "
		       "there may be little left, or nothing.",
		.fix = "Remove the start; 'within' says which RAM the rest is taken from."},
	.each_request = report_fixed_rest,
};
