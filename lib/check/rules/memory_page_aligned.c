/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>

#include "check/memory.h"
#include "check/rule.h"
#include "check/words.h"

static void suggest(struct mk_check *check, struct mk_finding *finding, const char *key,
	const struct mk_number *number, uint64_t better)
{
	mk_suggest(check->findings, finding, "%s: 0x%" PRIx64, key, better);
	mk_fix_number(
		check->findings, finding, MK_REMEDY_GUESS, number->origin, number->value, better);
}

/* Whole pages are no help to a node that does not boot in them. */
static void suggest_size(struct mk_check *check, struct mk_finding *finding,
	const struct mk_plan_node *node, const struct mk_region *region)
{
	uint64_t page = check->plan->contract->page_size;
	uint64_t least = check->plan->contract->smallest_slice;
	uint64_t rounded = mk_align_down(region->size, page) + page;

	if (node && node->regions.count == 1 && rounded < least)
		mk_suggest(check->findings, finding, "size: 16M, or at least %s",
			mk_check_size(check, least));
	else
		suggest(check, finding, "size", &region->request->size, rounded);
}

/* `node` is whose memory it is; NULL: the loader's. */
static void check_region(struct mk_check *check, const char *what, const struct mk_plan_node *node,
	const struct mk_region *region)
{
	uint64_t page = check->plan->contract->page_size;
	struct mk_finding *finding;

	if (!region->fixed || !region->placed)
		return;
	if (!mk_is_aligned(region->range.first, page)) {
		finding = mk_check_report(check, region->origin,
			"%s starts at 0x%" PRIx64
			", which is not a multiple of the page size 0x%" PRIx64,
			what, region->range.first, page);
		suggest(check, finding, "start", &region->request->start,
			mk_align_down(region->range.first, page));
	}
	if (!mk_is_aligned(region->size, page)) {
		finding = mk_check_report(check, region->request->size.origin,
			"%s has 0x%" PRIx64
			" bytes, which is not a multiple of the page size 0x%" PRIx64,
			what, region->size, page);
		suggest_size(check, finding, node, region);
	}
}

static void check_slice(
	struct mk_check *check, const struct mk_plan_node *node, const struct mk_region *region)
{
	check_region(
		check, mk_arena_printf(check->arena, "node '%s' memory", node->name), node, region);
}

/* A reservation is as the tree has it. */
static void check_holding(
	struct mk_check *check, const char *what, const struct mk_plan_holding *holding)
{
	if (!holding->region.reservation)
		check_region(check, what, NULL, &holding->region);
}

static void check_loader(struct mk_check *check)
{
	check_region(check, "the loader's memory", NULL, &check->plan->loader);
}

const struct mk_rule mk_rule_memory_page_aligned = {
	.problem = {.code = "MK0111",
		.name = "page-aligned",
		.severity = MK_ERROR,
		.title = "a memory range does not begin and end at a page boundary",
		.why = "Kernels own whole pages. Part of a page at the edge would be lost, or "
		       "belong to two nodes.",
		.fix = "Round start and size to multiples of 0x1000."},
	.whole = check_loader,
	.each_region = check_slice,
	.each_holding = check_holding,
	.prerequisites = MK_RULES(MK_RULES_OF_NUMBERS),
};
