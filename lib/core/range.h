/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Address ranges with both ends inside, so that the top of memory can be described. Pure
 * functions: no allocation, no library. The contracts in ACSL are proved (tests/proof).
 */
#ifndef MK_CORE_RANGE_H
#define MK_CORE_RANGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* first <= last always. */
struct mk_range {
	uint64_t first;
	uint64_t last;
};

enum mk_range_status { MK_RANGE_OK, MK_RANGE_EMPTY, MK_RANGE_WRAPS };

/*@ predicate is_range(struct mk_range r) = r.first <= r.last;
    predicate is_in(integer address, struct mk_range r) = r.first <= address <= r.last;
    predicate are_apart(struct mk_range a, struct mk_range b) =
	a.last < b.first || b.last < a.first;
    predicate is_inside(struct mk_range inner, struct mk_range outer) =
	outer.first <= inner.first && inner.last <= outer.last;

    // What these two mean: addresses in common, and all of them.
    lemma apart: \forall struct mk_range a, b, integer x;
	are_apart(a, b) && is_in(x, a) ==> !is_in(x, b);
    lemma not_apart: \forall struct mk_range a, b;
	is_range(a) && is_range(b) && !are_apart(a, b) ==>
	is_in(\max(a.first, b.first), a) && is_in(\max(a.first, b.first), b);
    lemma inside: \forall struct mk_range a, b, integer x;
	is_inside(a, b) && is_in(x, a) ==> is_in(x, b);
    lemma not_inside: \forall struct mk_range a, b; is_range(a) && !is_inside(a, b) ==>
	!is_in(a.first, b) || !is_in(a.last, b);
*/

/* The only way from start and size (bytes) to a range. Writes *range only on MK_RANGE_OK. */
/*@ requires \valid(range);
    assigns *range;
    ensures \result == MK_RANGE_OK || \result == MK_RANGE_EMPTY || \result == MK_RANGE_WRAPS;
    ensures \result == MK_RANGE_EMPTY <==> size == 0;
    ensures \result == MK_RANGE_WRAPS <==> size != 0 && start + size - 1 > UINT64_MAX;
    ensures \result == MK_RANGE_OK ==>
	is_range(*range) && range->first == start && range->last == start + size - 1;
    ensures \result != MK_RANGE_OK ==> *range == \old(*range);
*/
enum mk_range_status mk_range_make(uint64_t start, uint64_t size, struct mk_range *range);

/*@ requires is_range(a) && is_range(b);
    assigns \nothing;
    ensures \result <==> !are_apart(a, b);
*/
bool mk_ranges_overlap(struct mk_range a, struct mk_range b);

/* Whether every address of `inner` is in `outer`. */
/*@ requires is_range(inner);
    assigns \nothing;
    ensures \result <==> is_inside(inner, outer);
*/
bool mk_range_contains(struct mk_range outer, struct mk_range inner);

/* Before, at or after: first address, then last. */
/*@ assigns \nothing;
    ensures \result == -1 || \result == 0 || \result == 1;
    ensures \result == 0 <==> a == b;
    ensures \result < 0 <==> a.first < b.first || (a.first == b.first && a.last < b.last);
*/
int mk_ranges_compare(struct mk_range a, struct mk_range b);

/* Defined only where the two overlap. */
/*@ requires is_range(a) && is_range(b) && !are_apart(a, b);
    assigns \nothing;
    ensures is_range(\result);
    ensures \forall integer x; is_in(x, \result) <==> is_in(x, a) && is_in(x, b);
*/
struct mk_range mk_range_intersection(struct mk_range a, struct mk_range b);

/* Bytes; 2^64 - 1 for the whole address space, which is one too few. */
/*@ requires is_range(range);
    assigns \nothing;
    ensures \result == \min(range.last - range.first + 1, UINT64_MAX);
*/
uint64_t mk_range_size(struct mk_range range);

