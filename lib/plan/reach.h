/* SPDX-License-Identifier: BSD-2-Clause */
/* Memory that the devices of a node reach. Private to lib/plan. */
#ifndef MK_PLAN_REACH_H
#define MK_PLAN_REACH_H

#include "board/dma.h"
#include "plan/plan.h"

/*
 * What all devices of a node reach that master the bus, have no IOMMU in front of them, and are
 * kept to windows by their buses: ascending, apart. None where no device is, or where nothing is
 * in reach of all.
 */
mk_windows mk_plan_reach(
	struct mk_arena *arena, const struct mk_plan *plan, const struct mk_plan_node *node);

#endif
