/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/extents.h"

#include "base/sort.h"

static int compare_addresses(const void *left, const void *right)
{
	const uint64_t *a = left;
	const uint64_t *b = right;

	return mk_compare_numbers(*a, *b);
}

static const struct mk_extent *extent(const struct mk_extents *reach, size_t leaf)
{
	return &reach->list[leaf - reach->leaves];
}

static uint32_t further(const struct mk_extents *reach, uint32_t a, uint32_t b)
{
	if (!a || !b)
		return a ? a : b;
	return extent(reach, a)->range.last >= extent(reach, b)->range.last ? a : b;
}

/* Where there is an `a`, there is what it is joined to. */
static bool same_side(const struct mk_extents *reach, size_t a, size_t b)
{
	return a && extent(reach, a)->side == extent(reach, b)->side;
}

/* The second of what is joined is the loser, or who was second to the winner before. */
static void join(struct mk_extents *reach, size_t i)
{
	struct mk_furthest *left = &reach->tree[2 * i];
	struct mk_furthest *right = &reach->tree[2 * i + 1];
	struct mk_furthest *joined = &reach->tree[i];

	joined->first = further(reach, left->first, right->first);
	joined->of_another_side = further(reach,
		same_side(reach, left->first, joined->first) ? left->of_another_side : left->first,
		same_side(reach, right->first, joined->first) ? right->of_another_side
							      : right->first);
}

struct mk_extents *mk_extents_make(
	struct mk_arena *arena, const struct mk_extent *list, size_t count)
{
	struct mk_extents *reach = mk_arena_alloc(arena, sizeof *reach);

	*reach = (struct mk_extents){.count = count, .list = list, .leaves = 1};
	reach->firsts = mk_arena_array(arena, count, sizeof *reach->firsts);
	reach->lasts = mk_arena_array(arena, count, sizeof *reach->lasts);
	while (reach->leaves < count)
		reach->leaves *= 2;
	reach->tree = mk_arena_array(arena, 2 * reach->leaves, sizeof *reach->tree);
	for (size_t i = 0; i < count; i++) {
		reach->firsts[i] = list[i].range.first;
		reach->lasts[i] = list[i].range.last;
		reach->tree[reach->leaves + i].first = (uint32_t)(reach->leaves + i);
	}
	for (size_t i = reach->leaves - 1; i; i--)
		join(reach, i);
	mk_sort(reach->lasts, count, sizeof *reach->lasts, compare_addresses);
	return reach;
}

/* Of ascending addresses, how many are below that one. */
static size_t count_below(const uint64_t *addresses, size_t count, uint64_t address)
{
	return mk_lower_bound(&address, addresses, count, sizeof address, compare_addresses);
}

size_t mk_extents_count(const struct mk_extents *reach, struct mk_range range)
{
	size_t begun = range.last == UINT64_MAX
			       ? reach->count
			       : count_below(reach->firsts, reach->count, range.last + 1);

	return begun - count_below(reach->lasts, reach->count, range.first);
}

/* Whether something below `at` in the tree, of another side, reaches `address`. */
static bool reaches(const struct mk_extents *reach, size_t at, uint64_t address, const void *side)
{
	size_t leaf = reach->tree[at].first;

	if (leaf && extent(reach, leaf)->side == side)
		leaf = reach->tree[at].of_another_side;
	return leaf && extent(reach, leaf)->range.last >= address;
}

size_t mk_extents_next(
	const struct mk_extents *reach, size_t from, struct mk_range range, const void *side)
{
	size_t at = reach->leaves + from;

	if (from >= reach->count)
		return reach->count;
	while (!reaches(reach, at, range.first, side)) {
		while (at & 1)
			at /= 2;
		if (!at)
			return reach->count;
		at++;
	}
	while (at < reach->leaves)
		at = 2 * at + !reaches(reach, 2 * at, range.first, side);
	at -= reach->leaves;
	return reach->firsts[at] <= range.last ? at : reach->count;
}

void mk_extents_take_out(struct mk_extents *reach, size_t index)
{
	size_t at = reach->leaves + index;

	reach->tree[at].first = 0;
	while (at /= 2)
		join(reach, at);
}
