/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/claims.h"
#include "check/rule.h"

static void report_pair(
	struct mk_check *check, const struct mk_claim *later, const struct mk_claim *earlier)
{
	if (later->node == earlier->node)
		mk_report_overlap(check, later, earlier);
}

static void own_ranges_disjoint(struct mk_check *check)
{
	mk_claims_each_overlap(check, MK_CLAIM_BIT(MK_CLAIM_SLICE), report_pair);
}

const struct mk_rule mk_rule_memory_own_ranges_disjoint = {
	.problem = {.code = "MK0102",
		.name = "own-ranges-disjoint",
		.severity = MK_ERROR,
		.title = "two memory ranges of one node overlap",
		.why = "The kernel's build accepts overlapping ranges, and the node dies at boot.",
		.fix = "Merge the two ranges into one, or correct a start or a size."},
	.whole = own_ranges_disjoint,
};
