/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Places for requests that give a size only, beside what has its place already. Nothing depends on
 * the layout's own order.
 */
#include <inttypes.h>
#include <string.h>

#include "base/sort.h"
#include "plan/placement.h"
#include "plan/stages.h"

/* --- obstacles ------------------------------------------------------------------------------- */

/* What nobody can move comes first: whether it is in the way at all is looked at first. */
static void collect_obstacles(struct mk_placement *placement)
{
	static const unsigned turns[] = {MK_CLAIMS_RESERVED, MK_CLAIM_BIT(MK_CLAIM_SHARED),
		MK_CLAIMS_HELD, MK_CLAIM_BIT(MK_CLAIM_SLICE), MK_CLAIM_BIT(MK_CLAIM_LOADER)};
	const struct mk_claim *claim;

	for (size_t i = 0; i < sizeof turns / sizeof *turns; i++)
		mk_each(claim, &placement->plan->claims.list)
			if (claim->placed && turns[i] & MK_CLAIM_BIT(claim->kind))
				*mk_vec_add(placement->arena, &placement->obstacles) =
					(struct mk_obstacle){.range = claim->range,
						.origin = claim->origin,
						.what = claim->what,
						.boards = claim->kind == MK_CLAIM_FIRMWARE ||
							  claim->kind == MK_CLAIM_DEVICE};
}

/* --- wants ----------------------------------------------------------------------------------- */

/* What is beyond is refused: each is compared with all that has its place. */
#define MAX_WANTS 4096u

static const char *want_text(const struct mk_placement *placement, const struct mk_want *want)
{
	if (want->holding)
		return mk_arena_printf(placement->arena, "%s '%s' of '%s'",
			want->holding->node ? "own memory" : "memory", want->holding->name,
			mk_holding_owner(want->holding));
	if (want->region->grows)
		return mk_arena_printf(
			placement->arena, "node '%s' memory of size 'rest'", want->name);
	if (want->node)
		return mk_arena_printf(placement->arena, "node '%s' memory", want->name);
	if (want->shared)
		return mk_arena_printf(placement->arena, "shared region '%s'", want->name);
	return "the loader";
}

/* The least that a `rest` is of use with: a kernel and what it needs to boot. */
static uint64_t least_growing(const struct mk_contract *contract, const struct mk_want *want)
{
	const struct mk_plan_node *node = want->node;
	uint64_t kernel = mk_contract_kernel_bytes(contract, node->hypervisor, node->debug);

	if (want->holding)
		return contract->page_size;

	return kernel > contract->smallest_slice ? kernel : contract->smallest_slice;
}

static void leave_out(struct mk_placement *placement, const struct mk_want *want)
{
	struct mk_plan *plan = placement->plan;

	if (!plan->unplaced++)
		mk_unseen_add(placement->arena, &plan->unseen, want->region->origin,
			"where %s and the requests after it can be: at most %u are placed",
			want->what, MAX_WANTS);
}

static void add_want(struct mk_placement *placement, struct mk_want want)
{
	const struct mk_region *region = want.region;

	if (region->fixed || (!region->size && !region->grows) ||
		!mk_align_up(region->grows ? least_growing(placement->plan->contract, &want)
					   : region->size,
			placement->plan->contract->page_size, &want.size))
		return;
	want.what = want_text(placement, &want);
	if (placement->wants.count == MAX_WANTS) {
		leave_out(placement, &want);
		return;
	}
	if (region->grows)
		want.weight = mk_growth_weight(region->request);
	*mk_vec_add(placement->arena, &placement->wants) = want;
}

static void want_slices(struct mk_placement *placement)
{
	struct mk_plan *plan = placement->plan;
	struct mk_plan_node *node;

	mk_each(node, &plan->nodes) {
		mk_windows reach = mk_plan_reach(placement->arena, plan, node).windows;
		for (size_t i = 0; i < node->regions.count; i++)
			add_want(
				placement, (struct mk_want){.region = &node->regions.items[i],
						   .node = node,
						   .name = node->name,
						   .index = i,
						   .alignment = plan->contract->phys_base_alignment,
						   .ceiling = plan->contract->physical_limit,
						   .reach = reach});
	}
}

/* Above it no root task receives a shared region. */
static uint64_t last_address(const struct mk_plan *plan)
{
	return (UINT64_C(1) << mk_pa_bits(plan->contract, plan->platform)) - 1;
}

static void want_shared(struct mk_placement *placement)
{
	struct mk_plan *plan = placement->plan;

	for (size_t i = 0; i < plan->shared.count; i++)
		add_want(placement, (struct mk_want){.region = &plan->shared.items[i].region,
					    .shared = &plan->shared.items[i],
					    .name = plan->shared.items[i].name,
					    .index = i,
					    .alignment = plan->contract->page_size,
					    .ceiling = last_address(plan),
					    .high = true});
}

/* A peer's and a node's alike: out of the way of slices. */
static void want_holdings(struct mk_placement *placement)
{
	struct mk_plan *plan = placement->plan;

	for (size_t i = 0; i < plan->holdings.count; i++) {
		struct mk_plan_holding *holding = &plan->holdings.items[i];
		struct mk_want want = {.region = &holding->region,
			.holding = holding,
			.name = mk_arena_printf(placement->arena, "%s:%s",
				mk_holding_owner(holding), holding->name),
			.index = i,
			.alignment = plan->contract->page_size,
			.ceiling = last_address(plan),
			.high = true};
		if (holding->node) {
			want.node = holding->node;
			want.reach = mk_plan_reach(placement->arena, plan, want.node).windows;
		}
		add_want(placement, want);
	}
}

