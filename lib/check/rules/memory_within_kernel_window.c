/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>

#include "check/memory.h"
#include "check/rule.h"
#include "check/words.h"

static void check_region(
	struct mk_check *check, const struct mk_plan_node *node, const struct mk_region *region)
{
	uint64_t limit = check->plan->contract->physical_limit;

	struct mk_finding *finding;

	if (!region->placed || region->range.last <= limit)
		return;
	finding = mk_check_report(check, region->origin,
		"node '%s' memory %s extends above 0x%" PRIx64 ", the last address that the "
		"kernel can map",
		node->name, mk_check_range(check, region->range), limit);
	if (region->range.first < limit)
		mk_suggest(check->findings, finding, "size: 0x%" PRIx64 " ends there",
			limit - region->range.first + 1);
}

extern const struct mk_rule mk_rule_memory_slice_in_ram;

const struct mk_rule mk_rule_memory_within_kernel_window = {
	.problem = {.code = "MK0120",
		.name = "within-kernel-window",
		.severity = MK_ERROR,
		.title = "a node's memory is above the kernel's window",
		.why = "The kernel maps physical memory into a window of fixed size; RAM above it "
		       "is cut off or breaks the kernel's build.",
		.fix = "Use RAM at lower addresses."},
	.each_region = check_region,
	.prerequisites = MK_RULES(MK_RULES_OF_NUMBERS, &mk_rule_memory_slice_in_ram),
};
