/* SPDX-License-Identifier: BSD-2-Clause */
#include "core/deny.h"

size_t mk_gap_bound(size_t windows)
{
	return windows + 1;
}

/* Sorted by their first address, so what begins above the gap ends the search. */
/*@ requires is_range(gap) && are_ranges(known, count) && are_sorted(known, count);
    assigns \nothing;
    ensures \result <==> touches(known, count, gap);
*/
static bool is_known(const struct mk_owned_range *known, size_t count, struct mk_range gap)
{
	/*@ loop invariant 0 <= i <= count;
	    loop invariant \forall integer j; 0 <= j < i ==> known[j].range.last < gap.first;
	    loop assigns i;
	    loop variant count - i;
	*/
	for (size_t i = 0; i < count && known[i].range.first <= gap.last; i++)
		if (known[i].range.last >= gap.first)
			return true;
	return false;
}

/*@ requires \valid(walk) && \valid(gap) && holes_well(walk) && !walk->finished;
    requires are_ranges(known, known_count) && are_sorted(known, known_count);
    requires \separated(walk, gap, walk->sorted + (0 .. walk->count - 1));
    requires \separated(walk, known + (0 .. known_count - 1));
    requires \separated(gap, known + (0 .. known_count - 1));
    assigns walk->at, walk->next, walk->finished, *gap;
    ensures holes_well(walk) && walk->sorted == \old(walk->sorted);
    ensures walk->count == \old(walk->count) && walk->end == \old(walk->end);
    ensures are_ranges(known, known_count) && are_sorted(known, known_count);
    ensures \result ==> is_range(gap->range) && !gap->given_up &&
	\old(walk->at) <= gap->range.first && gap->range.last <= walk->end;
    ensures \result ==> is_free{Pre}(\old(walk->sorted), \old(walk->count), gap->range);
    ensures \result ==> (gap->known <==> touches{Pre}(known, known_count, gap->range));
    ensures \result && !walk->finished ==> gap->range.last < walk->at && is_at_next(walk);
    ensures \result && \old(is_at_next(walk)) ==> walk->next > \old(walk->next);
    ensures \forall integer x; \old(walk->at) <= x <= walk->end &&
	(!\result || walk->finished || x < walk->at) &&
	!is_used{Pre}(x, \old(walk->sorted), \old(walk->count)) ==>
	\result && is_in(x, gap->range);
*/
static bool find_next(struct mk_hole_walk *walk, const struct mk_owned_range *known,
	size_t known_count, struct mk_gap *gap)
{
	bool found = mk_holes_next(walk, &gap->range);

	/*@ assert \forall integer i; 0 <= i < known_count ==>
	    known[i].range.first == \at(known[i].range.first, Pre) &&
	    known[i].range.last == \at(known[i].range.last, Pre); */
	/*@ assert are_ranges(known, known_count) && are_sorted(known, known_count); */
	if (!found)
		return false;
	gap->known = is_known(known, known_count, gap->range);
	gap->given_up = false;
	return true;
}

size_t mk_gaps_find(const struct mk_owned_range *windows, size_t window_count,
	const struct mk_owned_range *known, size_t known_count, struct mk_range space,
	struct mk_gap *gaps)
{
	struct mk_hole_walk walk;
	size_t count = 0;

	mk_holes_begin(&walk, windows, window_count, space);
	/*@ loop invariant holes_well(&walk) && walk.sorted == windows;
	    loop invariant walk.count == window_count && walk.end == space.last;
	    loop invariant count <= walk.next + 1;
	    loop invariant count == 0 || walk.finished || is_at_next(&walk);
	    loop invariant walk.finished || count <= window_count;
	    loop invariant are_ranges(known, known_count) && are_sorted(known, known_count);
	    loop assigns walk.at, walk.next, walk.finished, count, gaps[0 .. window_count];
	    loop variant window_count + 1 - count;
	*/
	while (!walk.finished && find_next(&walk, known, known_count, &gaps[count]))
		count++;
	return count;
}

/*@ requires are_gaps(gaps, count);
    assigns \nothing;
    ensures \result == \null <==> \forall integer i; 0 <= i < count ==> !can_go(gaps + i);
    ensures \result != \null ==> \exists integer k; 0 <= k < count && \result == gaps + k &&
	can_go(gaps + k) && goes_first(gaps, count, k);
*/
static struct mk_gap *smallest(struct mk_gap *gaps, size_t count)
{
	struct mk_gap *best = NULL;

	/*@ loop invariant 0 <= i <= count;
	    loop invariant best == \null <==> \forall integer j; 0 <= j < i ==> !can_go(gaps + j);
	    loop invariant best != \null ==> \exists integer k; 0 <= k < i &&
		best == gaps + k && can_go(gaps + k) && goes_first(gaps, i, k);
	    loop assigns i, best;
	    loop variant count - i;
	*/
	for (size_t i = 0; i < count; i++)
		if (!gaps[i].known && !gaps[i].given_up &&
			(!best || mk_range_size(gaps[i].range) < mk_range_size(best->range)))
			best = &gaps[i];
	return best;
}

size_t mk_gaps_give_up(struct mk_gap *gaps, size_t count, size_t most)
{
	size_t left = count;

	/*@ loop invariant left <= count && are_gaps(gaps, count);
	    loop invariant \forall integer i; 0 <= i < count ==>
		gaps[i].range == \at(gaps[i].range, Pre);
	    loop invariant \forall integer i; 0 <= i < count ==>
		gaps[i].known == \at(gaps[i].known, Pre);
	    loop invariant \forall integer i; 0 <= i < count && gaps[i].known ==>
		gaps[i].given_up == \at(gaps[i].given_up, Pre);
	    loop invariant \forall integer i; 0 <= i < count && \at(gaps[i].given_up, Pre) ==>
		gaps[i].given_up;
	    loop invariant left == count || left >= most;
	    loop assigns left, gaps[0 .. count - 1].given_up;
	    loop variant left;
	*/
	while (left > most) {
		struct mk_gap *gap = smallest(gaps, count);
		if (!gap)
			break;
		gap->given_up = true;
		left--;
	}
	return left;
}