static void want_loader(struct mk_placement *placement)
{
	const struct mk_contract *contract = placement->plan->contract;

	add_want(placement,
		(struct mk_want){.region = &placement->plan->loader,
			.name = "",
			.alignment = contract->loader_below_start ? contract->loader_below_start
								  : contract->phys_base_alignment,
			.ceiling = contract->physical_limit,
			.high = true});
}

static bool is_confined(const struct mk_want *want)
{
	return mk_want_is_bound(want, MK_TERM_WITHIN, 0) || mk_want_is_bound(want, MK_TERM_NEAR, 0);
}

static int compare_lists(const struct mk_layout_range *a, size_t a_count,
	const struct mk_layout_range *b, size_t b_count)
{
	int order = mk_compare_numbers(a_count, b_count);

	for (size_t i = 0; !order && i < a_count; i++) {
		order = mk_compare_numbers(a[i].start.value, b[i].start.value);
		if (!order)
			order = mk_compare_numbers(a[i].size.value, b[i].size.value);
	}
	return order;
}

/* 0 where the two ask for the same, so that it is no matter which has which place. */
static int compare_requests(const struct mk_layout_range *a, const struct mk_layout_range *b)
{
	int order;

	if (!a || !b)
		return (a != NULL) - (b != NULL);
	order = (int)a->size.rest - (int)b->size.rest;
	if (!order)
		order = mk_compare_numbers(b->weight.value, a->weight.value);
	if (!order)
		order = mk_compare_numbers(b->align.value, a->align.value);
	if (!order)
		order = (int)b->near.given - (int)a->near.given;
	if (!order)
		order = compare_lists(
			a->within.items, a->within.count, b->within.items, b->within.count);
	if (!order)
		order = compare_lists(a->not_within.items, a->not_within.count, b->not_within.items,
			b->not_within.count);
	return order;
}

/*
 * Slices, those that are told where to be first, then those that devices reach only in some places,
 * then the largest; then the others: as they are placed one after the other.
 */
static int compare_wants(const void *left, const void *right)
{
	const struct mk_want *a = left;
	const struct mk_want *b = right;
	int order = (int)a->high - (int)b->high;

	if (!order)
		order = (int)is_confined(b) - (int)is_confined(a);
	if (!order)
		order = (b->reach.count != 0) - (a->reach.count != 0);
	if (!order)
		order = (a->size < b->size) - (a->size > b->size);
	if (!order)
		order = strcmp(a->name, b->name);
	if (!order)
		order = compare_requests(a->region->request, b->region->request);
	return order ? order : mk_compare_numbers(a->index, b->index);
}

static void collect_wants(struct mk_placement *placement)
{
	want_slices(placement);
	want_shared(placement);
	want_holdings(placement);
	want_loader(placement);
	mk_want_bind(placement);
	mk_vec_sort(&placement->wants, compare_wants);
}

/* `how` is what decided. */
static enum mk_fit_result search(struct mk_placement *placement, const char **how)
{
	enum mk_fit_result result;

	*how = "one after the other";
	if (mk_place_greedily(placement))
		return MK_FIT_FOUND;
	*how = "by exact search";
	result = mk_place_exactly(placement);
	if (result != MK_FIT_UNKNOWN)
		return result;
	*how = "by repair";
	return mk_place_by_repair(placement) ? MK_FIT_FOUND : MK_FIT_UNKNOWN;
}

static enum mk_fit_result place(struct mk_placement *placement)
{
	static const char *const texts[] = {
		[MK_FIT_FOUND] = "all have places, found",
		[MK_FIT_NONE] = "there are no places for all of them, proved",
		[MK_FIT_UNKNOWN] = "no places were found for all of them, last",
	};
	const struct mk_search *all = placement->search;
	const char *how;
	enum mk_fit_result result = search(placement, &how);

	mk_trace_line(placement->arena, all->options ? &all->options->tracer : NULL,
		"memory of %zu ranges: %s %s, in %zu trials and %" PRIu64 " steps",
		placement->wants.count, texts[result], how, all->trials,
		MK_SEARCH_STEPS - all->steps);
	return result;
}

/* What was placed greedily stays where not all can have a place: it shows how far one gets. */
void mk_plan_place_requests(
	struct mk_arena *arena, struct mk_plan *plan, const struct mk_plan_options *options)
{
	struct mk_search search = {.options = options, .steps = MK_SEARCH_STEPS};
	struct mk_placement placement = {.arena = arena, .plan = plan, .search = &search};
	enum mk_fit_result result;

	collect_obstacles(&placement);
	collect_wants(&placement);
	mk_place_kept(&placement);
	result = place(&placement);
	plan->misfit.found = result != MK_FIT_FOUND;
	plan->misfit.proven = result == MK_FIT_NONE;
	if (result == MK_FIT_NONE)
		mk_plan_find_misfit(&placement);
	if (result == MK_FIT_FOUND)
		mk_place_growing(&placement);
}
