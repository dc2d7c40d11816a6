/* SPDX-License-Identifier: BSD-2-Clause */
/* All ways to give wants their places, beside all obstacles or some of them. */
#include <string.h>

#include "plan/placement.h"

/* Far more than any board and layout of people have. */
#define MAX_OBSTACLES 16384u

/* For one question. */
#define MAX_STEPS (UINT64_C(1) << 23)

#define DEAD_ENDS (1u << 12)

/* Windows of the wants that may be in the same places. */
struct window_list {
	size_t want; /* one of them */
	struct mk_range *items;
	size_t count;
	const struct mk_range *same; /* the items, or those of an earlier list if they are equal */
};

struct mk_fitting {
	struct mk_placement *placement;
	size_t list_of[MK_FIT_MAX_ITEMS]; /* by want: which window list */
	struct window_list lists[MK_FIT_MAX_ITEMS];
	size_t list_count;
	struct mk_owned_range
		*taken; /* room for the obstacles and what is reserved from any want */
	struct mk_range *areas;
	struct mk_range *holes;
	struct mk_fit_scratch scratch;
};

#define TERMS_OF_ITEMS ((1u << MK_TERM_ALIGN) | (1u << MK_TERM_KERNEL))

/* Whether it may be just where every other one without terms of its own may be. */
static bool has_common_windows(const struct mk_want *want)
{
	return !(want->terms & ~TERMS_OF_ITEMS) && want->kernel_ceiling == UINT64_MAX;
}

static bool share_windows(const struct mk_want *a, const struct mk_want *b)
{
	return a->ceiling == b->ceiling && has_common_windows(a) && has_common_windows(b);
}

/* At most so many holes are between obstacles, what is kept, areas' ends and what is reserved. */
static size_t hole_bound(const struct mk_placement *placement, const struct mk_want *want)
{
	return placement->obstacles.count + placement->wants.count +
	       mk_want_area_bound(placement, want) + 1 + mk_want_reserved_bound(want);
}

static size_t largest_bound(const struct mk_placement *placement)
{
	size_t largest = placement->obstacles.count + placement->wants.count +
			 placement->plan->ram.count + 1;
	const struct mk_want *want;

	mk_each(want, &placement->wants) {
		size_t bound = hole_bound(placement, want);
		if (bound > largest)
			largest = bound;
	}
	return largest;
}

static void assign_list(struct mk_fitting *fitting, size_t index)
{
	const struct mk_want *wants = fitting->placement->wants.items;
	struct window_list *end = fitting->lists + fitting->list_count;
	struct window_list *list = fitting->lists;

	while (list < end && !share_windows(&wants[list->want], &wants[index]))
		list++;
	fitting->list_of[index] = (size_t)(list - fitting->lists);
	if (list < end)
		return;
	list->want = index;
	list->items = mk_arena_array(fitting->placement->arena,
		hole_bound(fitting->placement, &wants[index]), sizeof *list->items);
	fitting->list_count++;
}

struct mk_fitting *mk_fitting_new(struct mk_placement *placement)
{
	struct mk_arena *arena = placement->arena;
	struct mk_fitting *fitting;
	size_t bound = largest_bound(placement);

	if (placement->wants.count > MK_FIT_MAX_ITEMS || bound > MAX_OBSTACLES + MK_FIT_MAX_ITEMS)
		return NULL;
	fitting = mk_arena_alloc(arena, sizeof *fitting);
	fitting->placement = placement;
	fitting->taken = mk_arena_array(arena, bound, sizeof *fitting->taken);
	fitting->areas = mk_arena_array(arena, bound, sizeof *fitting->areas);
	fitting->holes = mk_arena_array(arena, bound, sizeof *fitting->holes);
	fitting->scratch.dead_ends =
		mk_arena_array(arena, DEAD_ENDS, sizeof *fitting->scratch.dead_ends);
	fitting->scratch.dead_end_count = DEAD_ENDS;
	for (size_t i = 0; i < placement->wants.count; i++)
		assign_list(fitting, i);
	return fitting;
}

