/* SPDX-License-Identifier: BSD-2-Clause */
/* The rows of who has which memory: a function for each kind of owner. */
#include "plan/claims.h"

#include "plan/stages.h"

static void claim(struct mk_arena *arena, struct mk_plan *plan, struct mk_claim row)
{
	struct mk_claim *added = mk_vec_add(arena, &plan->claims.list);

	*added = row;
	added->placed = !row.region || row.region->placed;
}

/* A node of the board's tree; NULL: the tree. */
static struct mk_origin tree_origin(const struct mk_plan *plan, const struct mk_dt_node *node)
{
	return mk_dt_origin(plan->board->tree, node ? node : plan->board->tree->root);
}

/* --- memory that is asked for ----------------------------------------------------------------- */

static void claim_region(struct mk_arena *arena, struct mk_plan *plan, struct mk_claim row)
{
	row.range = row.region->range;
	row.origin = row.region->origin;
	claim(arena, plan, row);
}

static void claim_slices(struct mk_arena *arena, struct mk_plan *plan)
{
	const struct mk_plan_node *node;
	const struct mk_region *region;

	mk_each(node, &plan->nodes) {
		const char *what = mk_arena_printf(arena, "node '%s' memory", node->name);
		mk_each(region, &node->regions)
			claim_region(arena, plan,
				(struct mk_claim){MK_CLAIM_SLICE, .node = node, .region = region,
					.what = what});
	}
}

static void claim_shared(struct mk_arena *arena, struct mk_plan *plan)
{
	const struct mk_plan_shared *shared;

	mk_each(shared, &plan->shared)
		claim_region(arena, plan,
			(struct mk_claim){MK_CLAIM_SHARED, .shared = shared,
				.region = &shared->region,
				.what = mk_arena_printf(
					arena, "shared region '%s'", shared->name)});
}

static struct mk_claim holding_claim(struct mk_arena *arena, const struct mk_plan_holding *holding)
{
	const char *owner = mk_holding_owner(holding);
	struct mk_claim row = {
		.holding = holding, .region = &holding->region, .entry = holding->region.entry};

	if (holding->outside) {
		row.kind = MK_CLAIM_OUTSIDE;
		row.what = mk_arena_printf(arena, "'%s' of outside '%s'", holding->name, owner);
		return row;
	}
	row.kind = holding->kind == MK_HOLDING_REGISTERS ? MK_CLAIM_MMIO : MK_CLAIM_OWN;
	row.node = holding->node;
	row.what = mk_arena_printf(arena, "node '%s' %s '%s'", owner,
		row.kind == MK_CLAIM_MMIO ? "registers" : "own memory", holding->name);
	return row;
}

static void claim_holdings(struct mk_arena *arena, struct mk_plan *plan)
{
	const struct mk_plan_holding *holding;

	mk_each(holding, &plan->holdings)
		claim_region(arena, plan, holding_claim(arena, holding));
}

static void claim_loader(struct mk_arena *arena, struct mk_plan *plan)
{
	claim_region(arena, plan,
		(struct mk_claim){MK_CLAIM_LOADER, .region = &plan->loader, .what = "the loader"});
}

/* --- memory that is reserved from everybody --------------------------------------------------- */

static const char *reservation_name(
	struct mk_arena *arena, const struct mk_reservation *reservation)
{
	if (reservation->kind == MK_RESERVED_MEMRESERVE)
		return "/memreserve/";
	return mk_arena_printf(arena, "reserved memory %s", reservation->node->path);
}

static bool is_let_go(const struct mk_plan *plan, const struct mk_reservation *reservation)
{
	return reservation->node &&
	       (mk_plan_lifts(plan, reservation->node) || mk_plan_gives(plan, reservation->node));
}

