/* SPDX-License-Identifier: BSD-2-Clause */
#include "core/deny.h"

size_t mk_gap_bound(size_t windows)
{
	return windows + 1;
}

/* Sorted by their first address, so what begins above the gap ends the search. */
/*@ requires is_range(gap) && are_ranges(known, count) && are_sorted(known, count);
    assigns \nothing;
    ensures \result <==> \exists integer i; 0 <= i < count &&
	known[i].range.first <= gap.last && gap.first <= known[i].range.last;
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

size_t mk_gaps_find(const struct mk_owned_range *windows, size_t window_count,
	const struct mk_owned_range *known, size_t known_count, struct mk_range space,
	struct mk_gap *gaps)
{
	struct mk_hole_walk walk;
	struct mk_range hole;
	size_t count = 0;

	mk_holes_begin(&walk, windows, window_count, space);
	while (mk_holes_next(&walk, &hole))
		gaps[count++] = (struct mk_gap){hole, is_known(known, known_count, hole), false};
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
