/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Keeping to an earlier plan: as much as can stays where it was. First all; then all but one, the
 * smallest first, then all but two; else one after the other is let stay, the largest first,
 * wherever the others still have places. In the end nobody who moves could have stayed beside those
 * who do.
 */
#include <string.h>

#include "plan/keep.h"

/* More are not tried with fewer and fewer of them kept. */
#define MAX_SEARCHED 512u
#define MAX_SEARCHED_OBSTACLES 1024u

struct keeping {
	struct mk_placement *placement;
	struct mk_fitting *fitting; /* NULL: there are too many for it */
	struct mk_fitting_parts parts;
	bool *candidates; /* by want: its place is still one for it, and free of what is fixed */
	bool *kept;	  /* by want: those that are tried to be kept */
	bool unproven;	  /* a trial was given up */
	struct mk_range *areas;
};

static const struct mk_want *want_at(const struct keeping *keeping, size_t index)
{
	return &keeping->placement->wants.items[index];
}

static size_t count_wants(const struct keeping *keeping)
{
	return keeping->placement->wants.count;
}

/* --- candidates ------------------------------------------------------------------------------- */

static bool is_obstructed(const struct mk_placement *placement, struct mk_range place)
{
	const struct mk_obstacle *obstacle;

	mk_each(obstacle, &placement->obstacles)
		if (mk_ranges_overlap(obstacle->range, place))
			return true;
	return false;
}

/* A rest has what the others leave, wherever that is. */
static bool is_candidate(const struct keeping *keeping, struct mk_want *want)
{
	const struct mk_lock_region *old = want->region->old;

	return old && !want->region->grows &&
	       mk_range_make(old->range.first, want->size, &want->place) == MK_RANGE_OK &&
	       mk_want_allows(keeping->placement, want, want->place, keeping->areas) &&
	       !is_obstructed(keeping->placement, want->place);
}

static bool is_resized(const struct mk_want *want)
{
	return mk_range_size(want->region->old->range) != want->size;
}

/* Whether its place is apart from those of all that are kept. */
static bool is_apart(const struct keeping *keeping, size_t index)
{
	for (size_t i = 0; i < count_wants(keeping); i++)
		if (i != index && keeping->kept[i] &&
			mk_ranges_overlap(
				want_at(keeping, i)->place, want_at(keeping, index)->place))
			return false;
	return true;
}

/*
 * Whether a small range has what has to be below it among what is fixed or kept as well. (That it
 * might stay because a large one moves to below it is not looked at.)
 */
static bool is_led(const struct keeping *keeping, size_t index)
{
	const struct mk_want *small = want_at(keeping, index);

	if (small->leads || !mk_want_is_bound(small, MK_TERM_KERNEL, 0) ||
		small->place.first >= small->led_from)
		return true;
	for (size_t i = 0; i < count_wants(keeping); i++)
		if (keeping->kept[i] && want_at(keeping, i)->node == small->node &&
			want_at(keeping, i)->leads &&
			want_at(keeping, i)->place.first < small->place.first)
			return true;
	return false;
}

static bool is_each_led(const struct keeping *keeping)
{
	for (size_t i = 0; i < count_wants(keeping); i++)
		if (keeping->kept[i] && !is_led(keeping, i))
			return false;
	return true;
}

/* All that are apart; one that grew gives way to a neighbour that did not change. */
static size_t keep_all(struct keeping *keeping)
{
	size_t kept = 0;

	for (int resized = 0; resized < 2; resized++)
		for (size_t i = 0; i < count_wants(keeping); i++) {
			if (!keeping->candidates[i] || is_resized(want_at(keeping, i)) != resized ||
				!is_apart(keeping, i))
				continue;
			keeping->kept[i] = true;
			kept++;
		}
	for (size_t i = 0; i < count_wants(keeping); i++)
		if (keeping->kept[i] && !is_led(keeping, i)) {
			keeping->kept[i] = false;
			kept--;
		}
	return kept;
}

/* --- trials ----------------------------------------------------------------------------------- */

/* Those that are kept have their places, and nobody else. */
static void settle(const struct keeping *keeping)
{
	for (size_t i = 0; i < count_wants(keeping); i++) {
		struct mk_region *region = keeping->placement->wants.items[i].region;
		region->placed = keeping->kept[i];
		if (region->placed)
			region->range = want_at(keeping, i)->place;
	}
}

static bool greedily(const struct keeping *keeping)
{
	bool placed;

	settle(keeping);
	placed = mk_place_greedily(keeping->placement);
	settle(keeping);
	return placed;
}

/* Whether the others have places beside those that are kept. */
static bool works(struct keeping *keeping)
{
	enum mk_fit_result result = MK_FIT_NONE;

	if (is_each_led(keeping))
		result = mk_fitting_try(keeping->fitting, &keeping->parts, NULL);
	keeping->unproven |= result == MK_FIT_UNKNOWN;
	return result == MK_FIT_FOUND;
}

/* Those of another size are the first to move, then the smaller ones: wants are largest first. */
static bool is_turn(const struct keeping *keeping, size_t index, bool resized)
{
	return keeping->kept[index] && is_resized(want_at(keeping, index)) == resized;
}

/* Finds one of those before `end` without which the others work, and does not keep it. */
static bool works_without_one(struct keeping *keeping, size_t end)
{
	for (int resized = 1; resized >= 0; resized--)
		for (size_t i = end; i-- > 0;) {
			if (!is_turn(keeping, i, resized))
				continue;
			keeping->kept[i] = false;
			if (works(keeping))
				return true;
			keeping->kept[i] = true;
		}
	return false;
}