/*@ predicate is_multiple(integer n, integer of) = n % of == 0;
    lemma multiple_below: \forall integer n, a; n >= 0 && a > 0 ==> is_multiple(n - n % a, a);
    lemma multiple_above: \forall integer n, a; n >= 0 && a > 0 && is_multiple(n, a) ==>
	is_multiple(n + a, a);
    lemma multiples_apart: \forall integer n, m, a; 0 <= n < m && a > 0 &&
	is_multiple(n, a) && is_multiple(m, a) ==> n + a <= m;
*/

/* Rounds up to a multiple of `alignment`, which is not 0. False where that wraps. */
/*@ requires alignment > 0 && \valid(aligned);
    assigns *aligned;
    ensures \result ==> value <= *aligned < value + alignment &&
	is_multiple(*aligned, alignment);
    ensures !\result ==> *aligned == \old(*aligned);
    ensures \result ==> \forall integer n; value <= n && is_multiple(n, alignment) ==>
	*aligned <= n;
    ensures !\result ==> \forall integer n; value <= n && is_multiple(n, alignment) ==>
	UINT64_MAX < n;
*/
bool mk_align_up(uint64_t value, uint64_t alignment, uint64_t *aligned);

/*@ requires alignment > 0;
    assigns \nothing;
    ensures \result <= value < \result + alignment;
    ensures is_multiple(\result, alignment);
*/
uint64_t mk_align_down(uint64_t value, uint64_t alignment);

/*@ requires alignment > 0;
    assigns \nothing;
    ensures \result <==> is_multiple(value, alignment);
*/
bool mk_is_aligned(uint64_t value, uint64_t alignment);

/* A range that belongs to somebody: `owner` is the caller's own index. */
struct mk_owned_range {
	struct mk_range range;
	size_t owner;
};

/* Sorts by first address, then last, then owner. */
void mk_ranges_sort(struct mk_owned_range *ranges, size_t count);

/*@ predicate are_ranges{L}(struct mk_owned_range *list, integer count) =
	\valid_read(list + (0 .. count - 1)) &&
	\forall integer i; 0 <= i < count ==> list[i].range.first <= list[i].range.last;
    predicate are_sorted{L}(struct mk_owned_range *list, integer count) =
	\forall integer i, j; 0 <= i <= j < count ==> list[i].range.first <= list[j].range.first;
    predicate is_apart{L}(struct mk_owned_range *list, integer i, integer j) =
	list[i].range.last < list[j].range.first || list[j].range.last < list[i].range.first;
    predicate is_used{L}(integer address, struct mk_owned_range *list, integer count) =
	\exists integer i; 0 <= i < count &&
	    list[i].range.first <= address <= list[i].range.last;
*/

/* Walks the pairs of sorted ranges that overlap, in order: a step for each range and each pair. */
struct mk_pair_walk {
	const struct mk_owned_range *sorted;
	size_t count;
	size_t first; /* the pair found last: indices in `sorted` */
	size_t second;
};

/*@ predicate comes_before(integer i, integer j, integer first, integer second) =
	i < first || (i == first && j < second);
    predicate pairs_well{L}(struct mk_pair_walk *walk) =
	\separated(walk, walk->sorted + (0 .. walk->count - 1)) &&
	are_ranges(walk->sorted, walk->count) && are_sorted(walk->sorted, walk->count) &&
	walk->first <= walk->count < SIZE_MAX && walk->first <= walk->second <= walk->count;
*/

/*@ requires \valid(walk) && \separated(walk, sorted + (0 .. count - 1));
    requires are_ranges(sorted, count) && are_sorted(sorted, count) && count < SIZE_MAX;
    assigns *walk;
    ensures pairs_well(walk) && walk->first == 0 && walk->second == 0;
    ensures walk->sorted == sorted && walk->count == count;
*/
void mk_pairs_begin(struct mk_pair_walk *walk, const struct mk_owned_range *sorted, size_t count);

