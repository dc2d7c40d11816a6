/* SPDX-License-Identifier: BSD-2-Clause */
/* Which of many ranges overlap one: how many, and the first ones, in log n each. */
#ifndef MK_CHECK_EXTENTS_H
#define MK_CHECK_EXTENTS_H

#include "base/arena.h"
#include "core/range.h"

/* Whom a range is not compared with: those of its own side. NULL is a side as well. */
struct mk_extent {
	struct mk_range range;
	const void *side;
};

/* Of two sides, those that reach furthest: leaves of the tree below, 0 for none. */
struct mk_furthest {
	uint32_t first;
	uint32_t of_another_side;
};

/*
 * Ranges, ascending by first address. `tree` has the furthest-reaching one of all in tree[1], and
 * in tree[i] that of what tree[2 * i] and tree[2 * i + 1] are of; its leaves are from `leaves` on.
 */
struct mk_extents {
	size_t count;
	const struct mk_extent *list;
	uint64_t *firsts; /* their first addresses */
	uint64_t *lasts;  /* their last addresses, ascending as well */
	struct mk_furthest *tree;
	size_t leaves;
};

/* Takes `list`, ascending by first address, over; it has to live as long. */
struct mk_extents *mk_extents_make(
	struct mk_arena *arena, const struct mk_extent *list, size_t count);

/* How many overlap `range`, also of those that were taken out, and of any side. */
size_t mk_extents_count(const struct mk_extents *reach, struct mk_range range);

/* The first from `from` on that overlaps and is of another side; `count` where none does. */
size_t mk_extents_next(
	const struct mk_extents *reach, size_t from, struct mk_range range, const void *side);

/* mk_extents_next does not find it any more. */
void mk_extents_take_out(struct mk_extents *reach, size_t index);

#endif
