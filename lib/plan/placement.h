/* SPDX-License-Identifier: BSD-2-Clause */
/* What the files that place memory share. Private to lib/plan. */
#ifndef MK_PLAN_PLACEMENT_H
#define MK_PLAN_PLACEMENT_H

#include "core/fit.h"
#include "plan/plan.h"
#include "plan/reach.h"

/* What binds a want beside its size, and can be left out of a question: bits of `terms`. */
enum mk_term {
	MK_TERM_ALIGN,	    /* the author's `align` */
	MK_TERM_WITHIN,	    /* `within` */
	MK_TERM_NOT_WITHIN, /* `not_within` */
	MK_TERM_NEAR,	    /* `near`, where the tree says what is */
	MK_TERM_RESERVED,   /* its node's own `reserved` */
	MK_TERM_KERNEL,	    /* too small for a kernel: a larger range of the node has to be lower */
};

#define MK_TERM_COUNT 6u

/* Memory that is asked for by its size. */
struct mk_want {
	struct mk_region *region;
	const struct mk_plan_node *node; /* whose own `reserved` counts as well; NULL: nobody's */
	const struct mk_plan_shared *shared;   /* the shared region; NULL: it is none */
	const struct mk_plan_holding *holding; /* that it is for; NULL: it is for none */
	const char *what;		       /* "node 'control' memory", "the loader" */
	const char *name; /* of the node or shared region, for an order of its own */
	size_t index;	  /* among those of the same name */
	uint64_t size;	  /* bytes, whole pages; of one that grows the least that is of use */
	uint64_t weight;  /* of one that grows */
	uint64_t alignment;
	uint64_t ceiling;		/* last address allowed */
	bool high;			/* better at the top, out of the way of slices */
	bool leads;			/* slices: large enough for the kernel */
	unsigned terms;			/* bits (1u << enum mk_term) of those that bind it */
	MK_VEC(struct mk_range) within; /* ascending, apart */
	mk_windows reach; /* better there, where its node's devices reach it; none: anywhere */

	/* MK_TERM_KERNEL: from here on a fixed range is lower; UINT64_MAX: nowhere. */
	uint64_t led_from;
	uint64_t kernel_ceiling; /* it has to be below the node's fixed ranges, which are small */

	struct mk_range place; /* where it was, in its size of now; valid if it may stay */
};

/* Where nothing can be placed: what has its place, and what is reserved. */
struct mk_obstacle {
	struct mk_range range;
	struct mk_origin origin;
	const char *what;
	bool boards; /* nothing that the layout says */
};

/* Of exact searches for one plan, all together: half a second, about. */
#define MK_SEARCH_STEPS (UINT64_C(1) << 26)

/* What the searches for one plan share. */
struct mk_search {
	const struct mk_plan_options *options; /* or NULL */
	uint64_t steps;			       /* left */
	size_t trials;
};

/* One more has ended: whoever wants to know is told. */
void mk_search_advance(struct mk_search *search);

struct mk_placement {
	struct mk_arena *arena;
	struct mk_plan *plan;
	struct mk_search *search;
	MK_VEC(struct mk_want) wants; /* in an order that does not depend on the layout's */
	MK_VEC(struct mk_obstacle) obstacles;
	const bool *kept; /* by want: it stays at its place; NULL: nobody has to */
};

/* --- terms ------------------------------------------------------------------------------------ */

/* Fills in the terms of all wants; needs them, and what is fixed, to be there. */
void mk_want_bind(struct mk_placement *placement);

/* In what follows `dropped` are bits of terms that do not count. */

bool mk_want_is_bound(const struct mk_want *want, enum mk_term term, unsigned dropped);

uint64_t mk_want_alignment(const struct mk_want *want, unsigned dropped);

/* At most so many ranges are written by mk_want_areas. */
size_t mk_want_area_bound(const struct mk_placement *placement, const struct mk_want *want);

/* The same for any of the wants. */
size_t mk_most_areas(const struct mk_placement *placement);

/* The RAM that it may lie in, as far as its own terms go: ascending, apart. Gives how many. */
size_t mk_want_areas(const struct mk_placement *placement, const struct mk_want *want,
	unsigned dropped, struct mk_range *areas);

/* Where it may not be though others may, one after the other from `*at` = 0 on. */
bool mk_want_next_reserved(
	const struct mk_want *want, unsigned dropped, size_t *at, struct mk_range *range);

/* Whether all that binds it lets it be there; `areas` is room for those of the want. */
bool mk_want_allows(const struct mk_placement *placement, const struct mk_want *want,
	struct mk_range place, struct mk_range *areas);

/* At most so many. */
size_t mk_want_reserved_bound(const struct mk_want *want);

/* Where the author says so. */
struct mk_origin mk_want_term_origin(const struct mk_want *want, enum mk_term term);

/* "'within' of node 'a' memory". */
const char *mk_want_term_text(
	struct mk_arena *arena, const struct mk_want *want, enum mk_term term);

/* --- ways to place ---------------------------------------------------------------------------- */
/*
 * With a lock: finds out where wants were, and which of them stay there. No one more could, beside
 * those that do; where it can be told at no great cost, as many as can stay do. What stays is
 * placed.
 */
void mk_place_kept(struct mk_placement *placement);

/*
 * Gives the wants places one after the other, each the best that is left: fast, pleasant to read,
 * and without luck not complete. False where one is left without a place.
 */
bool mk_place_greedily(struct mk_placement *placement);

/* Looks at all ways to give the wants places; takes one where there is one. */
enum mk_fit_result mk_place_exactly(struct mk_placement *placement);

/* For wants too many to look at all ways: a few at a time make room for each that has no place. */
bool mk_place_by_repair(struct mk_placement *placement);

/* Makes those that grow as large as the others let them. All have places. */
void mk_place_growing(struct mk_placement *placement);

/* Trials with some of the wants and obstacles. */
struct mk_fitting;

/* NULL where there are more of them than can be tried. */
struct mk_fitting *mk_fitting_new(struct mk_placement *placement);

/* Those marked, by their places in the placement's lists, are left out. */
struct mk_fitting_parts {
	bool *without_want;
	bool *without_obstacle;
	unsigned *dropped; /* bits of terms, by want */
	const bool *kept;  /* by want: it stays at its place; NULL: none */
};

/* Nothing is left out; what the placement keeps is kept. */
struct mk_fitting_parts mk_fitting_all(struct mk_placement *placement);

/* `starts`, one for each want, is written where places are found; NULL: not wanted. */
enum mk_fit_result mk_fitting_try(
	struct mk_fitting *fitting, const struct mk_fitting_parts *parts, uint64_t *starts);

/* The hole with the most room for the want alone, from an aligned start on: bytes; 0 for none. */
uint64_t mk_fitting_room(struct mk_fitting *fitting, const struct mk_fitting_parts *parts,
	size_t want, struct mk_range *hole);

/* Fills in plan->misfit: a smallest set of what cannot all be had. There is no way for all. */
void mk_plan_find_misfit(struct mk_placement *placement);

#endif
