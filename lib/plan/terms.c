/* SPDX-License-Identifier: BSD-2-Clause */
/* What binds memory that is asked for by its size: where it may lie, where not, and what first. */
#include <string.h>

#include "base/sort.h"
#include "plan/placement.h"

static unsigned bit(enum mk_term term)
{
	return 1u << term;
}

bool mk_want_is_bound(const struct mk_want *want, enum mk_term term, unsigned dropped)
{
	return want->terms & ~dropped & bit(term);
}

/* --- near: NUMA ------------------------------------------------------------------------------- */

/* The Devicetree binding "numa": which node a core or a bank is in; UINT32_MAX: not said. */
static uint32_t numa_node(const struct mk_dt_node *node)
{
	return node ? mk_dt_u32(node, "numa-node-id", UINT32_MAX) : UINT32_MAX;
}

static const struct mk_dt_node *core_of(const struct mk_plan_node *node)
{
	return node->cpu ? node->cpu->node : NULL;
}

/* The cores that a want can be near to, one after the other; NULL where there are no more. */
static const struct mk_dt_node *core_at(
	const struct mk_plan *plan, const struct mk_want *want, size_t index)
{
	size_t boot = mk_board_boot_cpu(plan->board);

	if (want->shared)
		return index < want->shared->members.count
			       ? core_of(want->shared->members.items[index].node)
			       : NULL;
	if (index)
		return NULL;
	if (want->node)
		return core_of(want->node);
	return boot < plan->board->cpus.count ? plan->board->cpus.items[boot].node : NULL;
}

static bool is_near(const struct mk_plan *plan, const struct mk_want *want, uint32_t numa)
{
	const struct mk_dt_node *core;

	for (size_t i = 0; (core = core_at(plan, want, i)); i++)
		if (numa_node(core) == numa)
			return true;
	return false;
}

static bool knows_numa(const struct mk_plan *plan, const struct mk_want *want)
{
	const struct mk_dt_node *core;

	for (size_t i = 0; (core = core_at(plan, want, i)); i++)
		if (numa_node(core) != UINT32_MAX)
			return true;
	return false;
}

/* --- the lowest range holds the kernel -------------------------------------------------------- */

/* Of the node's ranges that have their places those that are large enough for it, or the others. */
static uint64_t lowest_fixed(const struct mk_plan_node *node, uint64_t kernel_bytes, bool large)
{
	const struct mk_region *region;
	uint64_t lowest = UINT64_MAX;

	mk_each(region, &node->regions)
		if (region->placed && (mk_range_size(region->range) >= kernel_bytes) == large &&
			region->range.first < lowest)
			lowest = region->range.first;
	return lowest;
}

static struct mk_want *largest_lead(
	const struct mk_placement *placement, const struct mk_plan_node *node)
{
	struct mk_want *largest = NULL;
	struct mk_want *want;

	mk_each(want, &placement->wants)
		if (want->node == node && want->leads && (!largest || want->size > largest->size))
			largest = want;
	return largest;
}

/*
 * Small ranges come behind a large one. Where a small one is fixed below all that is fixed and
 * large, one that is placed and large goes below it: of several the largest.
 */
static void bind_kernel(const struct mk_placement *placement, const struct mk_plan_node *node)
{
	uint64_t needed =
		mk_contract_kernel_bytes(placement->plan->contract, node->hypervisor, node->debug);
	uint64_t large = lowest_fixed(node, needed, true);
	uint64_t small = lowest_fixed(node, needed, false);
	struct mk_want *lead = largest_lead(placement, node);
	struct mk_want *want;

	if (!lead && large == UINT64_MAX)
		return;
	mk_each(want, &placement->wants) {
		if (want->node != node || want->leads || want->holding)
			continue;
		want->terms |= bit(MK_TERM_KERNEL);
		want->led_from = large;
	}
	if (!lead || small > large || small == UINT64_MAX || !small)
		return;
	lead->terms |= bit(MK_TERM_KERNEL);
	lead->kernel_ceiling = small - 1;
}

static void mark_leads(struct mk_placement *placement)
{
	struct mk_want *want;

	mk_each(want, &placement->wants)
		want->leads = want->node && !want->holding &&
			      want->size >= mk_contract_kernel_bytes(placement->plan->contract,
						    want->node->hypervisor, want->node->debug);
}

/* --- within ----------------------------------------------------------------------------------- */

static int compare_ranges(const void *left, const void *right)
{
	const struct mk_range *a = left;
	const struct mk_range *b = right;

	return mk_compare_numbers(a->first, b->first);
}