/* The obstacles, and for one want what is reserved from it alone; sorted. */
static size_t collect_taken(struct mk_fitting *fitting, const struct mk_fitting_parts *parts,
	const struct mk_want *want, unsigned dropped)
{
	const struct mk_placement *placement = fitting->placement;
	struct mk_range range;
	size_t count = 0;
	size_t at = 0;

	for (size_t i = 0; i < placement->obstacles.count; i++)
		if (!parts->without_obstacle[i])
			fitting->taken[count++] =
				(struct mk_owned_range){placement->obstacles.items[i].range, 0};
	for (size_t i = 0; parts->kept && i < placement->wants.count; i++)
		if (parts->kept[i])
			fitting->taken[count++] =
				(struct mk_owned_range){placement->wants.items[i].place, 0};
	while (want && mk_want_next_reserved(want, dropped, &at, &range))
		fitting->taken[count++] = (struct mk_owned_range){range, 0};
	mk_ranges_sort(fitting->taken, count);
	return count;
}

static size_t walk_holes(
	struct mk_fitting *fitting, size_t taken, size_t areas, struct mk_range *holes)
{
	size_t count = 0;

	for (size_t i = 0; i < areas; i++) {
		struct mk_hole_walk walk;
		mk_holes_begin(&walk, fitting->taken, taken, fitting->areas[i]);
		while (mk_holes_next(&walk, &holes[count]))
			count++;
	}
	return count;
}

/* Where the want may be, as far as obstacles go; gives how many holes. */
static size_t find_windows(struct mk_fitting *fitting, const struct mk_fitting_parts *parts,
	size_t index, struct mk_range *holes)
{
	const struct mk_want *want = &fitting->placement->wants.items[index];
	unsigned dropped = parts->dropped[index];
	size_t taken = collect_taken(fitting, parts, want, dropped);

	return walk_holes(fitting, taken,
		mk_want_areas(fitting->placement, want, dropped, fitting->areas), holes);
}

/* About what it takes to sort a range, in the steps of a search. */
#define STEPS_PER_RANGE 16u

/* What is found out anew for each question counts as well: wants may have long lists of their own.
 */
static bool spend_on_windows(struct mk_fitting *fitting)
{
	struct mk_search *search = fitting->placement->search;
	uint64_t cost = 0;

	for (size_t i = 0; i < fitting->list_count; i++)
		cost += STEPS_PER_RANGE *
			hole_bound(fitting->placement,
				&fitting->placement->wants.items[fitting->lists[i].want]);
	if (search->steps < cost)
		search->steps = 0;
	else
		search->steps -= cost;
	return search->steps > 0;
}

static void find_all_windows(struct mk_fitting *fitting, const struct mk_fitting_parts *parts)
{
	for (size_t i = 0; i < fitting->list_count; i++) {
		struct window_list *list = &fitting->lists[i];
		list->count = find_windows(fitting, parts, list->want, list->items);
		list->same = list->items;
		for (size_t j = 0; j < i && list->same == list->items; j++)
			if (list->count == fitting->lists[j].count &&
				memcmp(list->items, fitting->lists[j].items,
					list->count * sizeof *list->items) == 0)
				list->same = fitting->lists[j].same;
	}
}

/* What is free for anybody. */
static size_t find_holes(struct mk_fitting *fitting, const struct mk_fitting_parts *parts)
{
	const struct mk_plan *plan = fitting->placement->plan;
	size_t taken = collect_taken(fitting, parts, NULL, 0);

	for (size_t i = 0; i < plan->ram.count; i++)
		fitting->areas[i] = plan->ram.items[i].range;
	return walk_holes(fitting, taken, plan->ram.count, fitting->holes);
}

/*
 * Which of the items lead this small one. None has to where one that could is left out of the
 * question: leaving things out never makes it harder.
 */
static void lead_item(const struct mk_fitting *fitting, const struct mk_fitting_parts *parts,
	const struct mk_want *small, struct mk_fit_item *item)
{
	uint64_t next = 1;

	item->led_from = small->led_from;
	for (size_t i = 0; i < fitting->placement->wants.count; i++) {
		const struct mk_want *want = &fitting->placement->wants.items[i];
		bool leads = want->node == small->node && want->leads;
		bool kept = parts->kept && parts->kept[i];
		if (leads && parts->without_want[i])
			item->led_from = 0;
		else if (leads && kept && want->place.first < item->led_from)
			item->led_from = want->place.first;
		if (parts->without_want[i] || kept)
			continue;
		if (leads)
			item->leads |= next;
		next <<= 1;
	}
}

static void lead_items(const struct mk_fitting *fitting, const struct mk_fitting_parts *parts,
	struct mk_fit_item *items, const size_t *wants, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct mk_want *want = &fitting->placement->wants.items[wants[i]];
		if (!want->leads &&
			mk_want_is_bound(want, MK_TERM_KERNEL, parts->dropped[wants[i]]))
			lead_item(fitting, parts, want, &items[i]);
	}
}

