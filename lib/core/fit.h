/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Whether things of given sizes have places side by side, and where. Exact: what exists is found,
 * unless the work allowed is used up. Pure functions: no allocation, no library.
 */
#ifndef MK_CORE_FIT_H
#define MK_CORE_FIT_H

#include "core/range.h"

/* Items of one instance. More are for the caller's own heuristics. */
#define MK_FIT_MAX_ITEMS 64u

/*
 * Something to be placed. `windows` are where it may be: ascending, apart from each other. Those of
 * several items may be the same array, which makes it easier to see that these do not all fit.
 */
struct mk_fit_item {
	uint64_t size;	    /* bytes, not 0 */
	uint64_t alignment; /* a power of two */
	const struct mk_range *windows;
	size_t window_count;
	uint64_t led_from; /* below it, one of `leads` has to be lower; 0: no such thing */
	uint64_t leads;	   /* bits of items */
};

enum mk_fit_result {
	MK_FIT_FOUND,
	MK_FIT_NONE,	/* there is no way at all */
	MK_FIT_UNKNOWN, /* the work allowed was used up */
};

/* What is known to be hopeless; any number of entries that is a power of two. */
struct mk_fit_dead_end {
	uint64_t placed;   /* bits of items; 0: unused */
	uint64_t frontier; /* from here on, and higher, the others do not fit */
};

struct mk_fit_scratch {
	struct mk_fit_dead_end *dead_ends; /* zeroed */
	size_t dead_end_count;
	uint64_t steps; /* work allowed; each is an item or a hole looked at */
};

struct mk_fit_instance {
	const struct mk_fit_item *items;
	size_t count;		      /* at most MK_FIT_MAX_ITEMS */
	const struct mk_range *holes; /* ascending, apart: what the windows of all items cover */
	size_t hole_count;
};

/*
 * Finds places for all items that do not overlap, and writes their first addresses to `starts`
 * where it finds them. Items that are alike should stand side by side:
 * they are tried in one order only. Deterministic. Uses up scratch->steps.
 */
enum mk_fit_result mk_fit(
	const struct mk_fit_instance *instance, struct mk_fit_scratch *scratch, uint64_t *starts);

/*@ predicate are_windows{L}(struct mk_range *list, integer count) =
	\valid_read(list + (0 .. count - 1)) &&
	(\forall integer i; 0 <= i < count ==> list[i].first <= list[i].last) &&
	\forall integer i, j; 0 <= i < j < count ==> list[i].last < list[j].first;
    predicate has_room_at{L}(struct mk_range window, integer size, integer start) =
	window.first <= start && start + size - 1 <= window.last;
    predicate is_place{L}(struct mk_fit_item *item, integer from, integer start) =
	from <= start && is_multiple(start, item->alignment) &&
	\exists integer i; 0 <= i < item->window_count &&
	    has_room_at(item->windows[i], item->size, start);
*/

/* The lowest place of an item at `from` or above, whatever leads it; false where it has none. */
/*@ requires \valid_read(item) && \valid(place);
    requires \separated(place, item, item->windows + (0 .. item->window_count - 1));
    requires item->size > 0 && item->alignment > 0;
    requires are_windows(item->windows, item->window_count);
    assigns *place;
    ensures \result ==> is_place{Pre}(item, from, place->first) &&
	place->last == place->first + item->size - 1;
    ensures \result ==> \forall integer start; is_place{Pre}(item, from, start) ==>
	place->first <= start;
    ensures !\result ==> \forall integer start; !is_place{Pre}(item, from, start);
*/
bool mk_fit_lowest(const struct mk_fit_item *item, uint64_t from, struct mk_range *place);

#endif