static void add_joined(struct mk_arena *arena, struct mk_want *want, struct mk_range range)
{
	struct mk_range *last =
		want->within.count ? &want->within.items[want->within.count - 1] : NULL;

	if (!last || (last->last != UINT64_MAX && last->last + 1 < range.first))
		*mk_vec_add(arena, &want->within) = range;
	else if (last->last < range.last)
		last->last = range.last;
}

static void collect_within(struct mk_arena *arena, struct mk_want *want)
{
	const struct mk_layout_range *request = want->region->request;
	struct mk_range *sorted = mk_arena_array(arena, request->within.count, sizeof *sorted);
	const struct mk_layout_range *range;
	size_t count = 0;

	mk_each(range, &request->within)
		if (mk_range_make(range->start.value, range->size.value, &sorted[count]) ==
			MK_RANGE_OK)
			count++;
	mk_sort(sorted, count, sizeof *sorted, compare_ranges);
	for (size_t i = 0; i < count; i++)
		add_joined(arena, want, sorted[i]);
}

/* What is wrong with a range is told at it: that nothing is in it need not be told as well. */
static bool is_each_a_range(const struct mk_layout_range *ranges, size_t count)
{
	struct mk_range made;

	for (size_t i = 0; i < count; i++)
		if (ranges[i].record.broken || mk_range_make(ranges[i].start.value,
						       ranges[i].size.value, &made) != MK_RANGE_OK)
			return false;
	return true;
}

/* `within: dma`: where nothing keeps the devices to a part, all memory is in their reach. */
static void collect_reach(struct mk_placement *placement, struct mk_want *want)
{
	struct mk_arena *arena = placement->arena;
	struct mk_plan_reach reach =
		want->shared ? mk_plan_shared_reach(arena, placement->plan, want->shared)
			     : mk_plan_reach(arena, placement->plan, want->node);

	if (!reach.confined)
		*mk_vec_add(arena, &want->within) = (struct mk_range){0, UINT64_MAX};
	else
		for (size_t i = 0; i < reach.windows.count; i++)
			*mk_vec_add(arena, &want->within) = reach.windows.items[i];
}

/* --- all terms -------------------------------------------------------------------------------- */

static void bind(struct mk_placement *placement, struct mk_want *want)
{
	const struct mk_layout_range *request = want->region->request;

	want->terms = 0;
	want->led_from = UINT64_MAX;
	want->kernel_ceiling = UINT64_MAX;
	/* A want that is a copy of one that was bound before would go on with that one's ranges. */
	memset(&want->within, 0, sizeof want->within);
	if (want->node && want->node->layout->reserved.count)
		want->terms |= bit(MK_TERM_RESERVED);
	if (!request)
		return;
	if (request->align.value > want->alignment &&
		!(request->align.value & (request->align.value - 1)))
		want->terms |= bit(MK_TERM_ALIGN);
	if (request->not_within.count)
		want->terms |= bit(MK_TERM_NOT_WITHIN);
	if (request->near.given && knows_numa(placement->plan, want))
		want->terms |= bit(MK_TERM_NEAR);
	if (request->within_word.given) {
		want->terms |= bit(MK_TERM_WITHIN);
		collect_reach(placement, want);
		return;
	}
	if (!request->within.count ||
		!is_each_a_range(request->within.items, request->within.count))
		return;
	want->terms |= bit(MK_TERM_WITHIN);
	collect_within(placement->arena, want);
}

void mk_want_bind(struct mk_placement *placement)
{
	const struct mk_plan_node *node;
	struct mk_want *want;

	mk_each(want, &placement->wants)
		bind(placement, want);
	mark_leads(placement);
	mk_each(node, &placement->plan->nodes)
		if (node->regions.count > 1)
			bind_kernel(placement, node);
}

uint64_t mk_want_alignment(const struct mk_want *want, unsigned dropped)
{
	return mk_want_is_bound(want, MK_TERM_ALIGN, dropped) ? want->region->request->align.value
							      : want->alignment;
}

size_t mk_want_area_bound(const struct mk_placement *placement, const struct mk_want *want)
{
	return placement->plan->ram.count + want->within.count;
}

size_t mk_most_areas(const struct mk_placement *placement)
{
	const struct mk_want *want;
	size_t most = 0;

	mk_each(want, &placement->wants) {
		size_t own = mk_want_area_bound(placement, want);
		most = own > most ? own : most;
	}
	return most;
}

/* Parts of `range` that are in the ascending ranges of `within` from `*at` on. */
static size_t cut(
	const struct mk_want *want, size_t *at, struct mk_range range, struct mk_range *areas)
{
	size_t count = 0;

	while (*at < want->within.count && want->within.items[*at].last < range.first)
		(*at)++;
	for (size_t i = *at; i < want->within.count; i++) {
		if (want->within.items[i].first > range.last)
			break;
		areas[count++] = mk_range_intersection(want->within.items[i], range);
	}
	return count;
}

