/* SPDX-License-Identifier: BSD-2-Clause */
/* All ways to give wants their places, beside all obstacles or some of them. */
#include <string.h>

#include "plan/placement.h"

/* A layout with more is no layout of people: its obstacles are not weighed against each other. */
#define MAX_OBSTACLES 256u

/* For one question, and for all about one layout: a hundredth and a tenth of a second, about. */
#define MAX_STEPS (UINT64_C(1) << 23)
#define MAX_STEPS_IN_ALL (UINT64_C(1) << 26)

#define DEAD_ENDS (1u << 12)

/* Windows of the wants that may be in the same places. */
struct window_list {
	const struct mk_want *want; /* one of them */
	struct mk_range *items;
	size_t count;
};

struct mk_fitting {
	struct mk_placement *placement;
	size_t list_of[MK_FIT_MAX_ITEMS]; /* by want: which window list */
	struct window_list lists[MK_FIT_MAX_ITEMS];
	size_t list_count;
	struct mk_owned_range *taken; /* room for the obstacles and any node's own reserved */
	struct mk_range *holes;
	struct mk_fit_scratch scratch;
	uint64_t steps; /* left for all questions */
};

static bool has_own_reserved(const struct mk_want *want)
{
	return want->node && want->node->layout->reserved.count;
}

static bool share_windows(const struct mk_want *a, const struct mk_want *b)
{
	bool own = has_own_reserved(a) || has_own_reserved(b);

	return a->ceiling == b->ceiling && (!own || a->node == b->node);
}

/* At most so many holes are between obstacles, banks' ends and a want's own reserved ranges. */
static size_t hole_bound(const struct mk_placement *placement, const struct mk_want *want)
{
	return placement->obstacles.count + placement->plan->ram.count + 1 +
	       (has_own_reserved(want) ? want->node->layout->reserved.count : 0);
}

static size_t largest_bound(const struct mk_placement *placement)
{
	const struct mk_want *want;
	size_t largest = 0;

	mk_each(want, &placement->wants) {
		size_t bound = hole_bound(placement, want);
		if (bound > largest)
			largest = bound;
	}
	return largest;
}

static void assign_list(struct mk_fitting *fitting, size_t index)
{
	const struct mk_want *want = &fitting->placement->wants.items[index];
	struct window_list *list = fitting->lists;

	while (list < fitting->lists + fitting->list_count && !share_windows(list->want, want))
		list++;
	fitting->list_of[index] = (size_t)(list - fitting->lists);
	if (list < fitting->lists + fitting->list_count)
		return;
	list->want = want;
	list->items = mk_arena_array(fitting->placement->arena,
		hole_bound(fitting->placement, want), sizeof *list->items);
	fitting->list_count++;
}

struct mk_fitting *mk_fitting_new(struct mk_placement *placement)
{
	struct mk_arena *arena = placement->arena;
	struct mk_fitting *fitting;
	size_t bound = largest_bound(placement);

	if (placement->wants.count > MK_FIT_MAX_ITEMS || bound > MAX_OBSTACLES)
		return NULL;
	fitting = mk_arena_alloc(arena, sizeof *fitting);
	fitting->placement = placement;
	fitting->taken = mk_arena_array(arena, bound, sizeof *fitting->taken);
	fitting->holes = mk_arena_array(arena, bound, sizeof *fitting->holes);
	fitting->scratch.dead_ends =
		mk_arena_array(arena, DEAD_ENDS, sizeof *fitting->scratch.dead_ends);
	fitting->scratch.dead_end_count = DEAD_ENDS;
	fitting->steps = MAX_STEPS_IN_ALL;
	for (size_t i = 0; i < placement->wants.count; i++)
		assign_list(fitting, i);
	return fitting;
}