static bool works_without_two(struct keeping *keeping)
{
	for (size_t i = count_wants(keeping); i-- > 0;) {
		if (!keeping->kept[i])
			continue;
		keeping->kept[i] = false;
		if (works_without_one(keeping, i))
			return true;
		keeping->kept[i] = true;
	}
	return false;
}

/* --- one after the other ---------------------------------------------------------------------- */

static bool try_to_keep(struct keeping *keeping, size_t index)
{
	if (keeping->kept[index] || !keeping->candidates[index] || !is_apart(keeping, index))
		return false;
	keeping->kept[index] = true;
	keeping->kept[index] = works(keeping);
	return keeping->kept[index];
}

/* Those that did not change come first. */
static size_t add_what_works(struct keeping *keeping, bool ascending)
{
	size_t count = count_wants(keeping);
	size_t added = 0;

	for (int resized = 0; resized < 2; resized++)
		for (size_t i = 0; i < count; i++) {
			size_t index = ascending ? count - 1 - i : i;
			if (keeping->candidates[index] &&
				is_resized(want_at(keeping, index)) == resized)
				added += try_to_keep(keeping, index);
		}
	return added;
}

static void keep_none(struct keeping *keeping)
{
	for (size_t i = 0; i < count_wants(keeping); i++)
		keeping->kept[i] = false;
}

/* Whether there is any way for all, whoever moves. */
static bool works_at_all(struct keeping *keeping)
{
	keep_none(keeping);
	return (keeping->fitting && works(keeping)) || greedily(keeping);
}

/* Gives how many stay: the better of two orders. */
static size_t keep_one_by_one(struct keeping *keeping)
{
	size_t downwards, upwards;

	keep_none(keeping);
	downwards = add_what_works(keeping, false);
	keep_none(keeping);
	upwards = add_what_works(keeping, true);
	if (upwards > downwards)
		return upwards;
	keep_none(keeping);
	return add_what_works(keeping, false);
}

/* --- choosing --------------------------------------------------------------------------------- */

/* All but two, where more move. */
static void improve(struct keeping *keeping, size_t kept)
{
	size_t bytes = count_wants(keeping) * sizeof *keeping->kept;
	bool *found = mk_arena_array(keeping->placement->arena, bytes, 1);

	memcpy(found, keeping->kept, bytes);
	keep_none(keeping);
	if (keep_all(keeping) > kept + 2 && works_without_two(keeping))
		return;
	memcpy(keeping->kept, found, bytes);
}

/* False where there is no way for all. */
static bool search(struct keeping *keeping)
{
	if (works(keeping))
		return true;
	if (!works_at_all(keeping))
		return false;
	keep_all(keeping);
	if (!works_without_one(keeping, count_wants(keeping)))
		improve(keeping, keep_one_by_one(keeping));
	add_what_works(keeping, false);
	return true;
}

/* The first so many of the candidates, in the wants' order. */
static void keep_first(struct keeping *keeping, size_t count)
{
	keep_none(keeping);
	for (size_t i = 0; i < count_wants(keeping) && count; i++)
		if (keeping->candidates[i] && is_apart(keeping, i) && is_led(keeping, i)) {
			keeping->kept[i] = true;
			count--;
		}
}

/* Without an exact search: as many of the largest as the greedy one can do with. */
static bool search_greedily(struct keeping *keeping, size_t kept)
{
	size_t enough = 0; /* so many work, or none */

	keeping->unproven = true;
	if (count_wants(keeping) > MAX_SEARCHED ||
		keeping->placement->obstacles.count > MAX_SEARCHED_OBSTACLES)
		return works_at_all(keeping);
	while (kept - enough > 1) {
		size_t middle = enough + (kept - enough) / 2;
		keep_first(keeping, middle);
		if (greedily(keeping))
			enough = middle;
		else
			kept = middle;
	}
	keep_first(keeping, enough);
	return enough > 0 || works_at_all(keeping);
}

static bool choose(struct keeping *keeping, size_t kept)
{
	if (greedily(keeping))
		return true;
	return keeping->fitting ? search(keeping) : search_greedily(keeping, kept);
}

/* Where there is no way for all, what could stay shows how far one gets. */
void mk_place_kept(struct mk_placement *placement)
{
	size_t count = placement->wants.count;
	struct keeping keeping = {.placement = placement};

	if (!placement->plan->lock || !count)
		return;
	mk_keep_match(placement);
	keeping.areas =
		mk_arena_array(placement->arena, mk_most_areas(placement), sizeof *keeping.areas);
	keeping.fitting = mk_fitting_new(placement);
	keeping.parts = mk_fitting_all(placement);
	keeping.candidates = mk_arena_array(placement->arena, count, sizeof(bool));
	keeping.kept = mk_arena_array(placement->arena, count, sizeof(bool));
	for (size_t i = 0; i < count; i++)
		keeping.candidates[i] = is_candidate(&keeping, &placement->wants.items[i]);
	keeping.parts.kept = keeping.kept;
	if (choose(&keeping, keep_all(&keeping))) {
		placement->kept = keeping.kept;
	} else {
		keep_none(&keeping);
		keep_all(&keeping);
	}
	settle(&keeping);
	placement->plan->lock_unproven = keeping.unproven;
}
