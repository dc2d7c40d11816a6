/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/claims.h"
#include "check/rule.h"

/* What these have to do with each other is other rules'. */
#define OTHERS                                                                                     \
	(MK_CLAIM_BIT(MK_CLAIM_SLICE) | MK_CLAIM_BIT(MK_CLAIM_SHARED) |                            \
		MK_CLAIM_BIT(MK_CLAIM_LOADER))

/* A reservation of the tree is where it is, but two of them are told of all the same. */
static enum mk_moves moves(const struct mk_claim *claim)
{
	return claim->region->reservation ? MK_MOVES_THEN : MK_MOVES_FIRST;
}

/* What one owner has twice is in its way as well. */
static void own_apart(struct mk_check *check)
{
	const struct mk_claim *claim;
	mk_parties parties = {0};

	if (!check->plan->holdings.count)
		return;
	mk_each(claim, &check->plan->claims.list)
		if (claim->placed && MK_CLAIMS_HELD & MK_CLAIM_BIT(claim->kind))
			mk_party_add(check, &parties, claim, claim, moves(claim));
	mk_parties_add(check, &parties, OTHERS, "others", MK_MOVES_FIRST);
	mk_each_conflict(check, &parties, mk_report_conflict);
}

const struct mk_rule mk_rule_memory_own_apart = {
	.problem = {.code = "MK0150",
		.name = "own-apart",
		.severity = MK_ERROR,
		.title = "memory that one node or peer has alone overlaps memory of another",
		.why = "A guest, a DMA engine or a remote processor writes there without asking "
		       "any kernel: anything else that lies there is lost.",
		.fix = "Move one of the two, or leave `start` out and let mkpart place it. Memory "
		       "that two of them are meant to use is a region under `shared`."},
	.whole = own_apart,
};
