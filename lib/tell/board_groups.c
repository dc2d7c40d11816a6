/* SPDX-License-Identifier: BSD-2-Clause */
#include "tell/board_groups.h"

/* Each device points to one of its group; the first of a group points to itself. */
struct forest {
	size_t *above;
	size_t count;
};

static size_t first_of(const struct forest *forest, size_t device)
{
	while (forest->above[device] != device) {
		forest->above[device] = forest->above[forest->above[device]];
		device = forest->above[device];
	}
	return device;
}

static void join(const struct forest *forest, size_t a, size_t b)
{
	size_t first = first_of(forest, a);
	size_t second = first_of(forest, b);

	if (first < second)
		forest->above[second] = first;
	else
		forest->above[first] = second;
}

static struct forest grow(struct mk_arena *arena, const struct mk_devices *devices)
{
	struct forest forest = {.count = devices->list.count};
	const struct mk_bond *bond;

	forest.above = mk_arena_array(arena, forest.count, sizeof *forest.above);
	for (size_t i = 0; i < forest.count; i++)
		forest.above[i] = i;
	mk_each(bond, &devices->bonds)
		for (size_t i = 1; i < bond->devices.count; i++)
			join(&forest, bond->devices.items[0], bond->devices.items[i]);
	return forest;
}

mk_groups mk_board_groups(struct mk_arena *arena, const struct mk_devices *devices)
{
	struct forest forest = grow(arena, devices);
	size_t *sizes = mk_arena_array(arena, forest.count, sizeof *sizes);
	size_t *places = mk_arena_array(arena, forest.count, sizeof *places);
	mk_groups groups = {NULL, 0, 0};
	const struct mk_bond *bond;

	for (size_t i = 0; i < forest.count; i++)
		sizes[first_of(&forest, i)]++;
	for (size_t i = 0; i < forest.count; i++) {
		if (sizes[i] < 2)
			continue;
		places[i] = groups.count;
		*mk_vec_add(arena, &groups) = (struct mk_group){.device_count = sizes[i]};
	}
	mk_each(bond, &devices->bonds) {
		size_t first = first_of(&forest, bond->devices.items[0]);
		*mk_vec_add(arena, &groups.items[places[first]].bonds) = bond;
	}
	return groups;
}
