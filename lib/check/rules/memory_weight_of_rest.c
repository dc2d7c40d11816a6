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
			"%s has a weight, but also a fixed size", what);
		mk_suggest(check->findings, finding, "size: rest, or no weight");
		return;
	}
	if (weight >= 1 && weight <= MK_LAYOUT_MAX_WEIGHT)
		return;
	finding = mk_check_report(check, request->weight.origin,
		"%s has weight %" PRIu64 "; weights are 1 to %u", what, weight,
		MK_LAYOUT_MAX_WEIGHT);
	mk_suggest(check->findings, finding,
		"a weight from 1 to %u; only the ratio of weights matters", MK_LAYOUT_MAX_WEIGHT);
}

const struct mk_rule mk_rule_memory_weight_of_rest = {
	.problem = {.code = "MK0133",
		.name = "weight-of-rest",
		.severity = MK_ERROR,
		.title = "a weight that has no effect or is out of range",
		.why = "Weights say how the memory that is left is divided among ranges of size "
		       "'rest'. Beside a fixed size a weight has no meaning.",
		.fix = "Give weights from 1 to 1000 to ranges of size 'rest' only."},
	.each_request = check_weight,
};
