/* SPDX-License-Identifier: BSD-2-Clause */
/* What became of memory. */

#include "base/sort.h"
#include "tell/plan_diff_parts.h"

/* One of the two; what is settled is NULL. */
struct regions {
	const struct mk_lock_region **items;
	size_t count;
};

static int by_range(const struct mk_lock_region *a, const struct mk_lock_region *b)
{
	int order = mk_compare_numbers(a->range.first, b->range.first);

	return order ? order : mk_compare_numbers(a->range.last, b->range.last);
}

static int by_size(const struct mk_lock_region *a, const struct mk_lock_region *b)
{
	return mk_compare_numbers(mk_range_size(a->range), mk_range_size(b->range));
}

static int by_request(const struct mk_lock_region *a, const struct mk_lock_region *b)
{
	return mk_compare_numbers(a->request, b->request);
}

static int by_start(const struct mk_lock_region *a, const struct mk_lock_region *b)
{
	return mk_compare_numbers(a->range.first, b->range.first);
}

typedef int comparison(const struct mk_lock_region *a, const struct mk_lock_region *b);

/* What tells a region of the same node from another, in the order in which it is looked at. */
static comparison *const comparisons[] = {by_range, by_start, by_size, by_request};

#define SORT_BY(compare)                                                                           \
	static int sort_##compare(const void *left, const void *right)                             \
	{                                                                                          \
		const struct mk_lock_region *a = *(const struct mk_lock_region *const *)left;      \
		const struct mk_lock_region *b = *(const struct mk_lock_region *const *)right;     \
		int order = compare(a, b);                                                         \
		return order ? order : by_range(a, b);                                             \
	}

SORT_BY(by_range)
SORT_BY(by_start)
SORT_BY(by_size)
SORT_BY(by_request)

static int (*const sorts[])(const void *left, const void *right) = {
	sort_by_range, sort_by_start, sort_by_size, sort_by_request};

static struct regions regions_of(struct mk_diff *diff, const struct mk_lock_node *node)
{
	struct regions regions = {
		mk_arena_array(diff->arena, node->memory.count, sizeof *regions.items), 0};

	for (size_t i = 0; i < node->memory.count; i++)
		regions.items[regions.count++] = &node->memory.items[i];
	return regions;
}

/* Those that are alike leave both lists, after a word about what differs. */
static void settle(
	struct mk_diff *diff, struct regions *then, struct regions *now, comparison *compare)
{
	size_t i = 0, j = 0, thens = 0, nows = 0;

	while (i < then->count || j < now->count) {
		int order = i == then->count  ? 1
			    : j == now->count ? -1
					      : compare(then->items[i], now->items[j]);
		if (order == 0)
			mk_diff_region(
				diff, "memory", then->items[i++]->range, now->items[j++]->range);
		else if (order < 0)
			then->items[thens++] = then->items[i++];
		else
			now->items[nows++] = now->items[j++];
	}
	then->count = thens;
	now->count = nows;
}

static void sort(struct regions *regions, int (*compare)(const void *, const void *))
{
	mk_vec_sort(regions, compare);
}

void mk_diff_memory(
	struct mk_diff *diff, const struct mk_lock_node *before, const struct mk_lock_node *after)
{
	struct regions then = regions_of(diff, before);
	struct regions now = regions_of(diff, after);

	for (size_t i = 0; i < sizeof comparisons / sizeof *comparisons; i++) {
		sort(&then, sorts[i]);
		sort(&now, sorts[i]);
		settle(diff, &then, &now, comparisons[i]);
	}
	for (size_t i = 0; i < now.count; i++)
		mk_diff_line(diff, "memory %s is new", mk_diff_range(diff, now.items[i]->range));
	for (size_t i = 0; i < then.count; i++)
		mk_diff_line(diff, "memory %s is gone", mk_diff_range(diff, then.items[i]->range));
}

void mk_diff_region(
	struct mk_diff *diff, const char *what, struct mk_range before, struct mk_range after)
{
	uint64_t then = mk_range_size(before);
	uint64_t now = mk_range_size(after);
	const char *verb = now > then ? "grew" : "shrank";

	if (before.first == after.first && now == then)
		return;
	if (now == then)
		mk_diff_line(diff, "%s %s moved to %s", what, mk_diff_range(diff, before),
			mk_diff_range(diff, after));
	else
		mk_diff_line(diff, "%s %s %s%s to %s", what, mk_diff_range(diff, before),
			before.first == after.first ? "" : "moved and ", verb,
			mk_diff_range(diff, after));
}
