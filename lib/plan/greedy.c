/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Places one after the other. Slices go to the lowest hole that fits, largest first; the loader and
 * shared regions go to the top, so that they do not cut slices' room in two.
 */
#include <string.h>

#include "base/sort.h"
#include "plan/placement.h"

/* Firmware and 32-bit boot stages reach memory below this. */
#define LOADER_CEILING UINT64_C(0xffffffff)

typedef MK_VEC(struct mk_owned_range) owned_ranges;

struct greed {
	struct mk_placement *placement;
	owned_ranges taken;	     /* sorted */
	struct mk_owned_range *copy; /* room for these and what is reserved from one want */
	struct mk_range *areas;	     /* room for those of any want */
};

/* Behind all that begin where it does. */
static int compare_begin(const void *key, const void *item)
{
	const struct mk_range *range = key;
	const struct mk_owned_range *taken = item;

	return range->first >= taken->range.first ? 1 : -1;
}

static void take(struct greed *greed, struct mk_range range)
{
	size_t at = mk_vec_lower_bound(&greed->taken, &range, compare_begin);

	mk_vec_add(greed->placement->arena, &greed->taken);
	memmove(&greed->taken.items[at + 1], &greed->taken.items[at],
		(greed->taken.count - 1 - at) * sizeof *greed->taken.items);
	greed->taken.items[at] = (struct mk_owned_range){range, 0};
}

/* The highest aligned place for `size` bytes in `hole`. */
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

/* What is taken for this want: what is for all, and in a copy what is for it alone. */
static owned_ranges obstacles_of(const struct greed *greed, const struct mk_want *want)
{
	owned_ranges all = {.items = greed->copy};
	struct mk_range range;
	size_t at = 0;

	if (!mk_want_reserved_bound(want))
		return greed->taken;
	while (mk_want_next_reserved(want, 0, &at, &range))
		all.items[all.count++] = (struct mk_owned_range){range, 0};
	for (size_t i = 0; i < greed->taken.count; i++)
		all.items[all.count++] = greed->taken.items[i];
	mk_ranges_sort(all.items, all.count);
	return all;
}

static bool find_in_hole(const struct mk_want *want, struct mk_range hole, struct mk_range *place)
{
	uint64_t alignment = mk_want_alignment(want, 0);
	struct mk_fit_item item = {
		.size = want->size, .alignment = alignment, .windows = &hole, .window_count = 1};

	return want->high ? highest_place(hole, want->size, alignment, place)
			  : mk_fit_lowest(&item, 0, place);
}

/* Areas are ascending: a low want ends at the first hole that has room, a high one at the last. */
static bool find_in_areas(const struct mk_want *want, const owned_ranges *taken,
	const struct mk_range *areas, size_t count, struct mk_range *place)
{
	bool found = false;

	for (size_t i = 0; i < count; i++) {
		struct mk_hole_walk walk;
		struct mk_range hole;
		mk_holes_begin(&walk, taken->items, taken->count, areas[i]);
		while (mk_holes_next(&walk, &hole)) {
			found |= find_in_hole(want, hole, place);
			if (found && !want->high)
				return true;
		}
	}
	return found;
}

/* A small range of a node comes behind one that holds the kernel. */
static uint64_t floor_of(const struct greed *greed, const struct mk_want *want)
{
	uint64_t floor = want->led_from;
	const struct mk_want *lead;

	if (!mk_want_is_bound(want, MK_TERM_KERNEL, 0) || want->leads)
		return 0;
	mk_each(lead, &greed->placement->wants)
		if (lead->node == want->node && lead->leads && lead->region->placed &&
			lead->region->range.first < floor)
			floor = lead->region->range.first;
	return floor;
}

/* The parts of areas in `within`. */
static size_t cut_areas(struct mk_range *areas, size_t count, struct mk_range within)
{
	size_t kept = 0;

	for (size_t i = 0; i < count; i++)
		if (mk_ranges_overlap(areas[i], within))
			areas[kept++] = mk_range_intersection(areas[i], within);
	return kept;
}

