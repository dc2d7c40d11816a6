/* SPDX-License-Identifier: BSD-2-Clause */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <string.h>

#include "core/fit.h"

#define DEAD_ENDS 256

static struct mk_fit_dead_end dead_ends[DEAD_ENDS];

static enum mk_fit_result fit(
	const struct mk_fit_instance *instance, uint64_t steps, uint64_t *starts)
{
	struct mk_fit_scratch scratch = {dead_ends, DEAD_ENDS, steps};

	memset(dead_ends, 0, sizeof dead_ends);
	return mk_fit(instance, &scratch, starts);
}

/* Sizes into holes, all with alignment 1; ends with size 0. */
static enum mk_fit_result fit_sizes(
	const uint64_t *sizes, const struct mk_range *holes, size_t hole_count, uint64_t *starts)
{
	struct mk_fit_item items[MK_FIT_MAX_ITEMS];
	size_t count = 0;

	for (; sizes[count]; count++)
		items[count] = (struct mk_fit_item){sizes[count], 1, holes, hole_count, 0, 0};
	return fit(&(struct mk_fit_instance){items, count, holes, hole_count}, 1000000, starts);
}

Test(fit, nothing_fits_anywhere)
{
	cr_assert(eq(int, fit_sizes((uint64_t[]){0}, NULL, 0, NULL), MK_FIT_FOUND));
}

Test(fit, what_is_as_large_as_its_hole_fits_and_no_byte_more)
{
	struct mk_range hole = {10, 19};
	uint64_t start;

	cr_assert(eq(int, fit_sizes((uint64_t[]){10, 0}, &hole, 1, &start), MK_FIT_FOUND));
	cr_assert(eq(u64, start, 10));
	cr_assert(eq(int, fit_sizes((uint64_t[]){11, 0}, &hole, 1, &start), MK_FIT_NONE));
}

Test(fit, the_top_of_the_address_space_can_be_used)
{
	struct mk_range hole = {UINT64_MAX - 9, UINT64_MAX};
	uint64_t starts[3];

	cr_assert(eq(int, fit_sizes((uint64_t[]){4, 6, 0}, &hole, 1, starts), MK_FIT_FOUND));
	cr_assert(eq(int, fit_sizes((uint64_t[]){4, 6, 1, 0}, &hole, 1, starts), MK_FIT_NONE));
}

/* Largest first into the first hole, or the tightest, puts 6 into 10 and leaves no room for 5. */
Test(fit, finds_what_taking_the_largest_first_misses)
{
	struct mk_range holes[] = {{0, 9}, {20, 28}};
	uint64_t starts[5];

	cr_assert(eq(int, fit_sizes((uint64_t[]){6, 5, 5, 3, 0}, holes, 2, starts), MK_FIT_FOUND));
	cr_assert(eq(int, fit_sizes((uint64_t[]){6, 5, 5, 4, 0}, holes, 2, starts), MK_FIT_NONE));
}

Test(fit, an_alignment_wastes_what_it_must)
{
	struct mk_range hole = {1, 16};
	struct mk_fit_item items[] = {{8, 8, &hole, 1, 0, 0}, {7, 1, &hole, 1, 0, 0}};
	struct mk_fit_instance instance = {items, 2, &hole, 1};
	uint64_t starts[2];

	cr_assert(eq(int, fit(&instance, 1000, starts), MK_FIT_FOUND));
	cr_assert(eq(u64, starts[0], 8));
	cr_assert(eq(u64, starts[1], 1));
	items[1].size = 8;
	cr_assert(eq(int, fit(&instance, 1000, starts), MK_FIT_NONE));
}

/* A small item at the bottom has to wait for the large one, which goes above it only. */
Test(fit, an_item_that_is_led_is_above_one_that_leads)
{
	struct mk_range holes[] = {{0, 3}, {10, 19}};
	struct mk_fit_item items[] = {{8, 1, holes, 2, 0, 0}, {2, 1, holes, 2, UINT64_MAX, 1}};
	struct mk_fit_instance instance = {items, 2, holes, 2};
	uint64_t starts[2];

	cr_assert(eq(int, fit(&instance, 1000, starts), MK_FIT_FOUND));
	cr_assert(eq(u64, starts[1], 18));
	items[1].size = 3;
	cr_assert(eq(int, fit(&instance, 1000, starts), MK_FIT_NONE));
	items[1].led_from = 1;
	cr_assert(eq(int, fit(&instance, 1000, starts), MK_FIT_FOUND));
	cr_assert(eq(u64, starts[1], 1));
	items[1].leads = 0;
	items[1].led_from = 2;
	cr_assert(eq(int, fit(&instance, 1000, starts), MK_FIT_NONE));
}

Test(fit, says_when_it_gives_up)
{
	struct mk_range hole = {0, 99};
	uint64_t starts[2];
	struct mk_fit_item items[] = {{50, 1, &hole, 1, 0, 0}, {49, 1, &hole, 1, 0, 0}};
	struct mk_fit_instance instance = {items, 2, &hole, 1};

	cr_assert(eq(int, fit(&instance, 3, starts), MK_FIT_UNKNOWN));
}

static uint64_t random_state;

static uint64_t random_below(uint64_t limit)
{
	/* Marsaglia, Xorshift RNGs, 2003 */
	random_state ^= random_state << 13;
	random_state ^= random_state >> 7;
	random_state ^= random_state << 17;
	return random_state % limit;
}

