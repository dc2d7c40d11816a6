/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>

#include "check/memory.h"
#include "check/rule.h"
#include "check/words.h"

static void check_region(struct mk_check *check, const struct mk_plan_shared *shared)
{
	const struct mk_region *region = &shared->region;
	uint64_t page = check->plan->contract->page_size;
	uint64_t start = region->range.first;
	struct mk_finding *finding;

	if (!region->fixed || !region->placed ||
		(mk_is_aligned(start, page) && mk_is_aligned(region->size, page)))
		return;
	finding = mk_check_report(check, region->origin,
		"shared region '%s' %s does not begin and end at a page boundary", shared->name,
		mk_check_range(check, region->range));
	mk_suggest(check->findings, finding, "start: 0x%" PRIx64 ", size: 0x%" PRIx64,
		mk_align_down(start, page),
		mk_align_down(region->range.last, page) + page - mk_align_down(start, page));
}

const struct mk_rule mk_rule_shared_page_aligned = {
	.problem = {.code = "MK0707",
		.name = "shared-page-aligned",
		.severity = MK_ERROR,
		.title = "a shared region does not begin and end at a page boundary",
		.why = "Memory is mapped in whole pages: anything else on the same page would be "
		       "shared too.",
		.fix = "Round start and size to multiples of 0x1000."},
	.each_shared = check_region,
	.prerequisites = MK_RULES(MK_RULES_OF_NUMBERS),
};
