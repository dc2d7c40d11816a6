/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Places for requests that give a size only. Slices go to the lowest hole that fits, largest first;
 * the loader and shared regions go to the top, so that they do not cut slices' room in two. All in
 * an order that does not depend on the layout's own.
 */
#include <stdlib.h>
#include <string.h>

#include "plan/stages.h"

/* Firmware and 32-bit boot stages reach memory below this. */
#define LOADER_CEILING UINT64_C(0xffffffff)

struct request {
	struct mk_region *region;
	const struct mk_plan_node *node; /* NULL for shared regions */
	const char *name;
	size_t index; /* among the regions of the same name */
};

struct placement {
	struct mk_arena *arena;
	struct mk_plan *plan;
	MK_VEC(struct mk_owned_range) taken;
};

static void take(struct placement *placement, struct mk_range range)
{
	*mk_vec_add(placement->arena, &placement->taken) = (struct mk_owned_range){range, 0};
}

static void take_region(struct placement *placement, const struct mk_region *region)
{
	if (region->placed)
		take(placement, region->range);
}

static void take_fixed(struct placement *placement)
{
	const struct mk_withheld *withheld;
	const struct mk_plan_shared *shared;
	const struct mk_plan_node *node;
	const struct mk_region *region;

	mk_each(withheld, &placement->plan->withheld)
		take(placement, withheld->range);
	mk_each(shared, &placement->plan->shared)
		take_region(placement, &shared->region);
	mk_each(node, &placement->plan->nodes)
		mk_each(region, &node->regions)
			take_region(placement, region);
	take_region(placement, &placement->plan->loader);
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

struct wish {
	uint64_t size;
	uint64_t alignment;
	uint64_t ceiling;		 /* last address allowed */
	bool high;			 /* the highest place, else the lowest */
	const struct mk_plan_node *node; /* whose own `reserved` counts as well, or NULL */
};

/* Sorts what was taken since the last time; with the node's own reserved ranges in a copy. */
static const struct mk_owned_range *obstacles(
	struct placement *placement, const struct wish *wish, size_t *count)
{
	const struct mk_layout_range *reserved;
	MK_VEC(struct mk_owned_range) all = {0};
	struct mk_range range;

	if (!wish->node || !wish->node->layout->reserved.count) {
		mk_ranges_sort(placement->taken.items, placement->taken.count);
		*count = placement->taken.count;
		return placement->taken.items;
	}
	for (size_t i = 0; i < placement->taken.count; i++)
		*mk_vec_add(placement->arena, &all) = placement->taken.items[i];
	mk_each(reserved, &wish->node->layout->reserved)
		if (mk_range_make(reserved->start.value, reserved->size.value, &range) ==
			MK_RANGE_OK)
			*mk_vec_add(placement->arena, &all) = (struct mk_owned_range){range, 0};
	mk_ranges_sort(all.items, all.count);
	*count = all.count;
	return all.items;
}

static bool find_in_bank(struct mk_hole_walk *walk, const struct wish *wish, struct mk_range *place)
{
	struct mk_range hole;
	bool found = false;

	while (mk_holes_next(walk, &hole)) {
		if (!wish->high) {
			if (lowest_place(hole, wish->size, wish->alignment, place))
				return true;
			continue;
		}
		found |= highest_place(hole, wish->size, wish->alignment, place);
	}
	return found;
}

/* Banks are ascending: a low wish ends at the first that has room, a high one at the last. */
static bool find_place(struct placement *placement, const struct wish *wish, struct mk_range *place)
{
	size_t count;
	const struct mk_owned_range *taken = obstacles(placement, wish, &count);
	const struct mk_bank *bank;
	bool found = false;

	mk_each(bank, &placement->plan->ram) {
		struct mk_range within = bank->range;
		struct mk_hole_walk walk;
		if (within.first > wish->ceiling)
			break;
		if (within.last > wish->ceiling)
			within.last = wish->ceiling;
		mk_holes_begin(&walk, taken, count, within);
		found |= find_in_bank(&walk, wish, place);
		if (found && !wish->high)
			break;
	}
	return found;
}

static void place(struct placement *placement, struct mk_region *region, struct wish wish)
{
	uint64_t page = placement->plan->contract->page_size;

	if (region->fixed || region->placed || region->size == 0 ||
		!mk_align_up(region->size, page, &wish.size))
		return;
	region->placed = find_place(placement, &wish, &region->range);
	if (region->placed)
		take(placement, region->range);
}

static int compare_requests(const void *left, const void *right)
{
	const struct request *a = left;
	const struct request *b = right;
	int order = (a->region->size < b->region->size) - (a->region->size > b->region->size);

	if (!order)
		order = strcmp(a->name, b->name);
	return order ? order : (a->index > b->index) - (a->index < b->index);
}

/* Everybody is refused alike once a hostile layout asks for more than can ever be placed. */
#define MAX_REQUESTS 4096u

struct requests {
	MK_VEC(struct request) list;
};

static void add_request(struct placement *placement, struct requests *requests,
	struct mk_region *region, const struct mk_plan_node *node, const char *name, size_t index)
{
	if (!region->fixed && requests->list.count < MAX_REQUESTS)
		*mk_vec_add(placement->arena, &requests->list) =
			(struct request){region, node, name, index};
}

static void sort_requests(struct requests *requests)
{
	if (requests->list.count)
		qsort(requests->list.items, requests->list.count, sizeof *requests->list.items,
			compare_requests);
}

static void place_slices(struct placement *placement)
{
	uint64_t alignment = placement->plan->contract->phys_base_alignment;
	struct requests requests = {0};
	struct mk_plan_node *node;
	struct request *request;

	mk_each(node, &placement->plan->nodes)
		for (size_t i = 0; i < node->regions.count; i++)
			add_request(
				placement, &requests, &node->regions.items[i], node, node->name, i);
	sort_requests(&requests);
	mk_each(request, &requests.list)
		place(placement, request->region,
			(struct wish){.alignment = alignment,
				.ceiling = placement->plan->contract->physical_limit,
				.node = request->node});
}

static void place_shared(struct placement *placement)
{
	uint64_t page = placement->plan->contract->page_size;
	struct requests requests = {0};
	struct request *request;

	for (size_t i = 0; i < placement->plan->shared.count; i++)
		add_request(placement, &requests, &placement->plan->shared.items[i].region, NULL,
			placement->plan->shared.items[i].name, i);
	sort_requests(&requests);
	mk_each(request, &requests.list)
		place(placement, request->region,
			(struct wish){.alignment = page, .ceiling = UINT64_MAX, .high = true});
}

static void place_loader(struct placement *placement)
{
	struct mk_plan *plan = placement->plan;
	struct wish wish = {.alignment = plan->contract->loader_below_start,
		.ceiling = LOADER_CEILING,
		.high = true};

	place(placement, &plan->loader, wish);
	wish.ceiling = plan->contract->physical_limit;
	place(placement, &plan->loader, wish);
}

static bool is_free(const struct placement *placement, struct mk_range range)
{
	const struct mk_owned_range *taken;
	const struct mk_bank *bank;

	mk_each(taken, &placement->taken)
		if (mk_ranges_overlap(taken->range, range))
			return false;
	mk_each(bank, &placement->plan->ram)
		if (mk_range_contains(bank->range, range))
			return true;
	return false;
}

/* Where the platform's loader build insists on a start, slices make room for it. */
static void place_loader_at_home(struct placement *placement)
{
	struct mk_plan *plan = placement->plan;
	uint64_t below = plan->contract->loader_below_start;
	uint64_t start = plan->platform ? plan->platform->loader_start : 0;
	struct mk_range range;

	if (plan->loader.fixed || start < below ||
		mk_range_make(start - below, plan->loader.size, &range) != MK_RANGE_OK ||
		!is_free(placement, range))
		return;
	plan->loader.range = range;
	plan->loader.placed = true;
	take(placement, range);
}

void mk_plan_place(struct mk_arena *arena, struct mk_plan *plan)
{
	struct placement placement = {.arena = arena, .plan = plan};

	take_fixed(&placement);
	place_loader_at_home(&placement);
	place_slices(&placement);
	place_loader(&placement);
	place_shared(&placement);
}
