/* SPDX-License-Identifier: BSD-2-Clause */
/* What the files that keep places share. Private to lib/plan. */
#ifndef MK_PLAN_KEEP_H
#define MK_PLAN_KEEP_H

#include "plan/placement.h"

/* Sets region->old of every want that the plan's lock knows. Each old place is one want's. */
void mk_keep_match(struct mk_placement *placement);

#endif
