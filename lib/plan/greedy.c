/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Places one after the other. Slices go to the lowest hole that fits, largest first; the loader and
 * shared regions go to the top, so that they do not cut slices' room in two.
 */
#include "plan/placement.h"

/* Firmware and 32-bit boot stages reach memory below this. */
#define LOADER_CEILING UINT64_C(0xffffffff)

typedef MK_VEC(struct mk_owned_range) owned_ranges;

struct greed {
	struct mk_placement *placement;
	owned_ranges taken;
};

static void take(struct greed *greed, struct mk_range range)
{
	*mk_vec_add(greed->placement->arena, &greed->taken) = (struct mk_owned_range){range, 0};
}

/* The lowest aligned place for `size` bytes in `hole`. */
static bool lowest_place(
	struct mk_range hole, uint64_t size, uint64_t alignment, struct mk_range *place)
{
	uint64_t start;

	if (!mk_align_up(hole.first, alignment, &start) || start > hole.last ||
		size - 1 > hole.last - start)
		return false;
	*place = (struct mk_range){start, start + (size - 1)};
	return true;
}

/* The highest one. */
static bool highest_place(
	struct mk_range hole, uint64_t size, uint64_t alignment, struct mk_range *place)
{
	uint64_t start;

	if (size - 1 > hole.last - hole.first)
		return false;
	start = mk_align_down(hole.last - (size - 1), alignment);
	if (start < hole.first)
		return false;
	*place = (struct mk_range){start, start + (size - 1)};
	return true;
}

/* Sorts what was taken since the last time; with the node's own reserved ranges in a copy. */
static owned_ranges obstacles_of(struct greed *greed, const struct mk_want *want)
{
	struct mk_arena *arena = greed->placement->arena;
	owned_ranges all = {NULL, 0, 0};
	struct mk_range range;
	size_t at = 0;

	while (mk_want_next_reserved(want, &at, &range))
		*mk_vec_add(arena, &all) = (struct mk_owned_range){range, 0};
	if (!all.count) {
		mk_ranges_sort(greed->taken.items, greed->taken.count);
		return greed->taken;
	}
	for (size_t i = 0; i < greed->taken.count; i++)
		*mk_vec_add(arena, &all) = greed->taken.items[i];
	mk_ranges_sort(all.items, all.count);
	return all;
}

static bool find_in_bank(
	struct mk_hole_walk *walk, const struct mk_want *want, struct mk_range *place)
{
	struct mk_range hole;
	bool found = false;

	while (mk_holes_next(walk, &hole)) {
		if (!want->high) {
			if (lowest_place(hole, want->size, want->alignment, place))
				return true;
			continue;
		}
		found |= highest_place(hole, want->size, want->alignment, place);
	}
	return found;
}

/* Banks are ascending: a low want ends at the first that has room, a high one at the last. */
static bool find_place(
	struct greed *greed, const struct mk_want *want, uint64_t ceiling, struct mk_range *place)
{
	owned_ranges taken = obstacles_of(greed, want);
	const struct mk_bank *bank;
	bool found = false;

	mk_each(bank, &greed->placement->plan->ram) {
		struct mk_range within = bank->range;
		struct mk_hole_walk walk;
		if (within.first > ceiling)
			break;
		if (within.last > ceiling)
			within.last = ceiling;
		mk_holes_begin(&walk, taken.items, taken.count, within);
		found |= find_in_bank(&walk, want, place);
		if (found && !want->high)
			break;
	}
	return found;
}

static void place(struct greed *greed, const struct mk_want *want, uint64_t ceiling)
{
	struct mk_region *region = want->region;

	if (region->placed)
		return;
	region->placed = find_place(greed, want, ceiling, &region->range);
	if (region->placed)
		take(greed, region->range);
}

static bool is_free(const struct greed *greed, struct mk_range range)
{
	const struct mk_owned_range *taken;
	const struct mk_bank *bank;

	mk_each(taken, &greed->taken)
		if (mk_ranges_overlap(taken->range, range))
			return false;
	mk_each(bank, &greed->placement->plan->ram)
		if (mk_range_contains(bank->range, range))
			return true;
	return false;
}

/* Where the platform's loader build insists on a start, slices make room for it. */
static void place_loader_at_home(struct greed *greed)
{
	struct mk_plan *plan = greed->placement->plan;
	uint64_t below = plan->contract->loader_below_start;
	uint64_t start = plan->platform ? plan->platform->loader_start : 0;
	struct mk_range range;

	if (plan->loader.fixed || start < below ||
		mk_range_make(start - below, plan->loader.size, &range) != MK_RANGE_OK ||
		!is_free(greed, range))
		return;
	plan->loader.range = range;
	plan->loader.placed = true;
	take(greed, range);
}

static void place_loader(struct greed *greed)
{
	const struct mk_want *want;

	mk_each(want, &greed->placement->wants) {
		if (want->region != &greed->placement->plan->loader)
			continue;
		place(greed, want, LOADER_CEILING);
		place(greed, want, want->ceiling);
	}
}

static bool is_all_placed(const struct mk_placement *placement)
{
	const struct mk_want *want;

	mk_each(want, &placement->wants)
		if (!want->region->placed)
			return false;
	return true;
}

bool mk_place_greedily(struct mk_placement *placement)
{
	struct greed greed = {.placement = placement};
	const struct mk_obstacle *obstacle;
	const struct mk_want *want;

	mk_each(obstacle, &placement->obstacles)
		take(&greed, obstacle->range);
	place_loader_at_home(&greed);
	mk_each(want, &placement->wants)
		if (!want->high)
			place(&greed, want, want->ceiling);
	place_loader(&greed);
	mk_each(want, &placement->wants)
		place(&greed, want, want->ceiling);
	return is_all_placed(placement);
}
