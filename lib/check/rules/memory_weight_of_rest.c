/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>

#include "check/rule.h"

static void check_weight(
	struct mk_check *check, const char *what, const struct mk_layout_range *request)
{
	uint64_t weight = request->weight.value;
	struct mk_finding *finding;

	if (!request->weight.given)
		return;
	if (!request->size.rest) {
		finding = mk_check_report(check, request->weight.origin,
			"%s has a weight, but a size of its own", what);
		mk_suggest(check->findings, finding, "size: rest, or no weight");
		return;
	}
	if (weight >= 1 && weight <= MK_LAYOUT_MAX_WEIGHT)
		return;
	finding = mk_check_report(check, request->weight.origin,
		"%s has weight %" PRIu64 "; weights are 1 to %u", what, weight,
		MK_LAYOUT_MAX_WEIGHT);
	mk_suggest(check->findings, finding,
		"a weight from 1 to %u; only how weights stand to each other matters",
		MK_LAYOUT_MAX_WEIGHT);
}

const struct mk_rule mk_rule_memory_weight_of_rest = {
	.problem = {.code = "MK0133",
		.name = "weight-of-rest",
		.severity = MK_ERROR,
		.title = "a weight that nothing can be shared out by",
		.why = "Weights say how memory that is left is shared out among ranges of size "
		       "'rest'; with a size that is given they would say nothing.",
		.fix = "Give a weight from 1 to 1000 to ranges of size 'rest', and to no others."},
	.each_request = check_weight,
};