/* All of one range. A child of /reserved-memory that is let go takes its /memreserve/ along. */
static void claim_of_range(struct mk_arena *arena, struct mk_plan *plan,
	const struct mk_reservation *reserved, size_t count)
{
	bool any = false;

	for (size_t i = 0; i < count; i++)
		any = any || is_let_go(plan, &reserved[i]);
	for (size_t i = 0; i < count; i++)
		if (reserved[i].node ? !is_let_go(plan, &reserved[i]) : !any)
			claim(arena, plan,
				(struct mk_claim){MK_CLAIM_FIRMWARE, .range = reserved[i].range,
					.what = reservation_name(arena, &reserved[i]),
					.reservation = &reserved[i],
					.origin = tree_origin(plan, reserved[i].node)});
}

static void claim_reservations(struct mk_arena *arena, struct mk_plan *plan)
{
	const struct mk_reservation *all = plan->board->reservations.items;
	size_t count = plan->board->reservations.count;
	size_t end;

	for (size_t first = 0; first < count; first = end) {
		end = first + 1;
		while (end < count && !mk_ranges_compare(all[first].range, all[end].range))
			end++;
		claim_of_range(arena, plan, all + first, end - first);
	}
}

static bool board_reserves(const struct mk_board *board, struct mk_range range)
{
	const struct mk_reservation *reservation;

	mk_each(reservation, &board->reservations)
		if (mk_range_contains(reservation->range, range))
			return true;
	return false;
}

/* With the board's own tree the kernels would not see it: to them the range is ordinary RAM. */
static void claim_for_platform(struct mk_arena *arena, struct mk_plan *plan,
	const struct mk_platform_reservation *reservation)
{
	const struct mk_text *name = &plan->layout->board.platform;
	struct mk_reservation *stated = mk_arena_alloc(arena, sizeof *stated);

	stated->range = reservation->range;
	stated->kind = plan->tree == MK_TREE_KERNEL ? MK_RESERVED_NO_MAP : MK_RESERVED_MAPPED;
	claim(arena, plan,
		(struct mk_claim){MK_CLAIM_FIRMWARE, .range = reservation->range,
			.what = mk_arena_printf(
				arena, "firmware memory of platform %s", plan->platform->name),
			.reservation = stated,
			.origin = name->given ? name->origin : tree_origin(plan, NULL)});
}

static void claim_platforms(struct mk_arena *arena, struct mk_plan *plan)
{
	const struct mk_platform_reservation *reservation =
		plan->platform ? plan->platform->reservations : NULL;

	for (; reservation && reservation->range.last; reservation++)
		if (!reservation->liftable && !board_reserves(plan->board, reservation->range))
			claim_for_platform(arena, plan, reservation);
}

/* Buffers that lie in RAM are firmware's, though a device has them. */
static void claim_for_device(struct mk_arena *arena, struct mk_plan *plan,
	const struct mk_dt_node *device, struct mk_range range)
{
	struct mk_claim row = {
		MK_CLAIM_DEVICE, .range = range, .origin = tree_origin(plan, device)};
	struct mk_reservation *stated;

	if (!mk_mmio_is_buffer(device)) {
		row.what = mk_arena_printf(arena, "device %s", device->path);
		row.device = device;
	} else {
		stated = mk_arena_alloc(arena, sizeof *stated);
		*stated = (struct mk_reservation){range, MK_RESERVED_MAPPED, device};
		row.kind = MK_CLAIM_FIRMWARE;
		row.what = mk_arena_printf(arena, "memory of %s", device->path);
		row.reservation = stated;
	}
	claim(arena, plan, row);
}

/* Whole pages, from `at` on, which moves behind them: each page is the first device's that has it.
 */
static bool take_pages(uint64_t page, uint64_t *at, struct mk_range *range)
{
	range->first = mk_align_down(range->first, page);
	range->last |= page - 1;
	if (range->first < *at)
		range->first = *at;
	if (range->last < range->first || *at == UINT64_MAX)
		return false;
	*at = range->last == UINT64_MAX ? UINT64_MAX : range->last + 1;
	return true;
}

