/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Address ranges with both ends inside, so that the top of memory can be described. Pure
 * functions: no allocation, no library.
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

/* The only way from start and size (bytes) to a range. Writes *range only on MK_RANGE_OK. */
enum mk_range_status mk_range_make(uint64_t start, uint64_t size, struct mk_range *range);

bool mk_ranges_overlap(struct mk_range a, struct mk_range b);

/* Whether every address of `inner` is in `outer`. */
bool mk_range_contains(struct mk_range outer, struct mk_range inner);

/* Before, at or after: first address, then last. */
int mk_ranges_compare(struct mk_range a, struct mk_range b);

/* Defined only where the two overlap. */
struct mk_range mk_range_intersection(struct mk_range a, struct mk_range b);

/* Bytes; 2^64 - 1 for the whole address space, which is one too few. */
uint64_t mk_range_size(struct mk_range range);

/* Rounds up to a multiple of `alignment`, a power of two. False where that wraps. */
bool mk_align_up(uint64_t value, uint64_t alignment, uint64_t *aligned);
uint64_t mk_align_down(uint64_t value, uint64_t alignment);
bool mk_is_aligned(uint64_t value, uint64_t alignment);

/* A range that belongs to somebody: `owner` is the caller's own index. */
struct mk_owned_range {
	struct mk_range range;
	size_t owner;
};

/* Sorts by first address, then last, then owner. */
void mk_ranges_sort(struct mk_owned_range *ranges, size_t count);

/* Walks the parts of `within` that no range of `sorted` touches, lowest first. */
struct mk_hole_walk {
	const struct mk_owned_range *sorted;
	size_t count;
	struct mk_range within;
	uint64_t at; /* first address not looked at yet */
	size_t next; /* first range not passed yet */
	bool finished;
};

void mk_holes_begin(struct mk_hole_walk *walk, const struct mk_owned_range *sorted, size_t count,
	struct mk_range within);
bool mk_holes_next(struct mk_hole_walk *walk, struct mk_range *hole);

#endif
