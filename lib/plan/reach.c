/* SPDX-License-Identifier: BSD-2-Clause */
#include "plan/reach.h"

static bool masters_alone(const struct mk_plan_device *device)
{
	return device->mmio.count && !mk_dt_is_plain_bus(device->node) &&
	       mk_dt_masters_bus(device->node) && !mk_dt_property(device->node, "iommus") &&
	       !mk_dt_property(device->node, "iommu-map");
}

static mk_windows intersection(struct mk_arena *arena, const mk_windows *a, const mk_windows *b)
{
	mk_windows both = {0};
	size_t i = 0;
	size_t k = 0;

	while (i < a->count && k < b->count) {
		if (mk_ranges_overlap(a->items[i], b->items[k]))
			*mk_vec_add(arena, &both) = mk_range_intersection(a->items[i], b->items[k]);
		if (a->items[i].last < b->items[k].last)
			i++;
		else
			k++;
	}
	return both;
}

static void narrow(struct mk_arena *arena, const struct mk_plan *plan,
	const struct mk_plan_node *node, struct mk_plan_reach *reach)
{
	const struct mk_plan_device *device;

	mk_each(device, &node->devices) {
		struct mk_dma dma;
		if (!masters_alone(device))
			continue;
		reach->masters = true;
		dma = mk_board_dma(plan->board, arena, device->node);
		if (!dma.confined)
			continue;
		reach->windows = reach->confined
					 ? intersection(arena, &reach->windows, &dma.windows)
					 : dma.windows;
		reach->confined = true;
	}
}

struct mk_plan_reach mk_plan_reach(
	struct mk_arena *arena, const struct mk_plan *plan, const struct mk_plan_node *node)
{
	struct mk_plan_reach reach = {.masters = false};

	narrow(arena, plan, node, &reach);
	return reach;
}

struct mk_plan_reach mk_plan_shared_reach(
	struct mk_arena *arena, const struct mk_plan *plan, const struct mk_plan_shared *shared)
{
	struct mk_plan_reach reach = {.masters = false};
	const struct mk_plan_member *member;

	mk_each(member, &shared->members)
		narrow(arena, plan, member->node, &reach);
	return reach;
}
