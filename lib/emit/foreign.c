/* SPDX-License-Identifier: BSD-2-Clause */
#include "emit/foreign.h"

#include <stdlib.h>
#include <string.h>

#include "plan/order.h"

struct collector {
	struct mk_arena *arena;
	const struct mk_plan *plan;
	mk_foreigns list;
};

/* Rounded outwards: a page that is withheld in part cannot be used at all. */
static void add(struct collector *collector, struct mk_range range, const char *what)
{
	uint64_t page = collector->plan->contract->page_size;

	range.first = mk_align_down(range.first, page);
	range.last |= page - 1;
	*mk_vec_add(collector->arena, &collector->list) = (struct mk_foreign){range, what};
}

static void add_region(
	struct collector *collector, const struct mk_region *region, const char *what)
{
	if (region->placed)
		add(collector, region->range, what);
}

static void add_others(struct collector *collector, const struct mk_plan_node *self)
{
	const struct mk_plan_node *node;
	const struct mk_region *region;

	mk_each(node, &collector->plan->nodes)
		if (node->position != self->position)
			mk_each(region, &node->sorted)
				add_region(collector, region, node->name);
}

static void add_withheld(struct collector *collector, const struct mk_plan_node *node)
{
	mk_range_list own = mk_order_reserved(collector->arena, node);
	const struct mk_withheld *withheld;
	const struct mk_range *range;

	mk_each(withheld, &collector->plan->withheld)
		if (withheld->request)
			add(collector, withheld->range, "reserved");
	mk_each(range, &own)
		add(collector, *range, "reserved");
}

static int compare_foreign(const void *left, const void *right)
{
	const struct mk_foreign *a = left;
	const struct mk_foreign *b = right;
	int order = mk_order_ranges(a->range, b->range);

	return order ? order : strcmp(a->what, b->what);
}

/* Cuts off each range what an earlier one has already. */
static void make_disjoint(mk_foreigns *list)
{
	size_t kept = 0;

	for (size_t i = 0; i < list->count; i++) {
		struct mk_foreign next = list->items[i];
		if (kept && next.range.first <= list->items[kept - 1].range.last) {
			uint64_t last = list->items[kept - 1].range.last;
			if (next.range.last <= last)
				continue;
			next.range.first = last + 1;
		}
		list->items[kept++] = next;
	}
	list->count = kept;
}

mk_foreigns mk_foreign_ranges(struct mk_arena *arena, const struct mk_plan *plan,
	const struct mk_plan_node *node, bool own)
{
	struct collector collector = {.arena = arena, .plan = plan};
	const struct mk_plan_shared *region;

	add_others(&collector, node);
	add_region(&collector, &plan->loader, "loader");
	add_withheld(&collector, node);
	mk_each(region, &plan->shared)
		if (own || !mk_plan_is_member(region, node))
			add_region(&collector, &region->region, region->name ? region->name : "");
	if (collector.list.count)
		qsort(collector.list.items, collector.list.count, sizeof *collector.list.items,
			compare_foreign);
	make_disjoint(&collector.list);
	return collector.list;
}
