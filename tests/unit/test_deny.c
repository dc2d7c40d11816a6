/* SPDX-License-Identifier: BSD-2-Clause */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "core/deny.h"

static const struct mk_range space = {0, 0xffff};

Test(deny, without_windows_everything_is_one_gap)
{
	struct mk_gap gaps[1];

	cr_assert(eq(sz, mk_gaps_find(NULL, 0, NULL, 0, space, gaps), 1));
	cr_assert(eq(u64, gaps[0].range.first, 0));
	cr_assert(eq(u64, gaps[0].range.last, 0xffff));
	cr_assert(not(gaps[0].known));
}

/* They end where the space does: nothing is behind them. */
Test(deny, before_windows_up_to_the_top_is_one_gap)
{
	static const struct mk_owned_range windows[] = {{{0x8000, 0xffff}, 0}};
	struct mk_gap gaps[2] = {{.known = true, .given_up = true}};

	cr_assert(eq(sz, mk_gaps_find(windows, 1, NULL, 0, space, gaps), 1));
	cr_assert(eq(u64, gaps[0].range.last, 0x7fff));
	cr_assert(not(gaps[0].known));
	cr_assert(not(gaps[0].given_up));
}

Test(deny, touching_and_overlapping_windows_leave_no_gap)
{
	static const struct mk_owned_range windows[] = {
		{{0x0, 0xfff}, 0}, {{0x1000, 0x4fff}, 0}, {{0x3000, 0xefff}, 0}};
	struct mk_gap gaps[4];

	cr_assert(eq(sz, mk_gaps_find(windows, 3, NULL, 0, space, gaps), 1));
	cr_assert(eq(u64, gaps[0].range.first, 0xf000));
}

Test(deny, what_reaches_into_a_gap_makes_it_known)
{
	static const struct mk_owned_range windows[] = {
		{{0x4000, 0x4fff}, 0}, {{0x8000, 0x8fff}, 0}};
	static const struct mk_owned_range known[] = {{{0x4800, 0x5000}, 0}, {{0x8000, 0x8fff}, 0}};
	struct mk_gap gaps[3];

	cr_assert(eq(sz, mk_gaps_find(windows, 2, known, 2, space, gaps), 3));
	cr_assert(not(gaps[0].known));
	cr_assert(gaps[1].known);
	cr_assert(not(gaps[2].known));
}

Test(deny, the_smallest_unknown_gap_is_given_up_first)
{
	struct mk_gap gaps[] = {{{0, 0xfff}, true, false}, {{0x2000, 0x3fff}, false, false},
		{{0x5000, 0x5fff}, false, false}};

	cr_assert(eq(sz, mk_gaps_give_up(gaps, 3, 2), 2));
	cr_assert(gaps[2].given_up);
	cr_assert(not(gaps[1].given_up));
}

Test(deny, of_equal_gaps_the_lowest_is_given_up_first)
{
	struct mk_gap gaps[] = {{{0, 0xfff}, false, false}, {{0x2000, 0x2fff}, false, false}};

	cr_assert(eq(sz, mk_gaps_give_up(gaps, 2, 1), 1));
	cr_assert(gaps[0].given_up);
	cr_assert(not(gaps[1].given_up));
}

Test(deny, between_n_windows_there_are_at_most_n_gaps_and_one)
{
	cr_assert(eq(sz, mk_gap_bound(0), 1));
	cr_assert(eq(sz, mk_gap_bound(3), 4));
}

Test(deny, as_many_as_fit_are_all_kept)
{
	struct mk_gap gaps[] = {{{0, 0xfff}, false, false}, {{0x2000, 0x3fff}, false, false}};

	cr_assert(eq(sz, mk_gaps_give_up(gaps, 2, 2), 2));
	cr_assert(not(gaps[0].given_up));
}

Test(deny, what_is_known_is_never_given_up)
{
	struct mk_gap gaps[] = {{{0, 0xfff}, true, false}, {{0x2000, 0x3fff}, false, false},
		{{0x5000, 0x5fff}, true, false}};

	cr_assert(eq(sz, mk_gaps_give_up(gaps, 3, 1), 2));
	cr_assert(not(gaps[0].given_up));
	cr_assert(gaps[1].given_up);
}

/* It begins at the last byte of the gap. */
Test(deny, a_byte_in_a_gap_makes_it_known)
{
	static const struct mk_owned_range windows[] = {{{0x4000, 0x4fff}, 0}};
	static const struct mk_owned_range known[] = {{{0x3fff, 0x4000}, 0}};
	struct mk_gap gaps[2];

	cr_assert(eq(sz, mk_gaps_find(windows, 1, known, 1, space, gaps), 2));
	cr_assert(gaps[0].known);
	cr_assert(not(gaps[1].known));
}
