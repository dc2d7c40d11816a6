/* SPDX-License-Identifier: BSD-2-Clause */
/* The last word before anything is written: a sweep that is proved, whatever the rules said. */
#include "plan/claims_apart.h"

#define OWNED                                                                                      \
	(MK_CLAIM_BIT(MK_CLAIM_SLICE) | MK_CLAIM_BIT(MK_CLAIM_SHARED) |                            \
		MK_CLAIM_BIT(MK_CLAIM_LOADER))

/* A pool is stated once for each of its members. */
static bool may_overlap(const struct mk_claim *a, const struct mk_claim *b)
{
	if (a->kind != b->kind)
		return false;
	if (a->kind == MK_CLAIM_SLICE)
		return a->node == b->node;
	return a->range.first == b->range.first && a->range.last == b->range.last;
}

bool mk_claims_are_apart(struct mk_arena *arena, const struct mk_claims *claims)
{
	const struct mk_claim *rows = claims->list.items;
	const struct mk_owned_range *sorted;
	struct mk_pair_walk walk;
	size_t count;

	sorted = mk_claims_ranges(arena, claims, OWNED, &count);
	mk_pairs_begin(&walk, sorted, count);
	while (mk_pairs_next(&walk))
		if (!may_overlap(&rows[sorted[walk.first].owner], &rows[sorted[walk.second].owner]))
			return false;
	return true;
}
