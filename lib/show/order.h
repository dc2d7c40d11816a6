/* SPDX-License-Identifier: BSD-2-Clause */
/* The plan's lists in the order in which people look names up: ring2 before ring10. */
#ifndef MK_SHOW_ORDER_H
#define MK_SHOW_ORDER_H

#include "plan/order.h"

mk_shared_list mk_show_shared(struct mk_arena *arena, const struct mk_plan *plan);
/* Sorts them so. */
void mk_show_sort_ipis(mk_ipi_list *list);

mk_ipi_list mk_show_ipis(struct mk_arena *arena, const struct mk_plan *plan);

#endif
