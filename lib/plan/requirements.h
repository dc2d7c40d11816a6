/* SPDX-License-Identifier: BSD-2-Clause */
/* What the layout says that something is there for: the words of `trace`, each once, by name. */
#ifndef MK_PLAN_REQUIREMENTS_H
#define MK_PLAN_REQUIREMENTS_H

#include "plan/plan.h"

typedef MK_VEC(const char *) mk_requirements;

mk_requirements mk_requirements_of_node(struct mk_arena *arena, const struct mk_plan_node *node);
mk_requirements mk_requirements_of_region(struct mk_arena *arena, const struct mk_region *region);
mk_requirements mk_requirements_of_device(
	struct mk_arena *arena, const struct mk_plan_device *device);
mk_requirements mk_requirements_of_irq(struct mk_arena *arena, const struct mk_plan_irq *irq);
mk_requirements mk_requirements_of_shared(
	struct mk_arena *arena, const struct mk_plan_shared *shared);
mk_requirements mk_requirements_of_outside(
	struct mk_arena *arena, const struct mk_plan_outside *outside);
mk_requirements mk_requirements_of_ipi(struct mk_arena *arena, const struct mk_plan_ipi *ipi);
mk_requirements mk_requirements_of_connection(
	struct mk_arena *arena, const struct mk_plan_connection *connection);
mk_requirements mk_requirements_of_claim(struct mk_arena *arena, const struct mk_claim *claim);

/* Of an entry that nothing in the plan stands for: "cpus_unused[0]", "nodes[1].kernel". */
struct mk_requirements_at {
	const char *entry;
	struct mk_origin origin; /* of its `trace` */
	mk_requirements list;
};

typedef MK_VEC(struct mk_requirements_at) mk_requirements_list;

/* All of these, in the order of the layout. */
mk_requirements_list mk_requirements_elsewhere(struct mk_arena *arena, const struct mk_plan *plan);

#endif