/* The next one; false where there are no more. Every pair that overlaps comes, and no other. */
/*@ requires \valid(walk) && pairs_well(walk);
    assigns walk->first, walk->second;
    ensures pairs_well(walk);
    ensures \result ==> walk->first < walk->second < walk->count &&
	!is_apart(walk->sorted, walk->first, walk->second) &&
	comes_before(\old(walk->first), \old(walk->second), walk->first, walk->second);
    ensures \forall integer i, j; 0 <= i < j < walk->count &&
	comes_before(\old(walk->first), \old(walk->second), i, j) &&
	(!\result || comes_before(i, j, walk->first, walk->second)) ==>
	is_apart(walk->sorted, i, j);
*/
bool mk_pairs_next(struct mk_pair_walk *walk);

/* Walks the parts of `within` that no range of `sorted` touches, lowest first. */
struct mk_hole_walk {
	const struct mk_owned_range *sorted;
	size_t count;
	uint64_t end; /* last address of all */
	uint64_t at;  /* first address not looked at yet */
	size_t next;  /* first range not passed yet */
	bool finished;
};

/*@ predicate all_below{L}(struct mk_owned_range *list, integer count, integer address) =
	\forall integer i; 0 <= i < count ==> list[i].range.last < address;
    predicate holes_well{L}(struct mk_hole_walk *walk) =
	\separated(walk, walk->sorted + (0 .. walk->count - 1)) &&
	are_ranges(walk->sorted, walk->count) && are_sorted(walk->sorted, walk->count) &&
	walk->next <= walk->count && walk->at <= walk->end &&
	(!walk->finished ==> all_below(walk->sorted, walk->next, walk->at));
    // There is a range to pass before the next hole.
    predicate is_at_next{L}(struct mk_hole_walk *walk) = walk->next < walk->count &&
	walk->sorted[walk->next].range.first <= walk->at;
*/

/*@ requires \valid(walk) && \separated(walk, sorted + (0 .. count - 1));
    requires are_ranges(sorted, count) && are_sorted(sorted, count) && is_range(within);
    assigns *walk;
    ensures holes_well(walk) && !walk->finished && walk->at == within.first;
    ensures walk->sorted == sorted && walk->count == count && walk->end == within.last;
*/
void mk_holes_begin(struct mk_hole_walk *walk, const struct mk_owned_range *sorted, size_t count,
	struct mk_range within);

/* A hole is free and inside, and nothing that is free is passed over. */
/*@ requires \valid(walk) && \valid(hole) && holes_well(walk);
    requires \separated(walk, hole, walk->sorted + (0 .. walk->count - 1));
    assigns walk->at, walk->next, walk->finished, *hole;
    ensures holes_well(walk);
    ensures \old(walk->finished) ==> !\result;
    ensures \result ==> \old(walk->at) <= hole->first <= hole->last <= walk->end;
    ensures \result ==> \forall integer x; hole->first <= x <= hole->last ==>
	!is_used{Pre}(x, \old(walk->sorted), \old(walk->count));
    ensures \result ==> \forall integer x; \old(walk->at) <= x < hole->first ==>
	is_used{Pre}(x, \old(walk->sorted), \old(walk->count));
    ensures \result && walk->finished ==> \forall integer x; hole->last < x <= walk->end
	==> is_used{Pre}(x, \old(walk->sorted), \old(walk->count));
    ensures \result && !walk->finished ==> hole->last < walk->at && is_at_next(walk);
    ensures \result && \old(is_at_next(walk)) ==> walk->next > \old(walk->next);
    ensures \result && !walk->finished ==> \forall integer x; hole->last < x < walk->at ==>
	is_used{Pre}(x, \old(walk->sorted), \old(walk->count));
    ensures !\result && !\old(walk->finished) ==> \forall integer x;
	\old(walk->at) <= x <= walk->end ==> is_used{Pre}(x, \old(walk->sorted), \old(walk->count));
*/
bool mk_holes_next(struct mk_hole_walk *walk, struct mk_range *hole);

#endif
