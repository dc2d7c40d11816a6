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
	uint64_t below = value - value % alignment;

	/*@ assert is_multiple(below, alignment) && is_multiple(below + alignment, alignment); */
	if (below == value) {
		*aligned = value;
		return true;
	}
	if (below > UINT64_MAX - alignment)
		return false;
	*aligned = below + alignment;
	return true;
}

uint64_t mk_align_down(uint64_t value, uint64_t alignment)
{
	return value - value % alignment;
}

bool mk_is_aligned(uint64_t value, uint64_t alignment)
{
	return value % alignment == 0;
}

/*@ assigns \nothing;
    ensures \result == (a > b ? 1 : 0) - (a < b ? 1 : 0);
*/
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

void mk_pairs_begin(struct mk_pair_walk *walk, const struct mk_owned_range *sorted, size_t count)
{
	walk->sorted = sorted;
	walk->count = count;
	walk->first = 0;
	walk->second = 0;
}

/* Behind the first that begins too high all others do. */
bool mk_pairs_next(struct mk_pair_walk *walk)
{
	const struct mk_owned_range *sorted = walk->sorted;
	size_t count = walk->count;
	size_t first = walk->first;
	size_t second = walk->second + 1;

	/*@ loop invariant \at(walk->first, Pre) <= first <= count && first < second <= count + 1;
	    loop invariant first == \at(walk->first, Pre) ==>
		second == \at(walk->second, Pre) + 1;
	    loop invariant \forall integer i, j; 0 <= i < j < count &&
		comes_before(\at(walk->first, Pre), \at(walk->second, Pre), i, j) &&
		comes_before(i, j, first, second) ==> is_apart(sorted, i, j);
	    loop assigns first, second;
	    loop variant count - first;
	*/
	while (first < count &&
		(second >= count || sorted[second].range.first > sorted[first].range.last)) {
		first++;
		second = first + 1;
	}
	walk->first = first;
	walk->second = first < count ? second : count;
	return first < count;
}

void mk_holes_begin(struct mk_hole_walk *walk, const struct mk_owned_range *sorted, size_t count,
	struct mk_range within)
{
	walk->sorted = sorted;
	walk->count = count;
	walk->end = within.last;
	walk->at = within.first;
	walk->next = 0;
	walk->finished = false;
}

bool mk_holes_next(struct mk_hole_walk *walk, struct mk_range *hole)
{
	const struct mk_owned_range *sorted = walk->sorted;
	uint64_t end = walk->end;
	uint64_t at = walk->at;
	size_t next = walk->next;
	uint64_t last;
	bool rest;

	if (walk->finished)
		return false;
	/*@ loop invariant walk->at <= at <= end && walk->next <= next <= walk->count;
	    loop invariant all_below{Pre}(sorted, next, at);
	    loop invariant next == \at(walk->next, Pre) ==> at == \at(walk->at, Pre);
	    loop invariant \forall integer x; walk->at <= x < at ==>
		is_used{Pre}(x, sorted, walk->count);
	    loop assigns at, next;
	    loop variant walk->count - next;
	*/
	while (next < walk->count && sorted[next].range.first <= at) {
		if (sorted[next].range.last >= end)
			return false;
		if (sorted[next].range.last >= at)
			at = sorted[next].range.last + 1;
		next++;
	}
	/*@ assert \forall integer i; next <= i < walk->count ==>
	    sorted[next].range.first <= sorted[i].range.first; */
	/*@ assert \forall integer x; at <= x && (next < walk->count ==> x < sorted[next].range.first)
	    ==> !is_used{Pre}(x, sorted, walk->count); */
	/*@ assert all_below(sorted, next, at); */
	rest = next == walk->count || sorted[next].range.first > end;
	last = rest ? end : sorted[next].range.first - 1;
	walk->next = next;
	walk->at = rest ? at : last + 1;
	walk->finished = rest;
	hole->first = at;
	hole->last = last;
	/*@ assert \forall integer i; 0 <= i < walk->count ==>
	    sorted[i].range.first == \at(walk->sorted[i].range.first, Pre) &&
	    sorted[i].range.last == \at(walk->sorted[i].range.last, Pre); */
	/*@ assert \forall integer i; 0 <= i < walk->count ==>
	    sorted[i].range.first <= sorted[i].range.last; */
	/*@ assert are_sorted(sorted, walk->count); */
	/*@ assert at <= walk->at; */
	/*@ assert all_below{Pre}(sorted, next, walk->at); */
	/*@ assert all_below(sorted, next, walk->at); */
	/*@ assert walk->at <= walk->end && walk->next <= walk->count; */
	/*@ assert are_ranges(sorted, walk->count); */
	/*@ assert holes_well(walk); */
	return true;
}
