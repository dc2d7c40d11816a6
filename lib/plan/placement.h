/* SPDX-License-Identifier: BSD-2-Clause */
/* What the files that place memory share. Private to lib/plan. */
#ifndef MK_PLAN_PLACEMENT_H
#define MK_PLAN_PLACEMENT_H

#include "core/fit.h"
#include "plan/plan.h"

/* Memory that is asked for by its size. */
struct mk_want {
	struct mk_region *region;
	const struct mk_plan_node *node; /* whose own `reserved` counts as well; NULL: nobody's */
	const char *what;		 /* "node 'control' memory", "the loader" */
	const char *name;		 /* of the node or shared region, for an order of its own */
	size_t index;			 /* among those of the same name */
	uint64_t size;			 /* bytes, whole pages */
	uint64_t alignment;
	uint64_t ceiling; /* last address allowed */
	bool high;	  /* better at the top, out of the way of slices */
};

/* Where nothing can be placed: what has its place, and what is withheld. */
struct mk_obstacle {
	struct mk_range range;
	struct mk_origin origin;
	const char *what;
	bool boards; /* nothing that the layout says */
};

struct mk_placement {
	struct mk_arena *arena;
	struct mk_plan *plan;
	MK_VEC(struct mk_want) wants; /* in an order that does not depend on the layout's */
	MK_VEC(struct mk_obstacle) obstacles;
};

/* The ranges of a node's own `reserved` that can be made out. */
bool mk_want_next_reserved(const struct mk_want *want, size_t *at, struct mk_range *range);

/*
 * Gives the wants places one after the other, each the best that is left: fast, pleasant to read,
 * and without luck not complete. False where one is left without a place.
 */
bool mk_place_greedily(struct mk_placement *placement);

/* Looks at all ways to give the wants places; takes one where there is one. */
enum mk_fit_result mk_place_exactly(struct mk_placement *placement);

/* Trials with some of the wants and obstacles. */
struct mk_fitting;

/* NULL where there are more of them than can be tried. */
struct mk_fitting *mk_fitting_new(struct mk_placement *placement);

/* Those marked, by their places in the placement's lists, are left out. */
struct mk_fitting_parts {
	bool *without_want;
	bool *without_obstacle;
};

/* Nothing is left out. */
struct mk_fitting_parts mk_fitting_all(struct mk_placement *placement);

/* `starts`, one for each want, is written where places are found; NULL: not wanted. */
enum mk_fit_result mk_fitting_try(
	struct mk_fitting *fitting, const struct mk_fitting_parts *parts, uint64_t *starts);

/* The hole with the most room for the want alone, from an aligned start on: bytes; 0 for none. */
uint64_t mk_fitting_room(struct mk_fitting *fitting, const struct mk_fitting_parts *parts,
	const struct mk_want *want, struct mk_range *hole);

/* Fills in plan->misfit: a smallest set of what cannot all be had. There is no way for all. */
void mk_plan_find_misfit(struct mk_placement *placement);

#endif
