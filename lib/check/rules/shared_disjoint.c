/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/claims.h"
#include "check/rule.h"

/* One side of a pool, written differently on the other side: MK0706 says so. */
static bool is_one_sided(const struct mk_claim *claim)
{
	return claim->shared->form == MK_SHARED_POOL && claim->shared->members.count == 1;
}

static void report_regions(struct mk_check *check)
{
	mk_claim_list regions = mk_claims_ascending(
		check->arena, &check->plan->claims, MK_CLAIM_BIT(MK_CLAIM_SHARED));
	const struct mk_claim *const *claim;
	mk_parties parties = {0};

	mk_each(claim, &regions)
		mk_party_add(check, &parties, *claim,
			is_one_sided(*claim) ? (const void *)check : *claim, MK_MOVES_FIRST);
	mk_each_conflict(check, &parties, mk_report_conflict);
}

static void report(struct mk_check *check, const struct mk_conflict *conflict)
{
	mk_report_on_reservation(
		check, conflict, "if it is meant to be shared, write 'memory: {reserved: ", "}'");
}

static void shared_disjoint(struct mk_check *check)
{
	const struct mk_claims *claims = &check->plan->claims;
	mk_parties parties = {0};

	report_regions(check);
	mk_parties_add(check, &parties, MK_CLAIM_BIT(MK_CLAIM_SHARED), "shared", MK_MOVES_FIRST);
	mk_parties_add(check, &parties, MK_CLAIM_BIT(MK_CLAIM_LOADER), claims, MK_MOVES_THEN);
	mk_parties_add_reserved(check, &parties,
		mk_claims_ascending(check->arena, claims, MK_CLAIMS_RESERVED), claims);
	mk_each_conflict(check, &parties, report);
}

const struct mk_rule mk_rule_shared_disjoint = {
	.problem = {.code = "MK0705",
		.name = "shared-disjoint",
		.severity = MK_ERROR,
		.title = "a shared region overlaps another one, the loader, or reserved memory",
		.why = "Two protocols write over each other, or over firmware; the loader's "
		       "archive is overwritten while it is still read.",
		.fix = "Move the region, or leave `start` out and let mkpart place it."},
	.whole = shared_disjoint,
};
