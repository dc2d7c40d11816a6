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

#endif
