/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>

#include "check/memory.h"
#include "check/rule.h"
#include "check/words.h"

static void loader_has_room(struct mk_check *check)
{
	const struct mk_region *loader = &check->plan->loader;
	uint64_t below = check->plan->contract->loader_below_start;
	struct mk_finding *finding;

	if (!loader->placed || mk_range_size(loader->range) > below)
		return;
	finding = mk_check_report(check, loader->origin,
		"the loader's memory %s ends before its start, 0x%" PRIx64
		": its page tables and stack take the first %s",
		mk_check_range(check, loader->range), check->plan->loader_start,
		mk_check_size(check, below));
	mk_suggest(check->findings, finding, "size: %" PRIu64 "M",
		check->plan->contract->loader_size >> 20);
}

static bool has_head(struct mk_check *check)
{
	return check->plan->contract->loader_below_start;
}

extern const struct mk_rule mk_rule_memory_page_aligned;

const struct mk_rule mk_rule_memory_loader_has_room = {
	.problem = {.code = "MK0136",
		.name = "loader-has-room",
		.severity = MK_ERROR,
		.title = "the loader's memory has no room for the loader",
		.why = "Page tables and the stack lie below the address that the loader is linked at. "
		       "In a range that they fill, the loader itself lies behind it: in memory that "
		       "somebody else has, or outside RAM.",
		.fix = "Leave `loader` out, or give it room for all images as well: 16M, for many "
		       "nodes or large root tasks more."},
	.applies = has_head,
	.whole = loader_has_room,
	.prerequisites = MK_RULES(MK_RULES_OF_NUMBERS, &mk_rule_memory_page_aligned),
};
