/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/claims.h"
#include "check/rule.h"

static void own_ranges_disjoint(struct mk_check *check, const struct mk_plan_node *node)
{
	mk_claim_list own = mk_claims_of_node(
		check->arena, &check->plan->claims, MK_CLAIM_BIT(MK_CLAIM_SLICE), node);
	const struct mk_claim *const *claim;
	mk_parties parties = {0};

	if (own.count < 2)
		return;
	mk_each(claim, &own)
		mk_party_add(check, &parties, *claim, *claim, MK_MOVES_FIRST);
	mk_each_conflict(check, &parties, mk_report_conflict);
}

const struct mk_rule mk_rule_memory_own_ranges_disjoint = {
	.problem = {.code = "MK0102",
		.name = "own-ranges-disjoint",
		.severity = MK_ERROR,
		.title = "two memory ranges of one node overlap",
		.why = "The kernel's build accepts overlapping ranges, and the node dies at boot.",
		.fix = "Merge the two ranges into one, or correct a start or a size."},
	.each_node = own_ranges_disjoint,
};
