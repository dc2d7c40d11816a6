/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/claims.h"
#include "check/rule.h"

static void slices_disjoint(struct mk_check *check)
{
	const struct mk_claim *claim;
	mk_parties parties = {0};

	mk_each(claim, &check->plan->claims.list)
		if (claim->placed && claim->kind == MK_CLAIM_SLICE)
			mk_party_add(check, &parties, claim, claim->node, MK_MOVES_FIRST);
	mk_each_conflict(check, &parties, mk_report_conflict);
}

const struct mk_rule mk_rule_memory_slices_disjoint = {
	.problem = {.code = "MK0101",
		.name = "slices-disjoint",
		.severity = MK_ERROR,
		.title = "the memory of two nodes overlaps",
		.why = "Both kernels take the common part as their own RAM. Everything seems to "
		       "work until one node zeroes or reuses it; then the other dies silently.",
		.fix = "Move or shrink one of the two. Memory that both are meant to use is a "
		       "shared region: list it under `shared`."},
	.whole = slices_disjoint,
};
