/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/check.h"

static const struct mk_free *largest_hole(const struct mk_check *check)
{
	const struct mk_free *hole;
	const struct mk_free *largest = NULL;

	mk_each(hole, &check->plan->free)
		if (!largest || mk_range_size(hole->range) > mk_range_size(largest->range))
			largest = hole;
	return largest;
}

static void check_request(struct mk_check *check, const char *what, const struct mk_region *region)
{
	const struct mk_free *hole = largest_hole(check);
	struct mk_finding *finding;

	if (region->fixed || region->placed || region->size == 0)
		return;
	if (hole)
		finding = mk_check_report(check, region->origin,
			"no place is left for %s with %s; the largest free range is %s with %s",
			what, mk_check_size(check, region->size),
			mk_check_range(check, hole->range),
			mk_check_size(check, mk_range_size(hole->range)));
	else
		finding = mk_check_report(check, region->origin,
			"no place is left for %s with %s; all RAM is taken", what,
			mk_check_size(check, region->size));
	mk_suggest(check->findings, finding,
		"ask for less, or move what is fixed closer together (slices start at multiples of "
		"%s)",
		mk_check_size(check, check->plan->contract->phys_base_alignment));
}

static void check_slice(
	struct mk_check *check, const struct mk_plan_node *node, const struct mk_region *region)
{
	check_request(check, mk_arena_printf(check->arena, "node '%s' memory", node->name), region);
}

static void run(struct mk_check *check)
{
	const struct mk_plan_shared *shared;

	if (!check->plan->ram.count)
		return;
	mk_each_region(check, check_slice);
	check_request(check, "the loader", &check->plan->loader);
	mk_each(shared, &check->plan->shared)
		check_request(check,
			mk_arena_printf(check->arena, "shared region '%s'", shared->name),
			&shared->region);
}

const struct mk_rule mk_rule_memory_request_fits = {
	.problem = {.code = "MK0118",
		.name = "request-fits",
		.severity = MK_ERROR,
		.title = "there is no place for memory that is given by its size",
		.why = "What has no place cannot be generated.",
		.fix = "Make requests smaller, or move fixed ranges so that larger holes are "
		       "left."},
	.run = run,
	.prerequisites = {"MK0501"},
};