/* Gives how many holes there are; `want` adds its own reserved ranges and its ceiling. */
static size_t find_holes(struct mk_fitting *fitting, const struct mk_fitting_parts *parts,
	const struct mk_want *want, struct mk_range *holes)
{
	const struct mk_placement *placement = fitting->placement;
	const struct mk_bank *bank;
	struct mk_range range;
	size_t taken = 0;
	size_t count = 0;
	size_t at = 0;

	for (size_t i = 0; i < placement->obstacles.count; i++)
		if (!parts->without_obstacle[i])
			fitting->taken[taken++] =
				(struct mk_owned_range){placement->obstacles.items[i].range, 0};
	while (want && mk_want_next_reserved(want, &at, &range))
		fitting->taken[taken++] = (struct mk_owned_range){range, 0};
	mk_ranges_sort(fitting->taken, taken);
	mk_each(bank, &placement->plan->ram) {
		struct mk_range within = bank->range;
		struct mk_hole_walk walk;
		if (want && within.last > want->ceiling)
			within.last = want->ceiling;
		if (within.first > within.last)
			break;
		mk_holes_begin(&walk, fitting->taken, taken, within);
		while (mk_holes_next(&walk, &holes[count]))
			count++;
	}
	return count;
}

/* Gives how many items there are; `wants` says which want each is. */
static size_t make_items(const struct mk_fitting *fitting, const struct mk_fitting_parts *parts,
	struct mk_fit_item *items, size_t *wants)
{
	size_t count = 0;

	for (size_t i = 0; i < fitting->placement->wants.count; i++) {
		const struct mk_want *want = &fitting->placement->wants.items[i];
		const struct window_list *list = &fitting->lists[fitting->list_of[i]];
		if (parts->without_want[i])
			continue;
		items[count] =
			(struct mk_fit_item){want->size, want->alignment, list->items, list->count};
		wants[count++] = i;
	}
	return count;
}

struct mk_fitting_parts mk_fitting_all(struct mk_placement *placement)
{
	return (struct mk_fitting_parts){
		mk_arena_array(placement->arena, placement->wants.count, sizeof(bool)),
		mk_arena_array(placement->arena, placement->obstacles.count, sizeof(bool))};
}

static enum mk_fit_result solve(
	struct mk_fitting *fitting, const struct mk_fit_problem *problem, uint64_t *starts)
{
	uint64_t allowed = fitting->steps < MAX_STEPS ? fitting->steps : MAX_STEPS;
	enum mk_fit_result result;

	memset(fitting->scratch.dead_ends, 0, DEAD_ENDS * sizeof *fitting->scratch.dead_ends);
	fitting->scratch.steps = allowed;
	result = mk_fit(problem, &fitting->scratch, starts);
	fitting->steps -= allowed - fitting->scratch.steps;
	return result;
}

enum mk_fit_result mk_fitting_try(
	struct mk_fitting *fitting, const struct mk_fitting_parts *parts, uint64_t *starts)
{
	struct mk_fit_item items[MK_FIT_MAX_ITEMS];
	struct mk_fit_problem problem = {.items = items, .holes = fitting->holes};
	uint64_t found[MK_FIT_MAX_ITEMS];
	size_t wants[MK_FIT_MAX_ITEMS];
	enum mk_fit_result result;

	for (size_t i = 0; i < fitting->list_count; i++)
		fitting->lists[i].count =
			find_holes(fitting, parts, fitting->lists[i].want, fitting->lists[i].items);
	problem.hole_count = find_holes(fitting, parts, NULL, fitting->holes);
	problem.count = make_items(fitting, parts, items, wants);
	result = solve(fitting, &problem, found);
	for (size_t i = 0; starts && result == MK_FIT_FOUND && i < problem.count; i++)
		starts[wants[i]] = found[i];
	return result;
}

uint64_t mk_fitting_room(struct mk_fitting *fitting, const struct mk_fitting_parts *parts,
	const struct mk_want *want, struct mk_range *hole)
{
	size_t count = find_holes(fitting, parts, want, fitting->holes);
	uint64_t most = 0;
	uint64_t start;

	for (size_t i = 0; i < count; i++) {
		struct mk_range found = fitting->holes[i];
		if (!mk_align_up(found.first, want->alignment, &start) || start > found.last)
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
		want->region->range = (struct mk_range){starts[i], starts[i] + (want->size - 1)};
		want->region->placed = true;
	}
	return result;
}
