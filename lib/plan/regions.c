/* SPDX-License-Identifier: BSD-2-Clause */
/* What a request stands for: memory of a size, at a start, or a reservation of the tree. */
#include "plan/stages.h"

/* The region that a request stands for; a fixed one has its range at once. */
struct mk_region mk_plan_plain_region(const struct mk_layout_range *request)
{
	struct mk_region region = {.request = request,
		.entry = &request->record,
		.origin = request->start.given ? request->start.origin : request->size.origin,
		.size = request->size.value,
		.fixed = request->start.given,
		.grows = request->size.rest && !request->start.given};

	if (!region.fixed) {
		region.status = region.size || region.grows ? MK_RANGE_OK : MK_RANGE_EMPTY;
		return region;
	}
	region.status = mk_range_make(request->start.value, region.size, &region.range);
	region.placed = region.status == MK_RANGE_OK;
	return region;
}

/* The only range of a reservation; NULL where it has none or several. */
static const struct mk_reservation *only_reservation(
	const struct mk_board *board, const struct mk_dt_node *node)
{
	const struct mk_reservation *found = NULL;
	const struct mk_reservation *reservation;

	mk_each(reservation, &board->reservations) {
		if (reservation->node != node)
			continue;
		if (found)
			return NULL;
		found = reservation;
	}
	return found;
}

static void note_given(struct mk_arena *arena, struct mk_plan *plan, const struct mk_dt_node *node)
{
	if (!mk_plan_gives(plan, node))
		*mk_vec_add(arena, &plan->given) = node;
}

static struct mk_region region_of_reservation(
	struct mk_arena *arena, struct mk_plan *plan, const struct mk_layout_range *request)
{
	const struct mk_text *name = &request->reserved;
	struct mk_region region = {.request = request,
		.entry = &request->record,
		.origin = name->origin,
		.status = MK_RANGE_OK,
		.fixed = true};
	const struct mk_dt_node *node =
		mk_plan_looks_up(arena, plan, name)
			? mk_plan_reservation_named(plan->board, arena, name->value)
			: NULL;
	const struct mk_reservation *reservation =
		node ? only_reservation(plan->board, node) : NULL;

	if (!reservation) {
		mk_plan_add_reference(arena, plan, MK_REFERENCE_RESERVATION, name,
			node ? NULL : mk_board_find(plan->board, arena, name->value).nearest);
		return region;
	}
	region.reservation = node;
	region.range = reservation->range;
	region.size = mk_range_size(reservation->range);
	region.placed = true;
	note_given(arena, plan, node);
	return region;
}

struct mk_region mk_plan_region_of(
	struct mk_arena *arena, struct mk_plan *plan, const struct mk_layout_range *request)
{
	if (request->reserved.given)
		return region_of_reservation(arena, plan, request);
	return mk_plan_plain_region(request);
}
