/* SPDX-License-Identifier: BSD-2-Clause */
/* The nearest place that is free, for what cannot stay where it is. */
#include <inttypes.h>

#include "check/claims.h"
#include "check/words.h"

/* The aligned start in `hole` that is nearest to `wanted`. */
static bool nearest_start(
	struct mk_range hole, uint64_t wanted, uint64_t size, uint64_t alignment, uint64_t *start)
{
	uint64_t lowest;
	uint64_t highest;

	if (!mk_align_up(hole.first, alignment, &lowest) || lowest > hole.last ||
		size - 1 > hole.last - lowest)
		return false;
	highest = mk_align_down(hole.last - (size - 1), alignment);
	*start = mk_align_down(wanted, alignment);
	if (*start < lowest)
		*start = lowest;
	if (*start > highest)
		*start = highest;
	return true;
}

static uint64_t distance(uint64_t a, uint64_t b)
{
	return a > b ? a - b : b - a;
}

/* Looking for a place costs; whoever has more findings than this needs other help first. */
#define MAX_SUGGESTIONS 64u

/* A place that was offered to what stands at `origin`, so that it is not offered to another. */
struct offer {
	struct mk_range range;
	struct mk_origin origin;
};

/* Everything that is taken, and room for the part of it that a suggestion has to go round. */
struct mk_taken {
	const struct mk_owned_range *claims; /* ascending; `owner` is the plan's row */
	size_t claim_count;
	MK_VEC(struct offer) offers;
	MK_VEC(struct mk_owned_range) beside;
};

static struct mk_taken *taken_of(struct mk_check *check)
{
	if (check->taken)
		return check->taken;
	check->taken = mk_arena_alloc(check->arena, sizeof *check->taken);
	check->taken->claims = mk_claims_ranges(
		check->arena, &check->plan->claims, MK_CLAIMS_TAKEN, &check->taken->claim_count);
	return check->taken;
}

/* What stands at `own` is to be moved, so that its place counts as free, and its offers too. */
static void leave_out(struct mk_check *check, const struct mk_origin *own, bool offers)
{
	const struct mk_claim *rows = check->plan->claims.list.items;
	struct mk_taken *taken = check->taken;
	const struct offer *offer;

	taken->beside.count = 0;
	for (size_t i = 0; i < taken->claim_count; i++)
		if (mk_origin_compare(&rows[taken->claims[i].owner].origin, own) != 0)
			*mk_vec_add(check->arena, &taken->beside) = taken->claims[i];
	if (!offers || !taken->offers.count)
		return;
	mk_each(offer, &taken->offers)
		if (mk_origin_compare(&offer->origin, own) != 0)
			*mk_vec_add(check->arena, &taken->beside) =
				(struct mk_owned_range){offer->range, 0};
	mk_ranges_sort(taken->beside.items, taken->beside.count);
}

struct search {
	const struct mk_origin *own;
	uint64_t wanted; /* start */
	uint64_t size;
	uint64_t alignment;
	bool found;
	uint64_t best;	  /* start, where it is found */
	uint64_t largest; /* bytes of what is free in one piece, from an aligned start; 0: none */
	struct mk_range largest_hole;
};

static void consider(struct search *search, struct mk_range hole)
{
	struct mk_range whole = hole;
	uint64_t start;

	if (mk_align_up(hole.first, search->alignment, &whole.first) && whole.first <= hole.last &&
		mk_range_size(whole) > search->largest) {
		search->largest_hole = whole;
		search->largest = mk_range_size(whole);
	}
	if (nearest_start(hole, search->wanted, search->size, search->alignment, &start) &&
		(!search->found ||
			distance(start, search->wanted) < distance(search->best, search->wanted))) {
		search->best = start;
		search->found = true;
	}
}

static bool find_nearest(struct mk_check *check, struct search *search, bool offers)
{
	struct mk_taken *taken = taken_of(check);
	const struct mk_bank *bank;

	leave_out(check, search->own, offers);
	mk_each(bank, &check->plan->ram) {
		struct mk_hole_walk walk;
		struct mk_range hole;
		if (bank->on_chip)
			continue;
		mk_holes_begin(&walk, taken->beside.items, taken->beside.count, bank->range);
		while (mk_holes_next(&walk, &hole))
			consider(search, hole);
	}
	return search->found;
}

static void suggest_nowhere(
	struct mk_check *check, struct mk_finding *finding, const struct search *search)
{
	const char *size = mk_check_size(check, search->size);

	if (search->largest)
		mk_suggest(check->findings, finding,
			"nowhere on this board are %s free in one piece; the largest, %s, is %s too "
			"small",
			size, mk_check_range(check, search->largest_hole),
			mk_check_size(check, search->size - search->largest));
	else
		mk_suggest(check->findings, finding,
			"no RAM of this board is free: shrink something by %s", size);
}

void mk_suggest_free(struct mk_check *check, struct mk_finding *finding, uint64_t start,
	uint64_t size, uint64_t alignment)
{
	struct search search = {
		.own = &finding->origin, .wanted = start, .size = size, .alignment = alignment};

	if (!size || check->findings->list.count > MAX_SUGGESTIONS)
		return;
	if (!find_nearest(check, &search, true) && !find_nearest(check, &search, false)) {
		suggest_nowhere(check, finding, &search);
		return;
	}
	/* In the way is what only this node must not touch: no help to come back to it. */
	if (search.best == start)
		return;
	mk_suggest(check->findings, finding,
		"start: 0x%" PRIx64 " is the nearest start with %s free", search.best,
		mk_check_size(check, size));
	mk_fix_number(
		check->findings, finding, MK_REMEDY_GUESS, finding->origin, start, search.best);
	*mk_vec_add(check->arena, &check->taken->offers) =
		(struct offer){{search.best, search.best + (size - 1)}, finding->origin};
}
