/* SPDX-License-Identifier: BSD-2-Clause */
#include "core/range.h"

#include <stdlib.h>

enum mk_range_status mk_range_make(uint64_t start, uint64_t size, struct mk_range *range)
{
	if (size == 0)
		return MK_RANGE_EMPTY;
	if (size - 1 > UINT64_MAX - start)
		return MK_RANGE_WRAPS;
	*range = (struct mk_range){start, start + (size - 1)};
	return MK_RANGE_OK;
}

bool mk_ranges_overlap(struct mk_range a, struct mk_range b)
{
	return a.first <= b.last && b.first <= a.last;
}

bool mk_range_contains(struct mk_range outer, struct mk_range inner)
{
	return outer.first <= inner.first && inner.last <= outer.last;
}

struct mk_range mk_range_intersection(struct mk_range a, struct mk_range b)
{
	return (struct mk_range){
		a.first > b.first ? a.first : b.first, a.last < b.last ? a.last : b.last};
}

uint64_t mk_range_size(struct mk_range range)
{
	uint64_t below = range.last - range.first;

	return below == UINT64_MAX ? below : below + 1;
}

bool mk_align_up(uint64_t value, uint64_t alignment, uint64_t *aligned)
{
	if (value > UINT64_MAX - (alignment - 1))
		return false;
	*aligned = mk_align_down(value + (alignment - 1), alignment);
	return true;
}

uint64_t mk_align_down(uint64_t value, uint64_t alignment)
{
	return value & ~(alignment - 1);
}

bool mk_is_aligned(uint64_t value, uint64_t alignment)
{
	return (value & (alignment - 1)) == 0;
}

static int compare_u64(uint64_t a, uint64_t b)
{
	return (a > b) - (a < b);
}

int mk_ranges_compare(struct mk_range a, struct mk_range b)
{
	int order = compare_u64(a.first, b.first);

	return order ? order : compare_u64(a.last, b.last);
}

static int compare_owned(const void *left, const void *right)
{
	const struct mk_owned_range *a = left;
	const struct mk_owned_range *b = right;
	int order = mk_ranges_compare(a->range, b->range);

	return order ? order : compare_u64(a->owner, b->owner);
}

void mk_ranges_sort(struct mk_owned_range *ranges, size_t count)
{
	if (count)
		qsort(ranges, count, sizeof *ranges, compare_owned);
}

void mk_holes_begin(struct mk_hole_walk *walk, const struct mk_owned_range *sorted, size_t count,
	struct mk_range within)
{
	*walk = (struct mk_hole_walk){sorted, count, within, within.first, 0, false};
}

/* Moves behind `range`; the walk is finished where nothing of `within` lies behind it. */
static void pass(struct mk_hole_walk *walk, struct mk_range range)
{
	if (range.last >= walk->within.last)
		walk->finished = true;
	else if (range.last >= walk->at)
		walk->at = range.last + 1;
}

bool mk_holes_next(struct mk_hole_walk *walk, struct mk_range *hole)
{
	while (!walk->finished && walk->next < walk->count) {
		struct mk_range used = walk->sorted[walk->next++].range;
		uint64_t start = walk->at;
		if (used.first > walk->within.last)
			break;
		pass(walk, used);
		if (used.first > start) {
			*hole = (struct mk_range){start, used.first - 1};
			return true;
		}
	}
	if (walk->finished)
		return false;
	*hole = (struct mk_range){walk->at, walk->within.last};
	walk->finished = true;
	return true;
}
