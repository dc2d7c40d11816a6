/* SPDX-License-Identifier: BSD-2-Clause */
/* Who has which memory, from RAM and requests to what is left. */
#include "base/sort.h"
#include "plan/stages.h"

static int compare_regions(const void *left, const void *right)
{
	const struct mk_region *a = left;
	const struct mk_region *b = right;

	return mk_compare_numbers(a->range.first, b->range.first);
}

static void sort_slices(struct mk_arena *arena, struct mk_plan *plan)
{
	const struct mk_region *region;
	struct mk_plan_node *node;

	mk_each(node, &plan->nodes) {
		node->sorted.capacity = node->regions.count;
		node->sorted.items =
			mk_arena_array(arena, node->regions.count, sizeof *node->sorted.items);
		mk_each(region, &node->regions)
			if (region->placed)
				*mk_vec_add(arena, &node->sorted) = *region;
		if (!node->sorted.count)
			continue;
		mk_vec_sort(&node->sorted, compare_regions);
		mk_align_up(node->sorted.items[0].range.first, plan->contract->phys_base_alignment,
			&node->phys_base);
	}
}

static void collect_free(struct mk_arena *arena, struct mk_plan *plan)
{
	size_t count;
	const struct mk_owned_range *taken =
		mk_claims_ranges(arena, &plan->claims, MK_CLAIMS_TAKEN, &count);
	const struct mk_bank *bank;

	mk_each(bank, &plan->ram) {
		struct mk_hole_walk walk;
		struct mk_range hole;
		mk_holes_begin(&walk, taken, count, bank->range);
		while (mk_holes_next(&walk, &hole))
			mk_vec_add(arena, &plan->free)->range = hole;
	}
}

void mk_plan_resolve_memory(
	struct mk_arena *arena, struct mk_plan *plan, const struct mk_plan_options *options)
{
	mk_plan_collect_ram(arena, plan);
	mk_plan_collect_lifted(arena, plan);
	mk_plan_collect_requests(arena, plan);
	mk_claims_make(arena, plan);
	mk_plan_place_requests(arena, plan, options);
	mk_claims_settle(arena, plan);
	sort_slices(arena, plan);
	collect_free(arena, plan);
	plan->loader_start = plan->loader.range.first + plan->contract->loader_below_start;
}
