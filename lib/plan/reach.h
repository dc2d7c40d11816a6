/* SPDX-License-Identifier: BSD-2-Clause */
/* Memory that the devices of nodes reach. */
#ifndef MK_PLAN_REACH_H
#define MK_PLAN_REACH_H

#include "board/dma.h"
#include "plan/plan.h"

/*
 * What all devices of a node, or of all nodes that share memory, reach that master the bus and have
 * no IOMMU in front of them, as far as their buses keep them to windows.
 */
struct mk_plan_reach {
	bool masters;  /* there are such devices */
	bool confined; /* some are kept to windows */
	mk_windows
		windows; /* if confined: ascending, apart; none where nothing is in reach of all */
};

struct mk_plan_reach mk_plan_reach(
	struct mk_arena *arena, const struct mk_plan *plan, const struct mk_plan_node *node);
struct mk_plan_reach mk_plan_shared_reach(
	struct mk_arena *arena, const struct mk_plan *plan, const struct mk_plan_shared *shared);

#endif
