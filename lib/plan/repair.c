/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Where there are too many wants to look at all ways: each that was left without a place is put
 * back in with a few dozen neighbours, which are placed anew together with it, all ways looked at.
 * Not complete, but what the greedy way misses is mostly missed by little.
 */

#include "base/sort.h"
#include "plan/placement.h"

/* Placed anew along with one that has no place, and how far the next neighbourhood is. */
#define NEIGHBOURS 40u
#define STRIDE 20u

#define MAX_TRIALS 256u

struct repair {
	struct mk_placement *whole;
	size_t *by_address; /* indices of wants that have places */
	size_t placed;
	unsigned trials; /* left */
};

/* A comparison does not see the wants; they are compared by way of these. */
struct placed_want {
	uint64_t first;
	size_t index;
};

static int compare_placed(const void *left, const void *right)
{
	const struct placed_want *a = left;
	const struct placed_want *b = right;

	return mk_compare_numbers(a->first, b->first);
}

static void sort_placed(struct repair *repair)
{
	struct mk_placement *whole = repair->whole;
	struct placed_want *order = mk_arena_array(whole->arena, whole->wants.count, sizeof *order);

	repair->placed = 0;
	for (size_t i = 0; i < whole->wants.count; i++)
		if (whole->wants.items[i].region->placed)
			order[repair->placed++] =
				(struct placed_want){whole->wants.items[i].region->range.first, i};
	mk_sort(order, repair->placed, sizeof *order, compare_placed);
	for (size_t i = 0; i < repair->placed; i++)
		repair->by_address[i] = order[i].index;
}

/* The wants that are placed anew; the others are in the way. */
static void make_part(
	const struct repair *repair, size_t unplaced, size_t from, struct mk_placement *part)
{
	const struct mk_placement *whole = repair->whole;
	const struct mk_obstacle *obstacle;

	mk_each(obstacle, &whole->obstacles)
		*mk_vec_add(part->arena, &part->obstacles) = *obstacle;
	*mk_vec_add(part->arena, &part->wants) = whole->wants.items[unplaced];
	for (size_t i = 0; i < repair->placed; i++) {
		const struct mk_want *want = &whole->wants.items[repair->by_address[i]];
		bool kept = whole->kept && whole->kept[repair->by_address[i]];
		if (!kept && i >= from && i < from + NEIGHBOURS)
			*mk_vec_add(part->arena, &part->wants) = *want;
		else
			*mk_vec_add(part->arena, &part->obstacles) =
				(struct mk_obstacle){.range = want->region->range};
	}
}

static bool try_part(struct repair *repair, size_t unplaced, size_t from)
{
	struct mk_arena_slot *scratch = mk_arena_scratch(repair->whole->arena);
	struct mk_placement part = {.arena = scratch->object,
		.plan = repair->whole->plan,
		.search = repair->whole->search};
	enum mk_fit_result result;

	make_part(repair, unplaced, from, &part);
	result = mk_place_exactly(&part);
	mk_arena_release(scratch);
	return result == MK_FIT_FOUND;
}

static bool place_one(struct repair *repair, size_t unplaced)
{
	for (size_t from = 0; from == 0 || from < repair->placed; from += STRIDE) {
		if (!repair->trials)
			return false;
		repair->trials--;
		if (try_part(repair, unplaced, from))
			return true;
	}
	return false;
}

bool mk_place_by_repair(struct mk_placement *placement)
{
	struct repair repair = {.whole = placement, .trials = MAX_TRIALS};

	repair.by_address =
		mk_arena_array(placement->arena, placement->wants.count, sizeof *repair.by_address);
	for (size_t i = 0; i < placement->wants.count; i++) {
		if (placement->wants.items[i].region->placed)
			continue;
		sort_placed(&repair);
		if (!place_one(&repair, i))
			return false;
	}
	return true;
}