/*
 * Some trees state RAM over registers: rpi3's reaches up to them, and behind them where there is
 * more. Both lists are ascending; a bank that is passed is below all that follows.
 */
static void claim_devices(struct mk_arena *arena, struct mk_plan *plan)
{
	const struct mk_mmio *mmio;
	size_t bank = 0;
	uint64_t at = 0;

	mk_each(mmio, &plan->board->mmio) {
		struct mk_range range = mmio->range;
		while (bank < plan->ram.count &&
			plan->ram.items[bank].range.last < mmio->range.first)
			bank++;
		if (bank < plan->ram.count &&
			mk_ranges_overlap(plan->ram.items[bank].range, mmio->range) &&
			take_pages(plan->contract->page_size, &at, &range))
			claim_for_device(arena, plan, mmio->node, range);
	}
}

static void claim_reserved(struct mk_arena *arena, struct mk_plan *plan)
{
	const struct mk_layout_range *request;
	struct mk_range range;

	mk_each(request, &plan->layout->reserved)
		if (mk_range_make(request->start.value, request->size.value, &range) == MK_RANGE_OK)
			claim(arena, plan,
				(struct mk_claim){MK_CLAIM_RESERVED, .range = range,
					.what = "reserved range", .why = request->why.value,
					.entry = &request->record,
					.origin = request->start.origin});
}

/* --- memory that is reserved from one --------------------------------------------------------- */

static void claim_reserved_from(
	struct mk_arena *arena, struct mk_plan *plan, const struct mk_plan_node *node)
{
	const char *what = mk_arena_printf(arena, "node '%s' reserved range", node->name);
	const struct mk_layout_range *request;
	struct mk_range range;

	mk_each(request, &node->layout->reserved)
		if (!request->record.broken && mk_range_make(request->start.value,
						       request->size.value, &range) == MK_RANGE_OK)
			claim(arena, plan,
				(struct mk_claim){MK_CLAIM_RESERVED_FROM_NODE, .node = node,
					.range = range, .what = what, .entry = &request->record,
					.origin = request->start.origin});
}

static void claim_reserved_from_nodes(struct mk_arena *arena, struct mk_plan *plan)
{
	const struct mk_plan_node *node;

	mk_each(node, &plan->nodes)
		if (node->layout->reserved.count)
			claim_reserved_from(arena, plan, node);
}

/* --- all of it -------------------------------------------------------------------------------- */

void mk_claims_make(struct mk_arena *arena, struct mk_plan *plan)
{
	claim_slices(arena, plan);
	claim_shared(arena, plan);
	claim_holdings(arena, plan);
	claim_loader(arena, plan);
	claim_reservations(arena, plan);
	claim_platforms(arena, plan);
	claim_devices(arena, plan);
	claim_reserved(arena, plan);
	claim_reserved_from_nodes(arena, plan);
}

static void sort(struct mk_arena *arena, struct mk_claims *claims)
{
	uint64_t reach = 0;

	claims->sorted = mk_arena_array(arena, claims->list.count, sizeof *claims->sorted);
	for (size_t row = 0; row < claims->list.count; row++)
		if (claims->list.items[row].placed)
			claims->sorted[claims->sorted_count++] =
				(struct mk_owned_range){claims->list.items[row].range, row};
	mk_ranges_sort(claims->sorted, claims->sorted_count);
	claims->reach = mk_arena_array(arena, claims->sorted_count, sizeof *claims->reach);
	for (size_t i = 0; i < claims->sorted_count; i++) {
		if (claims->sorted[i].range.last > reach)
			reach = claims->sorted[i].range.last;
		claims->reach[i] = reach;
	}
}

void mk_claims_settle(struct mk_arena *arena, struct mk_plan *plan)
{
	struct mk_claim *row;

	mk_each(row, &plan->claims.list) {
		if (!row->region)
			continue;
		row->placed = row->region->placed;
		row->range = row->region->range;
	}
	sort(arena, &plan->claims);
}
