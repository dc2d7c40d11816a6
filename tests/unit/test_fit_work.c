/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * How much the search for places looks at. A look is one set of items at one frontier; all looks
 * of an instance cost the same, so steps tell how many there were.
 */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <string.h>

#include "core/fit.h"

#define DEAD_ENDS 16
#define PLENTY 1000000u

#define ITEM(size, alignment, window)                                                              \
	{                                                                                          \
		size, alignment, window, 1, 0, 0                                                   \
	}

/* Whoever takes from the stack what nobody has put there gets this. */
static void __attribute__((noinline)) soil_stack(void)
{
	volatile unsigned char bytes[128 * 1024];

	for (size_t i = 0; i < sizeof bytes; i++)
		bytes[i] = 0xff;
}

static enum mk_fit_result fit(
	const struct mk_fit_instance *instance, uint64_t *steps, uint64_t *starts)
{
	static struct mk_fit_dead_end dead_ends[DEAD_ENDS];
	struct mk_fit_scratch scratch = {dead_ends, DEAD_ENDS, *steps};
	enum mk_fit_result result;

	memset(dead_ends, 0, sizeof dead_ends);
	soil_stack();
	result = mk_fit(instance, &scratch, starts);
	*steps = scratch.steps;
	return result;
}

/* Steps that it takes; with one less, and only then, nothing is known and all are used up. */
static uint64_t steps_for(
	const struct mk_fit_instance *instance, enum mk_fit_result expected, uint64_t *starts)
{
	uint64_t left = PLENTY;
	uint64_t used, exact, less;

	cr_assert(eq(int, fit(instance, &left, starts), expected));
	used = PLENTY - left;
	exact = used;
	cr_assert(eq(int, fit(instance, &exact, starts), expected));
	cr_assert(eq(u64, exact, 0));
	less = used - 1;
	cr_assert(eq(int, fit(instance, &less, starts), MK_FIT_UNKNOWN));
	cr_assert(eq(u64, less, 0));
	return used;
}

/*
 * How many looks it takes. Behind the last item is one that would be the first choice, and that
 * leads every second one: nobody may ask it.
 */
static uint64_t looks_for(const struct mk_fit_item *items, size_t count,
	const struct mk_range *holes, size_t hole_count, enum mk_fit_result expected)
{
	struct mk_fit_item guarded[MK_FIT_MAX_ITEMS + 1];
	struct mk_fit_instance instance = {guarded, count, holes, hole_count};
	uint64_t starts[MK_FIT_MAX_ITEMS];
	uint64_t cost =
		count * (hole_count + 1); /* no item has more windows than there are holes */
	uint64_t used;

	memcpy(guarded, items, count * sizeof *items);
	guarded[count] = (struct mk_fit_item){
		.size = UINT64_MAX, .alignment = 1, .leads = UINT64_C(0x5555555555555555)};
	used = steps_for(&instance, expected, starts);
	cr_assert(eq(u64, used % cost, 0));
	return used / cost;
}

/* For each item its windows, or the holes if these are more, and one. */
Test(fit_work, a_look_costs_what_is_looked_at)
{
	struct mk_range holes[] = {{0, 9}, {20, 29}};
	struct mk_range windows[] = {{0, 1}, {3, 4}, {6, 7}};
	struct mk_fit_item items[] = {{21, 1, windows, 3, 0, 0}, {1, 1, holes, 1, 0, 0}};
	struct mk_fit_instance instance = {items, 2, holes, 2};
	uint64_t starts[2];

	cr_assert(eq(u64, steps_for(&instance, MK_FIT_NONE, starts), (3 + 1) + (2 + 1)));
}

/* --- what is seen at once: one look ----------------------------------------------------------- */

/* Each has windows of its own, and no two are too many of a size. */
Test(fit_work, more_bytes_than_there_are)
{
	struct mk_range holes[] = {{0, 9}, {0, 9}};
	struct mk_fit_item items[] = {ITEM(6, 1, &holes[0]), ITEM(5, 1, &holes[1])};

	cr_assert(eq(u64, looks_for(items, 2, holes, 1, MK_FIT_NONE), 1));
}

/* All bytes would do, but not those where both may be. */
Test(fit_work, more_bytes_than_there_are_in_the_windows_of_some)
{
	struct mk_range holes[] = {{0, 9}, {20, 29}};
	struct mk_fit_item items[] = {ITEM(6, 1, holes), ITEM(5, 1, holes)};

	cr_assert(eq(u64, looks_for(items, 2, holes, 2, MK_FIT_NONE), 1));
}

/* 18 bytes of 22, but each hole has room for one of them, and the last for none. */
Test(fit_work, more_large_ones_than_go_into_the_holes)
{
	struct mk_range holes[] = {{0, 9}, {20, 29}, {40, 41}};
	struct mk_fit_item items[] = {
		{6, 1, holes, 3, 0, 0}, {6, 1, holes, 3, 0, 0}, {6, 1, holes, 3, 0, 0}};

	cr_assert(eq(u64, looks_for(items, 3, holes, 3, MK_FIT_NONE), 1));
}

Test(fit_work, one_that_nothing_leads)
{
	struct mk_range hole = {0, 4};
	struct mk_fit_item items[] = {ITEM(1, 1, &hole), {2, 1, &hole, 1, 5, 0}};

	cr_assert(eq(u64, looks_for(items, 2, &hole, 1, MK_FIT_NONE), 1));
}

