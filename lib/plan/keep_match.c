/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Which want had which place. A node's requests have no names: one is taken for the one of the
 * same number and size, else for one of the same size, in order, else for the one of the same
 * number in another size.
 */

#include "base/sort.h"
#include "plan/keep.h"

/* Wants of one node, and where its requests were. */
struct matching {
	struct mk_want **wants; /* those that are not matched yet come first */
	size_t want_count;
	const struct mk_lock_region **olds;
	size_t old_count;
};

static uint64_t size_of(const struct mk_lock_region *old)
{
	return mk_range_size(old->range);
}

static int by_number(const struct mk_want *want, const struct mk_lock_region *old)
{
	return mk_compare_numbers(want->index, old->request);
}

static int by_size(const struct mk_want *want, const struct mk_lock_region *old)
{
	return mk_compare_numbers(want->size, size_of(old));
}

static int by_number_and_size(const struct mk_want *want, const struct mk_lock_region *old)
{
	int order = by_number(want, old);

	return order ? order : by_size(want, old);
}

/* Both lists are sorted by what `compare` looks at; what matches leaves them. */
static void match_by(struct matching *matching,
	int (*compare)(const struct mk_want *want, const struct mk_lock_region *old))
{
	size_t wants = 0, olds = 0, want = 0, old = 0;

	while (want < matching->want_count || old < matching->old_count) {
		int order = want == matching->want_count ? 1
			    : old == matching->old_count
				    ? -1
				    : compare(matching->wants[want], matching->olds[old]);
		if (order == 0)
			matching->wants[want++]->region->old = matching->olds[old++];
		else if (order < 0)
			matching->wants[wants++] = matching->wants[want++];
		else
			matching->olds[olds++] = matching->olds[old++];
	}
	matching->want_count = wants;
	matching->old_count = olds;
}

static int compare_wants_by_number(const void *left, const void *right)
{
	const struct mk_want *a = *(const struct mk_want *const *)left;
	const struct mk_want *b = *(const struct mk_want *const *)right;

	return mk_compare_numbers(a->index, b->index);
}

static int compare_olds_by_number(const void *left, const void *right)
{
	const struct mk_lock_region *a = *(const struct mk_lock_region *const *)left;
	const struct mk_lock_region *b = *(const struct mk_lock_region *const *)right;
	int order = mk_compare_numbers(a->request, b->request);

	if (!order)
		order = mk_compare_numbers(size_of(a), size_of(b));
	return order ? order : mk_compare_numbers(a->range.first, b->range.first);
}

static int compare_wants_by_size(const void *left, const void *right)
{
	const struct mk_want *a = *(const struct mk_want *const *)left;
	const struct mk_want *b = *(const struct mk_want *const *)right;
	int order = mk_compare_numbers(a->size, b->size);

	return order ? order : mk_compare_numbers(a->index, b->index);
}

static int compare_olds_by_size(const void *left, const void *right)
{
	const struct mk_lock_region *a = *(const struct mk_lock_region *const *)left;
	const struct mk_lock_region *b = *(const struct mk_lock_region *const *)right;
	int order = mk_compare_numbers(size_of(a), size_of(b));

	return order ? order : compare_olds_by_number(left, right);
}

static void sort(struct matching *matching, int (*compare_wants)(const void *, const void *),
	int (*compare_olds)(const void *, const void *))
{
	mk_sort(matching->wants, matching->want_count, sizeof *matching->wants, compare_wants);
	mk_sort(matching->olds, matching->old_count, sizeof *matching->olds, compare_olds);
}

static void match_node(struct matching *matching)
{
	sort(matching, compare_wants_by_number, compare_olds_by_number);
	match_by(matching, by_number_and_size);
	sort(matching, compare_wants_by_size, compare_olds_by_size);
	match_by(matching, by_size);
	sort(matching, compare_wants_by_number, compare_olds_by_number);
	match_by(matching, by_number);
}

/* A fixed request of today that is where one of then was is that one: nobody else's place. */
static bool is_taken_over(const struct mk_plan_node *node, const struct mk_lock_region *old)
{
	const struct mk_region *region;

	if (old->request >= node->regions.count)
		return false;
	region = &node->regions.items[old->request];
	return region->fixed && region->placed && region->range.first == old->range.first;
}

static void list_olds(struct mk_arena *arena, const struct mk_lock_node *lock,
	const struct mk_plan_node *node, struct matching *matching)
{
	matching->olds = mk_arena_array(arena, lock->memory.count, sizeof(void *));
	for (size_t i = 0; i < lock->memory.count; i++)
		if (!is_taken_over(node, &lock->memory.items[i]))
			matching->olds[matching->old_count++] = &lock->memory.items[i];
}

static int compare_wants_by_node(const void *left, const void *right)
{
	const struct mk_want *a = *(const struct mk_want *const *)left;
	const struct mk_want *b = *(const struct mk_want *const *)right;

	return mk_compare_numbers(a->node->position, b->node->position);
}

/* The wants of slices, by node. */
static struct mk_want **list_slices(struct mk_placement *placement, size_t *count)
{
	struct mk_want **slices =
		mk_arena_array(placement->arena, placement->wants.count, sizeof(void *));
	struct mk_want *want;

	*count = 0;
	mk_each(want, &placement->wants)
		if (want->node && !want->holding)
			slices[(*count)++] = want;
	mk_sort(slices, *count, sizeof *slices, compare_wants_by_node);
	return slices;
}

static void match_slices(struct mk_placement *placement)
{
	size_t count;
	struct mk_want **slices = list_slices(placement, &count);

	for (size_t first = 0, end; first < count; first = end) {
		const struct mk_plan_node *node = slices[first]->node;
		const struct mk_lock_node *lock =
			mk_lock_find_node(placement->plan->lock, node->name);
		struct matching matching = {.wants = &slices[first]};
		for (end = first; end < count && slices[end]->node == node; end++)
			matching.want_count++;
		if (!lock)
			continue;
		list_olds(placement->arena, lock, node, &matching);
		match_node(&matching);
	}
}

void mk_keep_match(struct mk_placement *placement)
{
	const struct mk_lock *lock = placement->plan->lock;
	struct mk_want *want;

	match_slices(placement);
	mk_each(want, &placement->wants) {
		const struct mk_lock_shared *shared =
			want->shared ? mk_lock_find_shared(lock, want->name) : NULL;
		if (want->holding)
			want->region->old = mk_lock_find_holding(lock, want->name);
		if (want->region == &placement->plan->loader)
			want->region->old = lock->loader_placed ? &lock->loader : NULL;
		else if (shared && shared->placed)
			want->region->old = &shared->region;
	}
}
