/* SPDX-License-Identifier: BSD-2-Clause */
/* Cores for nodes that say `cpu: any`. Private to lib/plan. */
#ifndef MK_PLAN_CORES_H
#define MK_PLAN_CORES_H

#include "core/assign.h"
#include "plan/plan.h"

/* The instance as lib/core/assign.h puts it. Lists are in the order of nodes' names. */
struct mk_core_choice {
	struct mk_arena *arena;
	struct mk_plan *plan;
	struct mk_plan_node **nodes; /* that have a core of their own, or say `any` */
	struct mk_assign_node *asked;
	struct mk_core_set *wide; /* cores that each could have if it did not say of which type */
	const struct mk_cpu **cores; /* in the order in which the loader starts them */
	struct mk_assign_instance instance;
	struct mk_assign_scratch *scratch;
};

/* Whether a node says `any`. */
bool mk_plan_leaves_core_open(const struct mk_plan_node *node);

/*
 * Gives nodes that leave their core open one each, or says in plan->core_misfit why not.
 * `preferred` has for each node of the plan, by position, the core that it is to keep if it can, or
 * NULL; NULL: none has. What is not kept could not be, beside what is.
 */
void mk_plan_choose_cores(
	struct mk_arena *arena, struct mk_plan *plan, const struct mk_cpu *const *preferred);

/* Fills in plan->core_misfit.parts, for a instance that is impossible. */
void mk_plan_find_core_misfit(struct mk_core_choice *choice);

#endif
