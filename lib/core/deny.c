/* SPDX-License-Identifier: BSD-2-Clause */
#include "core/deny.h"

size_t mk_gap_bound(size_t windows)
{
	return windows + 1;
}

/* Sorted by their first address, so what begins above the gap ends the search. */
static bool is_known(const struct mk_owned_range *known, size_t count, struct mk_range gap)
{
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

static struct mk_gap *smallest(struct mk_gap *gaps, size_t count)
{
	struct mk_gap *best = NULL;

	for (size_t i = 0; i < count; i++)
		if (!gaps[i].known && !gaps[i].given_up &&
			(!best || mk_range_size(gaps[i].range) < mk_range_size(best->range)))
			best = &gaps[i];
	return best;
}

size_t mk_gaps_give_up(struct mk_gap *gaps, size_t count, size_t most)
{
	size_t left = count;

	while (left > most) {
		struct mk_gap *gap = smallest(gaps, count);
		if (!gap)
			break;
		gap->given_up = true;
		left--;
	}
	return left;
}