static bool find_place(struct greed *greed, const struct mk_want *want, struct mk_range within,
	struct mk_range *place)
{
	size_t count = mk_want_areas(greed->placement, want, 0, greed->areas);
	owned_ranges taken = obstacles_of(greed, want);
	uint64_t floor = floor_of(greed, want);

	if (floor > within.first)
		within.first = floor;
	if (within.first > within.last)
		return false;
	count = cut_areas(greed->areas, count, within);
	return find_in_areas(want, &taken, greed->areas, count, place);
}

/* Where its node's devices reach it, if there is room; else anywhere. */
static bool find_good_place(
	struct greed *greed, const struct mk_want *want, uint64_t ceiling, struct mk_range *place)
{
	const struct mk_range *window;

	mk_each(window, &want->reach) {
		struct mk_range within = *window;
		if (within.last > ceiling)
			within.last = ceiling;
		if (find_place(greed, want, within, place))
			return true;
	}
	return find_place(greed, want, (struct mk_range){0, ceiling}, place);
}

static void place(struct greed *greed, const struct mk_want *want, uint64_t ceiling)
{
	struct mk_region *region = want->region;

	if (region->placed)
		return;
	region->placed = find_good_place(greed, want, ceiling, &region->range);
	mk_search_advance(greed->placement->search);
	if (region->placed)
		take(greed, region->range);
}

static const struct mk_want *loader_want(const struct mk_placement *placement)
{
	const struct mk_want *want;

	mk_each(want, &placement->wants)
		if (want->region == &placement->plan->loader)
			return want;
	return NULL;
}

/* Where the platform's loader build insists on a start, slices make room for it. */
static void place_loader_at_home(struct greed *greed, const struct mk_want *loader)
{
	struct mk_plan *plan = greed->placement->plan;
	uint64_t below = plan->contract->loader_below_start;
	uint64_t start = plan->platform ? plan->platform->loader_start : 0;
	struct mk_want home = *loader;
	struct mk_range range;
	struct mk_range found;

	if (plan->loader.placed || start < below ||
		mk_range_make(start - below, loader->size, &range) != MK_RANGE_OK)
		return;
	home.size = mk_range_size(range);
	home.alignment = plan->contract->page_size;
	if (!find_place(greed, &home, (struct mk_range){0, range.last}, &found) ||
		found.first != range.first)
		return;
	plan->loader.range = range;
	plan->loader.placed = true;
	take(greed, range);
}

static bool is_all_placed(const struct mk_placement *placement)
{
	const struct mk_want *want;

	mk_each(want, &placement->wants)
		if (!want->region->placed)
			return false;
	return true;
}

static void begin(struct greed *greed)
{
	struct mk_placement *placement = greed->placement;
	const struct mk_obstacle *obstacle;
	const struct mk_want *want;
	size_t reserved = 0;

	mk_each(obstacle, &placement->obstacles)
		*mk_vec_add(placement->arena, &greed->taken) =
			(struct mk_owned_range){obstacle->range, 0};
	mk_each(want, &placement->wants)
		if (want->region->placed)
			*mk_vec_add(placement->arena, &greed->taken) =
				(struct mk_owned_range){want->region->range, 0};
	mk_ranges_sort(greed->taken.items, greed->taken.count);
	mk_each(want, &placement->wants)
		if (mk_want_reserved_bound(want) > reserved)
			reserved = mk_want_reserved_bound(want);
	greed->areas =
		mk_arena_array(placement->arena, mk_most_areas(placement), sizeof *greed->areas);
	greed->copy = mk_arena_array(placement->arena,
		reserved + placement->obstacles.count + placement->wants.count,
		sizeof *greed->copy);
}

bool mk_place_greedily(struct mk_placement *placement)
{
	struct greed greed = {.placement = placement};
	const struct mk_want *loader = loader_want(placement);
	const struct mk_want *want;

	begin(&greed);
	if (loader)
		place_loader_at_home(&greed, loader);
	mk_each(want, &placement->wants)
		if (!want->high)
			place(&greed, want, want->ceiling);
	if (loader)
		place(&greed, loader, LOADER_CEILING);
	mk_each(want, &placement->wants)
		place(&greed, want, want->ceiling);
	return is_all_placed(placement);
}
