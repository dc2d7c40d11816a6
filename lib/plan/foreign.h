/* SPDX-License-Identifier: BSD-2-Clause */
/* What a node must not touch: everybody else's memory and what is reserved. */
#ifndef MK_PLAN_FOREIGN_H
#define MK_PLAN_FOREIGN_H

#include "plan/plan.h"

struct mk_foreign {
	struct mk_range range; /* whole pages */
	const char *what;      /* a node's or shared region's name, "loader", "reserved" */
};

typedef MK_VEC(struct mk_foreign) mk_foreigns;

/*
 * Other nodes' slices, the loader, the layout's reserved ranges and the node's own, and shared
 * regions: those of others, with `own` also those that the node is a member of. Ascending and
 * disjoint: what two of them claim is said once.
 */
mk_foreigns mk_foreign_ranges(struct mk_arena *arena, const struct mk_plan *plan,
	const struct mk_plan_node *node, bool own);

#endif
