/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/claims.h"
#include "check/rule.h"

static void report_pair(
	struct mk_check *check, const struct mk_claim *later, const struct mk_claim *earlier)
{
	if (later->node != earlier->node)
		mk_report_overlap(check, later, earlier);
}

static void slices_disjoint(struct mk_check *check)
{
	mk_claims_each_overlap(check, MK_CLAIM_BIT(MK_CLAIM_SLICE), report_pair);
}

const struct mk_rule mk_rule_memory_slices_disjoint = {
	.problem = {.code = "MK0101",
		.name = "slices-disjoint",
		.severity = MK_ERROR,
		.title = "the memory of two nodes overlaps",
		.why = "Both kernels take the common part as their own RAM. Everything seems to "
		       "work until one node zeroes or reuses it; then the other dies without a "
		       "word.",
		.fix = "Move or shrink one of the two. Memory that both are meant to use is a "
		       "shared region: list it under `shared`."},
	.whole = slices_disjoint,
};
