/* SPDX-License-Identifier: BSD-2-Clause */
/* What nodes and peers have that is no RAM of a kernel. */

#include <string.h>

#include "plan/stages.h"

/* `nothing` is for what has neither a name nor a purpose. */
static const char *holding_name(struct mk_arena *arena, const struct mk_layout_range *request,
	const struct mk_region *region, const char *nothing)
{
	const struct mk_dt_node *reservation = region->reservation;

	if (request->name.given)
		return request->name.value;
	if (request->purpose.given)
		return request->purpose.value;
	if (!reservation)
		return nothing;
	return mk_arena_copy(arena, reservation->name, strcspn(reservation->name, "@"));
}

static struct mk_plan_holding *add_holding(struct mk_arena *arena, struct mk_plan *plan,
	enum mk_holding_kind kind, const struct mk_layout_range *request)
{
	struct mk_plan_holding *holding = mk_vec_add(arena, &plan->holdings);

	holding->kind = kind;
	holding->region = mk_plan_region_of(arena, plan, request);
	holding->name = holding_name(arena, request, &holding->region, "memory");
	holding->purpose = request->purpose.given ? request->purpose.value : NULL;
	holding->why = request->why.given ? request->why.value : NULL;
	holding->named = request->name;
	if (!holding->named.given)
		holding->named = request->purpose;
	return holding;
}

static void collect_of_node(
	struct mk_arena *arena, struct mk_plan *plan, const struct mk_plan_node *node)
{
	const struct mk_layout_range *request;

	mk_each(request, &node->layout->memory)
		if (!request->record.broken && !mk_plan_is_slice(request))
			add_holding(arena, plan, MK_HOLDING_MEMORY, request)->node = node;
	mk_each(request, &node->layout->mmio)
		if (!request->record.broken)
			add_holding(arena, plan, MK_HOLDING_REGISTERS, request)->node = node;
}

static void collect_of_outside(
	struct mk_arena *arena, struct mk_plan *plan, const struct mk_plan_outside *outside)
{
	const struct mk_layout_range *request;

	mk_each(request, &outside->layout->memory)
		if (!request->record.broken)
			add_holding(arena, plan, MK_HOLDING_MEMORY, request)->outside = outside;
}

void mk_plan_collect_holdings(struct mk_arena *arena, struct mk_plan *plan)
{
	const struct mk_plan_node *node;
	const struct mk_plan_outside *outside;

	mk_each(node, &plan->nodes)
		collect_of_node(arena, plan, node);
	mk_each(outside, &plan->outside)
		collect_of_outside(arena, plan, outside);
}

void mk_plan_resolve_outside(struct mk_arena *arena, struct mk_plan *plan)
{
	const struct mk_layout_outside *layout;

	mk_each(layout, &plan->layout->outside) {
		struct mk_plan_outside *outside;
		if (!layout->name.given)
			continue;
		outside = mk_vec_add(arena, &plan->outside);
		outside->layout = layout;
		outside->position = plan->outside.count - 1;
		outside->name = layout->name.value;
		outside->why = layout->why.given ? layout->why.value : NULL;
	}
}
