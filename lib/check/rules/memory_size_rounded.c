/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>

#include "check/memory.h"
#include "check/rule.h"

static void check_region(struct mk_check *check, const char *what, const char *subject,
	const struct mk_region *region)
{
	uint64_t given = mk_range_size(region->range);
	struct mk_finding *finding;

	if (region->fixed || region->grows || !region->placed || given == region->size)
		return;
	finding = mk_check_report(check, region->origin,
		"%s asks for 0x%" PRIx64 " bytes and gets 0x%" PRIx64 ", in whole pages", what,
		region->size, given);
	mk_suggest(check->findings, finding, "size: 0x%" PRIx64, given);
	mk_about(check->findings, finding, subject);
}

static void check_slice(
	struct mk_check *check, const struct mk_plan_node *node, const struct mk_region *region)
{
	check_region(check, mk_arena_printf(check->arena, "node '%s' memory", node->name),
		node->name, region);
}

static void check_loader(struct mk_check *check)
{
	check_region(check, "the loader's memory", NULL, &check->plan->loader);
}

static void check_shared(struct mk_check *check, const struct mk_plan_shared *shared)
{
	check_region(check, mk_arena_printf(check->arena, "shared region '%s'", shared->name),
		shared->name, &shared->region);
}

static void check_holding(
	struct mk_check *check, const char *what, const struct mk_plan_holding *holding)
{
	if (!holding->region.grows)
		check_region(check, what, holding->name, &holding->region);
}

const struct mk_rule mk_rule_memory_size_rounded = {
	.problem = {.code = "MK0130",
		.name = "size-rounded",
		.severity = MK_NOTE,
		.title = "a size that is rounded up to whole pages",
		.why = "Memory is owned and mapped in pages of 4 KiB, so more is set aside than "
		       "was asked for. The headers and trees state the rounded size.",
		.fix = "Ask for a multiple of 4 KiB.",
		.about = "the node, or the shared region"},
	.whole = check_loader,
	.each_region = check_slice,
	.each_holding = check_holding,
	.each_shared = check_shared,
	.prerequisites = MK_RULES(MK_RULES_OF_NUMBERS),
};
