/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/claims.h"
#include "check/rule.h"

/* It may be used with care, or it is another rule's: registers. */
static bool may_use(const struct mk_claim *other)
{
	return other->kind == MK_CLAIM_DEVICE ||
	       (other->kind == MK_CLAIM_FIRMWARE && other->reservation->kind == MK_RESERVED_MAPPED);
}

static void report_conflict(
	struct mk_check *check, const struct mk_claim *shared, const struct mk_claim *other)
{
	if (!may_use(other))
		mk_report_overlap(check, shared, other);
}

/* One side of a pool, written differently on the other side: MK0706 says so. */
static bool is_one_sided(const struct mk_claim *claim)
{
	return claim->shared->form == MK_SHARED_POOL && claim->shared->members.count == 1;
}

static void report_pair(
	struct mk_check *check, const struct mk_claim *later, const struct mk_claim *earlier)
{
	if (is_one_sided(later) && is_one_sided(earlier))
		return;
	mk_report_overlap(check, later, earlier);
}

static void shared_disjoint(struct mk_check *check)
{
	mk_claims_each_overlap(check, MK_CLAIM_BIT(MK_CLAIM_SHARED), report_pair);
	mk_claims_each_conflict(check, MK_CLAIM_SHARED,
		MK_CLAIM_BIT(MK_CLAIM_LOADER) | MK_CLAIMS_RESERVED, report_conflict);
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
