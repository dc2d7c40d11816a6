/* SPDX-License-Identifier: BSD-2-Clause */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "check/extents.h"

static int compare(const void *left, const void *right)
{
	const struct mk_extent *a = left;
	const struct mk_extent *b = right;

	return mk_ranges_compare(a->range, b->range);
}

static const void *side(unsigned number)
{
	static const char sides[3];

	return &sides[number];
}

struct scene {
	struct mk_arena arena;
	struct mk_extent list[8];
	bool out[8];
	size_t count;
	struct mk_extents *extents;
};

/* Up to eight ranges on a line of sixteen points, of three sides. */
static void make(struct scene *scene, unsigned *dice)
{
	*scene = (struct scene){.count = *dice >> 8 & 7};
	mk_arena_init(&scene->arena, NULL);
	for (size_t i = 0; i < scene->count; i++) {
		unsigned first, last;
		*dice = *dice * 1664525 + 1013904223;
		first = *dice >> 10 & 15;
		last = first + (*dice >> 20 & 7);
		scene->list[i] = (struct mk_extent){{first, last}, side((*dice >> 27) % 3)};
	}
	qsort(scene->list, scene->count, sizeof *scene->list, compare);
	scene->extents = mk_extents_make(&scene->arena, scene->list, scene->count);
}

static size_t next_by_looking(
	const struct scene *scene, size_t from, struct mk_range range, const void *other_than)
{
	while (from < scene->count && (scene->out[from] || scene->list[from].side == other_than ||
					      !mk_ranges_overlap(scene->list[from].range, range)))
		from++;
	return from < scene->count ? from : scene->count;
}

static void compare_with_looking(const struct scene *scene, struct mk_range range)
{
	size_t overlapping = 0;

	for (size_t i = 0; i < scene->count; i++)
		overlapping += mk_ranges_overlap(scene->list[i].range, range);
	cr_assert(eq(sz, mk_extents_count(scene->extents, range), overlapping));
	for (size_t from = 0; from <= scene->count; from++)
		for (unsigned i = 0; i < 3; i++)
			cr_assert(eq(sz, mk_extents_next(scene->extents, from, range, side(i)),
				next_by_looking(scene, from, range, side(i))));
}

Test(extents, agree_with_looking_at_each)
{
	unsigned dice = 2;

	for (unsigned round = 0; round < 2000; round++) {
		struct scene scene;
		make(&scene, &dice);
		for (size_t out = 0; out <= scene.count; out++) {
			for (uint64_t first = 0; first < 24; first += 3)
				compare_with_looking(
					&scene, (struct mk_range){first, first + (dice >> 15 & 3)});
			if (out < scene.count) {
				mk_extents_take_out(scene.extents, (out * 3) % scene.count);
				scene.out[(out * 3) % scene.count] = true;
			}
		}
		mk_arena_finish(&scene.arena);
	}
}

Test(extents, reach_to_the_top_of_memory)
{
	struct mk_extent list[] = {{{0, UINT64_MAX}, side(0)}, {{UINT64_MAX, UINT64_MAX}, side(1)}};
	struct mk_range top = {UINT64_MAX, UINT64_MAX};
	struct mk_arena arena;
	struct mk_extents *extents;

	mk_arena_init(&arena, NULL);
	extents = mk_extents_make(&arena, list, 2);
	cr_assert(eq(sz, mk_extents_count(extents, top), 2));
	cr_assert(eq(sz, mk_extents_next(extents, 0, top, side(0)), 1));
	cr_assert(eq(sz, mk_extents_next(extents, 0, top, side(1)), 0));
	mk_arena_finish(&arena);
}
