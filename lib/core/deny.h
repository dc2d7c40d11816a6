/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a kernel is told to keep from its root task: everything but a list of windows. Pure
 * functions over the gaps between these windows.
 */
#ifndef MK_CORE_DENY_H
#define MK_CORE_DENY_H

#include "core/range.h"

/* What lies between two windows. */
struct mk_gap {
	struct mk_range range;
	bool known;    /* something is known to be there, so that it has to be denied */
	bool given_up; /* left out of the list: the root task receives it */
};

/* At most so many gaps lie between `windows` ranges. */
/*@ requires windows < SIZE_MAX;
    assigns \nothing;
    ensures \result == windows + 1;
*/
size_t mk_gap_bound(size_t windows);

/*@ predicate touches{L}(struct mk_owned_range *list, integer count, struct mk_range range) =
	\exists integer i; 0 <= i < count &&
	list[i].range.first <= range.last && range.first <= list[i].range.last;
    predicate is_free{L}(struct mk_owned_range *list, integer count, struct mk_range range) =
	\forall integer x; range.first <= x <= range.last ==> !is_used(x, list, count);
*/

/*
 * Writes the parts of `space` that no range of `windows` touches, lowest first, and says of each
 * whether a range of `known` is in it. Both lists are sorted. Gives how many; `gaps` has room for
 * mk_gap_bound(window_count).
 */
/*@ requires are_ranges(windows, window_count) && are_sorted(windows, window_count);
    requires are_ranges(known, known_count) && are_sorted(known, known_count);
    requires is_range(space) && window_count < SIZE_MAX && \valid(gaps + (0 .. window_count));
    requires \separated(gaps + (0 .. window_count), windows + (0 .. window_count - 1));
    requires \separated(gaps + (0 .. window_count), known + (0 .. known_count - 1));
    assigns gaps[0 .. window_count];
    ensures \result <= window_count + 1;
*/
size_t mk_gaps_find(const struct mk_owned_range *windows, size_t window_count,
	const struct mk_owned_range *known, size_t known_count, struct mk_range space,
	struct mk_gap *gaps);

/*@ predicate are_gaps{L}(struct mk_gap *gaps, integer count) =
	\valid(gaps + (0 .. count - 1)) &&
	\forall integer i; 0 <= i < count ==> is_range(gaps[i].range);
    predicate can_go{L}(struct mk_gap *gap) = !gap->known && !gap->given_up;
    logic integer bytes_of{L}(struct mk_gap *gap) =
	\min(gap->range.last - gap->range.first + 1, UINT64_MAX);
    // No other is smaller, and none of the same size is lower.
    predicate goes_first{L}(struct mk_gap *gaps, integer count, integer k) =
	\forall integer i; 0 <= i < count && can_go(gaps + i) ==>
	bytes_of(gaps + k) <= bytes_of(gaps + i) &&
	(i < k ==> bytes_of(gaps + k) < bytes_of(gaps + i));
*/

/*
 * Gives up gaps, the smallest first and of equal ones the lowest, until `most` are left; never one
 * where something is known to be. Gives how many are left, which may still be more.
 */
/*@ requires are_gaps(gaps, count);
    assigns gaps[0 .. count - 1].given_up;
    ensures \forall integer i; 0 <= i < count && gaps[i].known ==>
	gaps[i].given_up == \old(gaps[i].given_up);
    ensures \forall integer i; 0 <= i < count && \old(gaps[i].given_up) ==> gaps[i].given_up;
    ensures \result <= count && (\result == count || \result >= most);
    ensures \result > most ==> \forall integer i; 0 <= i < count ==> !can_go(gaps + i);
*/
size_t mk_gaps_give_up(struct mk_gap *gaps, size_t count, size_t most);

#endif
