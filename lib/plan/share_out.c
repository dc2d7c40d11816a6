/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Ranges of size `rest` have their least size when all have places; here they grow: weighted
 * max-min fairness. All grow together, each by its weight, until one cannot go on; that one stays,
 * the others go on. Larger ones fit only where smaller ones do, so halving finds each end.
 */
#include "plan/placement.h"

uint64_t mk_growth_weight(const struct mk_layout_range *request)
{
	uint64_t weight = request->weight.value;

	return weight >= 1 && weight <= MK_LAYOUT_MAX_WEIGHT ? weight : 1;
}

struct sharing {
	struct mk_placement placement; /* the rests and what follows them, beside all others */
	struct mk_fitting *fitting;
	struct mk_fitting_parts all;
	uint64_t least[MK_FIT_MAX_ITEMS]; /* bytes, by want */
	uint64_t pages[MK_FIT_MAX_ITEMS]; /* for each unit of weight */
	bool stays[MK_FIT_MAX_ITEMS];
	uint64_t starts[MK_FIT_MAX_ITEMS];
};

/* A small range that has to be above a rest: where it is now it would keep that one small. */
static bool follows_growing(const struct mk_placement *whole, const struct mk_want *small)
{
	const struct mk_want *want;

	if (small->leads || !mk_want_is_bound(small, MK_TERM_KERNEL, 0))
		return false;
	mk_each(want, &whole->wants)
		if (want->node == small->node && want->region->grows)
			return true;
	return false;
}

/* What has its place by now stands in the way of the others. */
static void begin(struct sharing *sharing, const struct mk_placement *whole)
{
	struct mk_arena *arena = whole->arena;
	const struct mk_obstacle *obstacle;
	const struct mk_want *want;

	mk_each(obstacle, &whole->obstacles)
		*mk_vec_add(arena, &sharing->placement.obstacles) = *obstacle;
	mk_each(want, &whole->wants) {
		if (want->region->grows || follows_growing(whole, want)) {
			*mk_vec_add(arena, &sharing->placement.wants) = *want;
			continue;
		}
		*mk_vec_add(arena, &sharing->placement.obstacles) =
			(struct mk_obstacle){.range = want->region->range};
	}
	/* What is bound by where others of its node are has to know that these are there now. */
	mk_each(want, &sharing->placement.wants)
		want->region->placed = false;
	mk_want_bind(&sharing->placement);
	mk_each(want, &sharing->placement.wants)
		want->region->placed = true;
}

static void set_sizes(struct sharing *sharing)
{
	uint64_t page = sharing->placement.plan->contract->page_size;

	for (size_t i = 0; i < sharing->placement.wants.count; i++) {
		struct mk_want *want = &sharing->placement.wants.items[i];
		want->size = sharing->pages[i] * want->weight * page;
		if (want->size < sharing->least[i])
			want->size = sharing->least[i];
	}
}

static bool fits(struct sharing *sharing)
{
	set_sizes(sharing);
	return mk_fitting_try(sharing->fitting, &sharing->all, sharing->starts) == MK_FIT_FOUND;
}

static bool fits_together(struct sharing *sharing, uint64_t pages)
{
	for (size_t i = 0; i < sharing->placement.wants.count; i++)
		if (!sharing->stays[i])
			sharing->pages[i] = pages;
	return fits(sharing);
}

/* More pages than this for a unit of weight cannot be, whatever the holes are like. */
static uint64_t most_pages(const struct sharing *sharing)
{
	const struct mk_plan *plan = sharing->placement.plan;
	const struct mk_bank *bank;
	uint64_t weights = 0;
	uint64_t pages = 0;

	mk_each(bank, &plan->ram)
		pages += mk_range_size(bank->range) / plan->contract->page_size;
	for (size_t i = 0; i < sharing->placement.wants.count; i++)
		if (!sharing->stays[i])
			weights += sharing->placement.wants.items[i].weight;
	return pages / weights;
}

/* The most pages that those which grow have together; they had `low` before. */
static uint64_t find_share(struct sharing *sharing, uint64_t low)
{
	uint64_t high = most_pages(sharing);

	while (low < high) {
		uint64_t middle = high - (high - low) / 2;
		if (fits_together(sharing, middle))
			low = middle;
		else
			high = middle - 1;
	}
	fits_together(sharing, low);
	return low;
}

/* One page more for each that grows is too much: some stay, the others can have it. */
static bool let_some_stay(struct sharing *sharing, uint64_t share)
{
	bool any_grows = false;

	for (size_t i = 0; i < sharing->placement.wants.count; i++) {
		if (sharing->stays[i])
			continue;
		sharing->pages[i] = share + 1;
		if (fits(sharing)) {
			any_grows = true;
			continue;
		}
		sharing->pages[i] = share;
		sharing->stays[i] = true;
	}
	return any_grows;
}

static void write_back(struct sharing *sharing)
{
	for (size_t i = 0; i < sharing->placement.wants.count; i++) {
		const struct mk_want *want = &sharing->placement.wants.items[i];
		uint64_t start = sharing->starts[i];
		want->region->range = (struct mk_range){start, start + (want->size - 1)};
	}
}

static void grow(struct sharing *sharing)
{
	uint64_t share = 0;

	for (size_t i = 0; i < sharing->placement.wants.count; i++) {
		const struct mk_want *want = &sharing->placement.wants.items[i];
		sharing->least[i] = want->size;
		sharing->stays[i] = !want->region->grows;
	}
	do
		share = find_share(sharing, share);
	while (let_some_stay(sharing, share));
	if (fits(sharing))
		write_back(sharing);
}

/* They have their least size, which is not what the layout asks for. */
static void say_small(const struct sharing *sharing)
{
	struct mk_plan *plan = sharing->placement.plan;
	const struct mk_want *want = &sharing->placement.wants.items[0];

	mk_unseen_add(sharing->placement.arena, &plan->unseen, want->region->origin,
		"how far %s and others can grow: there are too many of them, or of the ranges "
		"around them, to try together",
		want->what);
}

void mk_place_growing(struct mk_placement *placement)
{
	struct sharing sharing = {.placement = {.arena = placement->arena,
					  .plan = placement->plan,
					  .search = placement->search}};
	const struct mk_want *want;

	begin(&sharing, placement);
	if (sharing.placement.wants.count)
		sharing.fitting = mk_fitting_new(&sharing.placement);
	if (sharing.fitting) {
		sharing.all = mk_fitting_all(&sharing.placement);
		grow(&sharing);
	} else if (sharing.placement.wants.count) {
		say_small(&sharing);
	}
	mk_each(want, &placement->wants)
		if (want->region->grows)
			want->region->size = mk_range_size(want->region->range);
}
