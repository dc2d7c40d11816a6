/* SPDX-License-Identifier: BSD-2-Clause */
/* What ties a root task to the plan that it was built for. */
#ifndef MK_PLAN_DIGEST_H
#define MK_PLAN_DIGEST_H

#include "plan/plan.h"

/*
 * A number that stands for all that a node's code is told about itself: contract, ids, memory,
 * shared regions, IPIs, devices and interrupts. The same on every machine, and whatever the order
 * of the layout. No defence against somebody who looks for two plans with one number.
 */
uint64_t mk_plan_digest(
	struct mk_arena *arena, const struct mk_plan *plan, const struct mk_plan_node *node);

#endif