/* --- what is not looked at twice -------------------------------------------------------------- */

/* The first of the two leaves no room for the other, and so would the other: a look less. */
Test(fit_work, of_those_alike_one_is_tried)
{
	struct mk_range hole = {1, 4};
	struct mk_range windows[] = {{1, 4}, {8, 8}, {1, 4}, {9, 9}};
	struct mk_fit_item items[] = {ITEM(2, 2, &windows[0]), ITEM(2, 2, &windows[2])};

	cr_assert(eq(u64, looks_for(items, 2, &hole, 1, MK_FIT_NONE), 2));
	items[0].windows = items[1].windows;
	cr_assert(eq(u64, looks_for(items, 2, &hole, 1, MK_FIT_NONE), 2));
}

/*
 * The small one goes below all others for free: of the empty set one choice, {small} has two, and
 * these have none. Were the two others tried first as well, two looks more.
 */
Test(fit_work, what_fits_below_all_others_comes_first)
{
	struct mk_range holes[] = {{0, 1}, {10, 14}};
	struct mk_range windows[] = {{0, 1}, {10, 14}, {12, 12}};
	struct mk_fit_item items[] = {
		ITEM(2, 1, &windows[0]), ITEM(4, 1, &windows[1]), ITEM(1, 1, &windows[2])};

	cr_assert(eq(u64, looks_for(items, 3, holes, 2, MK_FIT_NONE), 4));
}

/*
 * {}, {3}, {3 2}, {3 c}, {2}, {2 c}: the 3 behind the 2, from 2 on, is no other than the 2 behind
 * the 3, which has been tried. c has to be at 4, where it leaves room for one of them only.
 */
Test(fit_work, neighbours_that_can_change_places_come_in_one_order)
{
	struct mk_range hole = {0, 6};
	struct mk_range windows[] = {{0, 6}, {0, 6}, {4, 6}};
	struct mk_fit_item items[] = {
		ITEM(3, 1, &windows[0]), ITEM(2, 1, &windows[1]), ITEM(2, 2, &windows[2])};

	cr_assert(eq(u64, looks_for(items, 3, &hole, 1, MK_FIT_NONE), 6));
}

/*
 * {}, {a}, {a b}, {a b c}, {a b d}, {b}, {b a}: that ends where {a b} does, and is given up with
 * its own look; c and d would take two more.
 */
Test(fit_work, a_set_that_failed_is_given_up_where_it_ends_no_lower)
{
	struct mk_range holes[] = {{0, 3}, {10, 13}, {20, 23}};
	struct mk_range c_window = {21, 22};
	struct mk_fit_item items[] = {{4, 1, holes, 2, 0, 0}, {4, 2, holes, 2, 0, 0},
		ITEM(2, 1, &c_window), ITEM(2, 1, &holes[2])};

	cr_assert(eq(u64, looks_for(items, 4, holes, 3, MK_FIT_NONE), 7));
}

/* --- what is found ---------------------------------------------------------------------------- */

/* A look before each one is placed. */
Test(fit_work, as_many_items_as_there_can_be)
{
	struct mk_range hole = {0, MK_FIT_MAX_ITEMS - 1};
	struct mk_fit_item items[MK_FIT_MAX_ITEMS];

	for (size_t i = 0; i < MK_FIT_MAX_ITEMS; i++)
		items[i] = (struct mk_fit_item)ITEM(1, 1, &hole);
	cr_assert(eq(
		u64, looks_for(items, MK_FIT_MAX_ITEMS, &hole, 1, MK_FIT_FOUND), MK_FIT_MAX_ITEMS));
}

Test(fit_work, the_largest_comes_first_then_the_one_named_first)
{
	struct mk_range windows[] = {{0, 9}, {0, 8}};
	struct mk_fit_item items[] = {
		ITEM(1, 1, &windows[0]), ITEM(2, 1, &windows[0]), ITEM(2, 1, &windows[1])};
	struct mk_fit_instance instance = {items, 3, windows, 1};
	uint64_t starts[3];

	cr_assert(eq(u64, steps_for(&instance, MK_FIT_FOUND, starts), 3 * 6));
	cr_assert(eq(u64, starts[0], 4));
	cr_assert(eq(u64, starts[1], 0));
	cr_assert(eq(u64, starts[2], 2));
}

/* Each of them ends at the last byte there is, and the other is not placed behind it at 0. */
Test(fit_work, nothing_lies_behind_the_top_of_the_address_space)
{
	struct mk_range holes[] = {{0, 9}, {UINT64_MAX - 1, UINT64_MAX}};
	struct mk_range top = {UINT64_MAX, UINT64_MAX};
	struct mk_fit_item items[] = {ITEM(2, 1, &holes[1]), ITEM(1, 1, &top)};

	cr_assert(eq(u64, looks_for(items, 2, holes, 2, MK_FIT_NONE), 1));
}

/* The first window is too small; above the second one's beginning is no multiple of 16. */
Test(fit_work, no_multiple_above_is_no_place)
{
	struct mk_range windows[] = {{0, 9}, {UINT64_MAX - 14, UINT64_MAX}};
	struct mk_fit_item item = {12, 16, windows, 2, 0, 0};
	struct mk_range place;

	cr_assert(not(mk_fit_lowest(&item, 0, &place)));
}
