/* SPDX-License-Identifier: BSD-2-Clause */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <string.h>

#include "core/range.h"

#define TOP UINT64_MAX

static struct mk_range range(uint64_t first, uint64_t last)
{
	return (struct mk_range){first, last};
}

Test(range, start_and_size_give_both_ends)
{
	struct mk_range r;

	cr_assert(eq(int, mk_range_make(0x1000, 0x2000, &r), MK_RANGE_OK));
	cr_assert(eq(u64, r.first, 0x1000));
	cr_assert(eq(u64, r.last, 0x2fff));
}

Test(range, the_last_byte_of_the_address_space_is_a_range)
{
	struct mk_range r;

	cr_assert(eq(int, mk_range_make(TOP, 1, &r), MK_RANGE_OK));
	cr_assert(eq(u64, r.last, TOP));
	cr_assert(eq(int, mk_range_make(1, TOP, &r), MK_RANGE_OK));
	cr_assert(eq(u64, r.last, TOP));
}

Test(range, one_byte_more_wraps_and_writes_nothing)
{
	struct mk_range r = {7, 8};

	cr_assert(eq(int, mk_range_make(TOP, 2, &r), MK_RANGE_WRAPS));
	cr_assert(eq(int, mk_range_make(2, TOP, &r), MK_RANGE_WRAPS));
	cr_assert(eq(u64, r.first, 7));
	cr_assert(eq(u64, r.last, 8));
}

Test(range, no_bytes_are_no_range)
{
	struct mk_range r;

	cr_assert(eq(int, mk_range_make(0, 0, &r), MK_RANGE_EMPTY));
	cr_assert(eq(int, mk_range_make(TOP, 0, &r), MK_RANGE_EMPTY));
}

Test(range, touching_ends_do_not_overlap)
{
	cr_assert(not(mk_ranges_overlap(range(0, 9), range(10, 19))));
	cr_assert(not(mk_ranges_overlap(range(10, 19), range(0, 9))));
}

Test(range, one_shared_byte_overlaps)
{
	cr_assert(mk_ranges_overlap(range(0, 10), range(10, 19)));
	cr_assert(mk_ranges_overlap(range(10, 19), range(0, 10)));
	cr_assert(mk_ranges_overlap(range(0, TOP), range(TOP, TOP)));
}

Test(range, intersection_is_what_both_have)
{
	struct mk_range both = mk_range_intersection(range(0, 15), range(10, 19));

	cr_assert(eq(u64, both.first, 10));
	cr_assert(eq(u64, both.last, 15));
}

Test(range, a_range_contains_itself_and_no_byte_more)
{
	cr_assert(mk_range_contains(range(5, 9), range(5, 9)));
	cr_assert(mk_range_contains(range(5, 9), range(6, 8)));
	cr_assert(not(mk_range_contains(range(5, 9), range(4, 9))));
	cr_assert(not(mk_range_contains(range(5, 9), range(5, 10))));
}

Test(range, size_counts_both_ends)
{
	cr_assert(eq(u64, mk_range_size(range(5, 5)), 1));
	cr_assert(eq(u64, mk_range_size(range(0, 0xfff)), 0x1000));
	cr_assert(eq(u64, mk_range_size(range(1, TOP)), TOP));
	cr_assert(eq(u64, mk_range_size(range(0, TOP)), TOP), "one too few, as documented");
}

Test(range, aligned_values_stay)
{
	uint64_t up;

	cr_assert(mk_is_aligned(0x3000, 0x1000));
	cr_assert(mk_align_up(0x3000, 0x1000, &up));
	cr_assert(eq(u64, up, 0x3000));
	cr_assert(eq(u64, mk_align_down(0x3000, 0x1000), 0x3000));
}

Test(range, unaligned_values_move_to_the_next_multiple)
{
	uint64_t up;

	cr_assert(not(mk_is_aligned(0x3001, 0x1000)));
	cr_assert(mk_align_up(0x3001, 0x1000, &up));
	cr_assert(eq(u64, up, 0x4000));
	cr_assert(eq(u64, mk_align_down(0x3fff, 0x1000), 0x3000));
}

Test(range, rounding_up_stops_at_the_top)
{
	uint64_t up;

	cr_assert(mk_align_up(TOP - 0xfff, 0x1000, &up));
	cr_assert(eq(u64, up, TOP - 0xfff));
	cr_assert(not(mk_align_up(TOP - 0xffe, 0x1000, &up)));
	cr_assert(mk_align_up(TOP, 1, &up));
	cr_assert(eq(u64, up, TOP));
}

Test(range, ranges_sort_by_first_then_last_then_owner)
{
	struct mk_owned_range r[] = {{{9, 9}, 0}, {{1, 5}, 2}, {{1, 5}, 1}, {{1, 4}, 3}};

	mk_ranges_sort(r, 4);
	cr_assert(eq(sz, r[0].owner, 3));
	cr_assert(eq(sz, r[1].owner, 1));
	cr_assert(eq(sz, r[2].owner, 2));
	cr_assert(eq(sz, r[3].owner, 0));
	mk_ranges_sort(NULL, 0);
	cr_assert(eq(int, mk_ranges_compare(range(1, 5), range(1, 5)), 0));
}

Test(pairs, all_that_overlap_come_in_order_and_no_other)
{
	const struct mk_owned_range r[] = {
		{{0, 9}, 0}, {{2, 3}, 1}, {{4, 20}, 2}, {{10, 10}, 3}, {{21, TOP}, 4}};
	const size_t expected[][2] = {{0, 1}, {0, 2}, {2, 3}};
	struct mk_pair_walk walk;

	memset(&walk, 1, sizeof walk);
	mk_pairs_begin(&walk, r, 5);
	for (size_t i = 0; i < 3; i++) {
		cr_assert(mk_pairs_next(&walk));
		cr_assert(eq(sz, walk.first, expected[i][0]));
		cr_assert(eq(sz, walk.second, expected[i][1]));
	}
	cr_assert(not(mk_pairs_next(&walk)));
	cr_assert(not(mk_pairs_next(&walk)));
}

