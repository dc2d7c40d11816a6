/* SPDX-License-Identifier: BSD-2-Clause */
#include "show/order.h"

#include "base/sort.h"

static int compare_shared(const void *left, const void *right)
{
	const struct mk_plan_shared *a = *(const struct mk_plan_shared *const *)left;
	const struct mk_plan_shared *b = *(const struct mk_plan_shared *const *)right;
	int order = mk_compare_natural(a->name, b->name);

	return order ? order : mk_ranges_compare(a->region.range, b->region.range);
}

mk_shared_list mk_show_shared(struct mk_arena *arena, const struct mk_plan *plan)
{
	mk_shared_list list = mk_order_shared(arena, plan);

	mk_vec_sort(&list, compare_shared);
	return list;
}

static int compare_ipis(const void *left, const void *right)
{
	const struct mk_plan_ipi *a = *(const struct mk_plan_ipi *const *)left;
	const struct mk_plan_ipi *b = *(const struct mk_plan_ipi *const *)right;
	int order = mk_compare_natural(a->name, b->name);

	return order ? order : mk_compare_numbers(a->sgi, b->sgi);
}

void mk_show_sort_ipis(mk_ipi_list *list)
{
	mk_vec_sort(list, compare_ipis);
}

mk_ipi_list mk_show_ipis(struct mk_arena *arena, const struct mk_plan *plan)
{
	mk_ipi_list list = mk_order_ipis(arena, plan);

	mk_show_sort_ipis(&list);
	return list;
}