/* Gives how many items there are; `wants` says which want each is. */
static size_t make_items(const struct mk_fitting *fitting, const struct mk_fitting_parts *parts,
	struct mk_fit_item *items, size_t *wants)
{
	size_t count = 0;

	for (size_t i = 0; i < fitting->placement->wants.count; i++) {
		const struct mk_want *want = &fitting->placement->wants.items[i];
		const struct window_list *list = &fitting->lists[fitting->list_of[i]];
		if (parts->without_want[i] || (parts->kept && parts->kept[i]))
			continue;
		items[count] = (struct mk_fit_item){.size = want->size,
			.alignment = mk_want_alignment(want, parts->dropped[i]),
			.windows = list->same,
			.window_count = list->count};
		wants[count++] = i;
	}
	lead_items(fitting, parts, items, wants, count);
	return count;
}

struct mk_fitting_parts mk_fitting_all(struct mk_placement *placement)
{
	return (struct mk_fitting_parts){
		mk_arena_array(placement->arena, placement->wants.count, sizeof(bool)),
		mk_arena_array(placement->arena, placement->obstacles.count, sizeof(bool)),
		mk_arena_array(placement->arena, placement->wants.count, sizeof(unsigned)),
		placement->kept};
}

void mk_search_advance(struct mk_search *search)
{
	search->trials++;
	if (search->options && search->options->progress)
		search->options->progress(search->options->data, search->trials);
}

static enum mk_fit_result solve(
	struct mk_fitting *fitting, const struct mk_fit_instance *instance, uint64_t *starts)
{
	struct mk_search *search = fitting->placement->search;
	uint64_t allowed = search->steps < MAX_STEPS ? search->steps : MAX_STEPS;
	enum mk_fit_result result;

	memset(fitting->scratch.dead_ends, 0, DEAD_ENDS * sizeof *fitting->scratch.dead_ends);
	fitting->scratch.steps = allowed;
	result = mk_fit(instance, &fitting->scratch, starts);
	search->steps -= allowed - fitting->scratch.steps;
	mk_search_advance(search);
	return result;
}

enum mk_fit_result mk_fitting_try(
	struct mk_fitting *fitting, const struct mk_fitting_parts *parts, uint64_t *starts)
{
	struct mk_fit_item items[MK_FIT_MAX_ITEMS];
	struct mk_fit_instance instance = {.items = items, .holes = fitting->holes};
	uint64_t found[MK_FIT_MAX_ITEMS];
	size_t wants[MK_FIT_MAX_ITEMS];
	enum mk_fit_result result;

	if (!spend_on_windows(fitting))
		return MK_FIT_UNKNOWN;
	find_all_windows(fitting, parts);
	instance.hole_count = find_holes(fitting, parts);
	instance.count = make_items(fitting, parts, items, wants);
	result = solve(fitting, &instance, found);
	for (size_t i = 0; starts && result == MK_FIT_FOUND && i < instance.count; i++)
		starts[wants[i]] = found[i];
	return result;
}

uint64_t mk_fitting_room(struct mk_fitting *fitting, const struct mk_fitting_parts *parts,
	size_t want, struct mk_range *hole)
{
	uint64_t alignment =
		mk_want_alignment(&fitting->placement->wants.items[want], parts->dropped[want]);
	size_t count = find_windows(fitting, parts, want, fitting->holes);
	uint64_t most = 0;
	uint64_t start;

	for (size_t i = 0; i < count; i++) {
		struct mk_range found = fitting->holes[i];
		if (!mk_align_up(found.first, alignment, &start) || start > found.last)
			continue;
		if (found.last - start + 1 <= most)
			continue;
		most = found.last - start + 1;
		*hole = found;
	}
	return most;
}

enum mk_fit_result mk_place_exactly(struct mk_placement *placement)
{
	struct mk_fitting *fitting = mk_fitting_new(placement);
	uint64_t starts[MK_FIT_MAX_ITEMS];
	struct mk_fitting_parts all;
	enum mk_fit_result result;

	if (!fitting)
		return MK_FIT_UNKNOWN;
	all = mk_fitting_all(placement);
	result = mk_fitting_try(fitting, &all, starts);
	for (size_t i = 0; result == MK_FIT_FOUND && i < placement->wants.count; i++) {
		struct mk_want *want = &placement->wants.items[i];
		if (placement->kept && placement->kept[i])
			continue;
		want->region->range = (struct mk_range){starts[i], starts[i] + (want->size - 1)};
		want->region->placed = true;
	}
	return result;
}