size_t mk_want_areas(const struct mk_placement *placement, const struct mk_want *want,
	unsigned dropped, struct mk_range *areas)
{
	uint64_t ceiling = want->ceiling;
	const struct mk_bank *bank;
	size_t count = 0;
	size_t at = 0;

	if (mk_want_is_bound(want, MK_TERM_KERNEL, dropped) && want->kernel_ceiling < ceiling)
		ceiling = want->kernel_ceiling;
	mk_each(bank, &placement->plan->ram) {
		struct mk_range area = bank->range;
		if (area.first > ceiling)
			break;
		if (area.last > ceiling)
			area.last = ceiling;
		if (bank->on_chip && !mk_want_is_bound(want, MK_TERM_WITHIN, dropped))
			continue;
		if (mk_want_is_bound(want, MK_TERM_NEAR, dropped) &&
			!is_near(placement->plan, want, numa_node(bank->node)))
			continue;
		if (mk_want_is_bound(want, MK_TERM_WITHIN, dropped))
			count += cut(want, &at, area, &areas[count]);
		else
			areas[count++] = area;
	}
	return count;
}

static bool next_range(
	const struct mk_layout_range *ranges, size_t count, size_t *at, struct mk_range *range)
{
	while (*at < count) {
		const struct mk_layout_range *stated = &ranges[(*at)++];
		if (mk_range_make(stated->start.value, stated->size.value, range) == MK_RANGE_OK)
			return true;
	}
	return false;
}

bool mk_want_next_reserved(
	const struct mk_want *want, unsigned dropped, size_t *at, struct mk_range *range)
{
	size_t reserved = 0;
	size_t rest;

	if (mk_want_is_bound(want, MK_TERM_RESERVED, dropped)) {
		const struct mk_layout_node *layout = want->node->layout;
		reserved = layout->reserved.count;
		if (next_range(layout->reserved.items, reserved, at, range))
			return true;
	}
	if (!mk_want_is_bound(want, MK_TERM_NOT_WITHIN, dropped))
		return false;
	rest = *at - reserved;
	if (!next_range(want->region->request->not_within.items,
		    want->region->request->not_within.count, &rest, range))
		return false;
	*at = reserved + rest;
	return true;
}

bool mk_want_allows(const struct mk_placement *placement, const struct mk_want *want,
	struct mk_range place, struct mk_range *areas)
{
	size_t count = mk_want_areas(placement, want, 0, areas);
	struct mk_range reserved;
	bool inside = false;
	size_t at = 0;

	for (size_t i = 0; i < count && !inside; i++)
		inside = mk_range_contains(areas[i], place);
	while (mk_want_next_reserved(want, 0, &at, &reserved))
		if (mk_ranges_overlap(reserved, place))
			return false;
	return inside && mk_is_aligned(place.first, mk_want_alignment(want, 0));
}

size_t mk_want_reserved_bound(const struct mk_want *want)
{
	size_t count = 0;

	if (want->terms & bit(MK_TERM_RESERVED))
		count += want->node->layout->reserved.count;
	if (want->terms & bit(MK_TERM_NOT_WITHIN))
		count += want->region->request->not_within.count;
	return count;
}

/* --- for explanations ------------------------------------------------------------------------- */

struct mk_origin mk_want_term_origin(const struct mk_want *want, enum mk_term term)
{
	const struct mk_layout_range *request = want->region->request;

	switch (term) {
	case MK_TERM_ALIGN:
		return request->align.origin;
	case MK_TERM_WITHIN:
		return request->within.count ? request->within.items[0].record.origin
					     : request->within_word.origin;
	case MK_TERM_NOT_WITHIN:
		return request->not_within.items[0].record.origin;
	case MK_TERM_NEAR:
		return request->near.origin;
	case MK_TERM_RESERVED:
		return want->node->layout->reserved.items[0].record.origin;
	case MK_TERM_KERNEL:
		break;
	}
	return want->region->origin;
}

const char *mk_want_term_text(struct mk_arena *arena, const struct mk_want *want, enum mk_term term)
{
	static const char *const texts[MK_TERM_COUNT] = {
		[MK_TERM_ALIGN] = "'align'",
		[MK_TERM_WITHIN] = "'within'",
		[MK_TERM_NOT_WITHIN] = "'not_within'",
		[MK_TERM_NEAR] = "'near'",
		[MK_TERM_RESERVED] = "'reserved'",
	};

	if (term == MK_TERM_KERNEL)
		return mk_arena_printf(
			arena, "a range for the kernel below all others of node '%s'", want->name);
	if (term == MK_TERM_RESERVED)
		return mk_arena_printf(arena, "%s of node '%s'", texts[term], want->name);
	return mk_arena_printf(arena, "%s of %s", texts[term], want->what);
}
