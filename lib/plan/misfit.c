/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Why not all can have a place: from everything that cannot be had together, one part after the
 * other is left out for good where the rest still cannot. What remains has no part too many.
 */
#include "plan/placement.h"

/* A layout with more is no layout of people: its obstacles are not weighed against each other. */
#define MAX_OBSTACLES 256u

struct reduction {
	struct mk_placement *placement;
	struct mk_fitting *fitting;
	struct mk_fitting_parts parts; /* left out for good */
};

static bool still_fails(struct reduction *reduction)
{
	return mk_fitting_try(reduction->fitting, &reduction->parts, NULL) == MK_FIT_NONE;
}

/* What the board says is left out first, as a whole: a layout can do nothing about it. */
static void try_without_board(struct reduction *reduction)
{
	const struct mk_placement *placement = reduction->placement;
	bool fails;

	for (size_t i = 0; i < placement->obstacles.count; i++)
		reduction->parts.without_obstacle[i] = placement->obstacles.items[i].boards;
	fails = still_fails(reduction);
	for (size_t i = 0; !fails && i < placement->obstacles.count; i++)
		reduction->parts.without_obstacle[i] = false;
}

static void try_without_each(struct reduction *reduction, bool *without, size_t count)
{
	for (size_t i = count; i-- > 0;) {
		if (without[i])
			continue;
		without[i] = true;
		without[i] = still_fails(reduction);
	}
}

/* A term that is not to blame is dropped: the explanation need not mention it. */
static void try_without_terms(struct reduction *reduction)
{
	const struct mk_placement *placement = reduction->placement;

	for (size_t i = 0; i < placement->wants.count; i++) {
		unsigned *dropped = &reduction->parts.dropped[i];
		for (unsigned term = 0; term < MK_TERM_COUNT; term++) {
			if (reduction->parts.without_want[i] ||
				!mk_want_is_bound(&placement->wants.items[i], term, *dropped))
				continue;
			*dropped |= 1u << term;
			if (!still_fails(reduction))
				*dropped &= ~(1u << term);
		}
	}
}

static void add_wants(struct reduction *reduction)
{
	struct mk_placement *placement = reduction->placement;

	for (size_t i = 0; i < placement->wants.count; i++) {
		const struct mk_want *want = &placement->wants.items[i];
		struct mk_misfit_member *member;
		if (reduction->parts.without_want[i])
			continue;
		member = mk_vec_add(placement->arena, &placement->plan->misfit.members);
		member->kind = MK_MISFIT_WANT;
		member->what = want->what;
		member->origin = want->region->origin;
		member->size = want->size;
		member->grows = want->region->grows;
		member->alignment = mk_want_alignment(want, reduction->parts.dropped[i]);
		member->room =
			mk_fitting_room(reduction->fitting, &reduction->parts, i, &member->range);
	}
}

static void add_terms(struct reduction *reduction)
{
	struct mk_placement *placement = reduction->placement;

	for (size_t i = 0; i < placement->wants.count; i++) {
		const struct mk_want *want = &placement->wants.items[i];
		for (unsigned term = 0; term < MK_TERM_COUNT; term++)
			if (!reduction->parts.without_want[i] &&
				mk_want_is_bound(want, term, reduction->parts.dropped[i]))
				*mk_vec_add(placement->arena, &placement->plan->misfit.members) =
					(struct mk_misfit_member){.kind = MK_MISFIT_TERM,
						.what = mk_want_term_text(
							placement->arena, want, term),
						.origin = mk_want_term_origin(want, term)};
	}
}

static void add_obstacles(struct reduction *reduction)
{
	struct mk_placement *placement = reduction->placement;

	for (size_t i = 0; i < placement->obstacles.count; i++) {
		const struct mk_obstacle *obstacle = &placement->obstacles.items[i];
		if (reduction->parts.without_obstacle[i])
			continue;
		*mk_vec_add(placement->arena, &placement->plan->misfit.members) =
			(struct mk_misfit_member){.kind = MK_MISFIT_FIXED,
				.what = obstacle->what,
				.origin = obstacle->origin,
				.range = obstacle->range};
	}
}

void mk_plan_find_misfit(struct mk_placement *placement)
{
	struct reduction reduction = {.placement = placement, .fitting = mk_fitting_new(placement)};
	size_t wants = placement->wants.count;
	size_t obstacles = placement->obstacles.count;

	if (!reduction.fitting || obstacles > MAX_OBSTACLES)
		return;
	reduction.parts = mk_fitting_all(placement);
	try_without_board(&reduction);
	try_without_each(&reduction, reduction.parts.without_obstacle, obstacles);
	try_without_each(&reduction, reduction.parts.without_want, wants);
	try_without_terms(&reduction);
	add_wants(&reduction);
	add_terms(&reduction);
	add_obstacles(&reduction);
}