/* Not a byte is left over: only what cuts the search well ends it. */
Test(fit, sixty_items_fill_two_holes)
{
	struct mk_range holes[] = {{0, 65527}, {65536, 131071}};
	struct mk_fit_item items[60];
	struct mk_fit_instance instance = {items, 60, holes, 2};
	uint64_t starts[60];
	uint64_t left = 65528 + 65536;

	random_state = 60;
	for (size_t i = 0; i < 60; i++) {
		uint64_t size = i < 59 ? 1 + random_below(2 * left / (60 - i) - 2) : left;
		items[i] = (struct mk_fit_item){size, 1, holes, 2, 0, 0};
		left -= size;
	}
	cr_assert(eq(int, fit(&instance, UINT64_C(1) << 23, starts), MK_FIT_FOUND));
}

/* --- against all placements ------------------------------------------------------------------ */

#define ITEMS 5
#define HOLES 4
#define TOP 24

struct scene {
	struct mk_range holes[HOLES];
	size_t hole_count;
	struct mk_range windows[ITEMS][HOLES];
	struct mk_fit_item items[ITEMS];
	size_t count;
};

static void make_holes(struct scene *scene)
{
	uint64_t at = random_below(3);

	scene->hole_count = 0;
	while (at < TOP && scene->hole_count < HOLES) {
		uint64_t last = at + 1 + random_below(9);
		scene->holes[scene->hole_count++] = (struct mk_range){at, last < TOP ? last : TOP};
		at = last + 2 + random_below(3);
	}
}

static void make_item(struct scene *scene, size_t index)
{
	struct mk_range *windows = scene->windows[index];
	size_t count = 0;

	if (index && random_below(3) == 0) {
		scene->items[index] = scene->items[index - 1];
		return;
	}
	for (size_t i = 0; i < scene->hole_count; i++) {
		struct mk_range window = scene->holes[i];
		if (random_below(4) == 0)
			continue;
		if (random_below(3) == 0)
			window.first += random_below(window.last - window.first + 1);
		windows[count++] = window;
	}
	scene->items[index] = (struct mk_fit_item){.size = 1 + random_below(7),
		.alignment = UINT64_C(1) << random_below(3),
		.windows = windows,
		.window_count = count};
	if (random_below(4) == 0) {
		scene->items[index].led_from = random_below(2) ? UINT64_MAX : random_below(TOP);
		scene->items[index].leads =
			random_below(UINT64_C(1) << scene->count) & ~(UINT64_C(1) << index);
	}
}

static bool is_led(const struct scene *scene, const struct mk_range *places, size_t index)
{
	const struct mk_fit_item *item = &scene->items[index];

	if (places[index].first >= item->led_from)
		return true;
	for (size_t i = 0; i < scene->count; i++)
		if (item->leads & UINT64_C(1) << i && places[i].first < places[index].first)
			return true;
	return false;
}

static bool is_all_led(const struct scene *scene, const struct mk_range *places)
{
	for (size_t i = 0; i < scene->count; i++)
		if (!is_led(scene, places, i))
			return false;
	return true;
}

static bool is_in_window(const struct mk_fit_item *item, struct mk_range place)
{
	for (size_t i = 0; i < item->window_count; i++)
		if (mk_range_contains(item->windows[i], place))
			return mk_is_aligned(place.first, item->alignment);
	return false;
}

static bool is_apart(const struct mk_range *places, size_t count, struct mk_range place)
{
	for (size_t i = 0; i < count; i++)
		if (mk_ranges_overlap(places[i], place))
			return false;
	return true;
}

/* Tries every start of every item. */
static bool exists(const struct scene *scene, struct mk_range *places, size_t done)
{
	const struct mk_fit_item *item = &scene->items[done];

	if (done == scene->count)
		return is_all_led(scene, places);
	for (uint64_t start = 0; start <= TOP; start++) {
		places[done] = (struct mk_range){start, start + item->size - 1};
		if (is_in_window(item, places[done]) && is_apart(places, done, places[done]) &&
			exists(scene, places, done + 1))
			return true;
	}
	return false;
}

static bool is_solution(const struct scene *scene, const uint64_t *starts)
{
	struct mk_range places[ITEMS];

	for (size_t i = 0; i < scene->count; i++) {
		places[i] = (struct mk_range){starts[i], starts[i] + scene->items[i].size - 1};
		if (!is_in_window(&scene->items[i], places[i]) || !is_apart(places, i, places[i]))
			return false;
	}
	return is_all_led(scene, places);
}

Test(fit, finds_a_way_if_and_only_if_there_is_one)
{
	struct mk_range places[ITEMS];
	uint64_t starts[ITEMS];
	int found = 0;
	int none = 0;

	random_state = 20261123;
	for (int round = 0; round < 10000; round++) {
		struct scene scene;
		enum mk_fit_result result;
		make_holes(&scene);
		scene.count = 1 + random_below(ITEMS);
		for (size_t i = 0; i < scene.count; i++)
			make_item(&scene, i);
		result = fit(&(struct mk_fit_instance){scene.items, scene.count, scene.holes,
				     scene.hole_count},
			1000000, starts);
		cr_assert(eq(int, result, exists(&scene, places, 0) ? MK_FIT_FOUND : MK_FIT_NONE));
		cr_assert(result != MK_FIT_FOUND || is_solution(&scene, starts));
		found += result == MK_FIT_FOUND;
		none += result == MK_FIT_NONE;
	}
	/* Neither answer is rare. */
	cr_assert(lt(int, 2000, found));
	cr_assert(lt(int, 2000, none));
}