Test(pairs, one_that_begins_at_the_last_byte_of_another_overlaps)
{
	const struct mk_owned_range r[] = {{{0, 9}, 0}, {{9, 12}, 1}, {{13, 14}, 2}};
	struct mk_pair_walk walk;

	mk_pairs_begin(&walk, r, 3);
	cr_assert(mk_pairs_next(&walk));
	cr_assert(eq(sz, walk.first, 0));
	cr_assert(eq(sz, walk.second, 1));
	cr_assert(not(mk_pairs_next(&walk)));
}

Test(pairs, nothing_has_none)
{
	struct mk_pair_walk walk;

	mk_pairs_begin(&walk, NULL, 0);
	cr_assert(not(mk_pairs_next(&walk)));
}

Test(range, alignments_are_any_number_but_zero)
{
	uint64_t aligned = 7;

	cr_assert(mk_align_up(10, 3, &aligned));
	cr_assert(eq(u64, aligned, 12));
	cr_assert(mk_align_up(TOP, 3, &aligned)); /* 2^64 - 1 is a multiple of 3 */
	cr_assert(eq(u64, aligned, TOP));
	cr_assert(mk_align_up(TOP - 2, 3, &aligned)); /* the last address there is */
	cr_assert(eq(u64, aligned, TOP));
	cr_assert(not(mk_align_up(TOP, 2, &aligned)));
	cr_assert(eq(u64, aligned, TOP));
	cr_assert(eq(u64, mk_align_down(11, 3), 9));
	cr_assert(mk_is_aligned(9, 3));
	cr_assert(not(mk_is_aligned(10, 3)));
}

static size_t holes(const struct mk_owned_range *sorted, size_t count, struct mk_range within,
	struct mk_range *found)
{
	struct mk_hole_walk walk;
	size_t n = 0;

	memset(&walk, 1, sizeof walk);
	mk_holes_begin(&walk, sorted, count, within);
	while (mk_holes_next(&walk, &found[n]))
		n++;
	return n;
}

Test(holes, nothing_used_leaves_all)
{
	struct mk_range found[4];

	cr_assert(eq(sz, holes(NULL, 0, range(0, TOP), found), 1));
	cr_assert(eq(u64, found[0].first, 0));
	cr_assert(eq(u64, found[0].last, TOP));
}

Test(holes, one_used_byte_is_in_none)
{
	const struct mk_owned_range used[] = {{{10, 10}, 0}};
	struct mk_range found[4];

	cr_assert(eq(sz, holes(used, 1, range(10, 19), found), 1));
	cr_assert(eq(u64, found[0].first, 11));
}

Test(holes, all_used_leaves_nothing)
{
	const struct mk_owned_range used[] = {{{0, TOP}, 0}};
	struct mk_range found[4];

	cr_assert(eq(sz, holes(used, 1, range(0, TOP), found), 0));
	cr_assert(eq(sz, holes(used, 1, range(5, 6), found), 0));
}

Test(holes, lie_before_between_and_behind)
{
	const struct mk_owned_range used[] = {{{10, 19}, 0}, {{15, 17}, 1}, {{30, 39}, 2}};
	struct mk_range found[4];

	cr_assert(eq(sz, holes(used, 3, range(0, 49), found), 3));
	cr_assert(eq(u64, found[0].last, 9));
	cr_assert(eq(u64, found[1].first, 20));
	cr_assert(eq(u64, found[1].last, 29));
	cr_assert(eq(u64, found[2].first, 40));
	cr_assert(eq(u64, found[2].last, 49));
}

Test(holes, adjoining_ranges_leave_none_between)
{
	const struct mk_owned_range used[] = {{{0, 9}, 0}, {{10, 19}, 1}};
	struct mk_range found[4];

	cr_assert(eq(sz, holes(used, 2, range(0, 20), found), 1));
	cr_assert(eq(u64, found[0].first, 20));
}

Test(holes, what_lies_outside_is_ignored)
{
	const struct mk_owned_range used[] = {{{0, 9}, 0}, {{100, 109}, 1}};
	struct mk_range found[4];

	cr_assert(eq(sz, holes(used, 2, range(20, 29), found), 1));
	cr_assert(eq(u64, found[0].first, 20));
	cr_assert(eq(u64, found[0].last, 29));
}

Test(holes, the_last_address_alone_may_be_used)
{
	const struct mk_owned_range used[] = {{{49, 60}, 0}};
	struct mk_range found[4];

	cr_assert(eq(sz, holes(used, 1, range(0, 49), found), 1));
	cr_assert(eq(u64, found[0].last, 48));
}

/* The walk goes on behind what it has passed, so all of it is a step for each range. */
Test(holes, no_range_is_passed_twice)
{
	const struct mk_owned_range used[] = {{{0, 9}, 0}, {{5, 14}, 1}, {{20, 29}, 2}};
	struct mk_hole_walk walk;
	struct mk_range hole;

	mk_holes_begin(&walk, used, 3, range(0, 49));
	cr_assert(mk_holes_next(&walk, &hole));
	cr_assert(eq(sz, walk.next, 2));
	cr_assert(mk_holes_next(&walk, &hole));
	cr_assert(eq(sz, walk.next, 3));
	cr_assert(not(mk_holes_next(&walk, &hole)));
}
