/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>

#include "check/rule.h"
#include "check/words.h"

static void check_node(struct mk_check *check, const struct mk_plan_node *node)
{
	uint64_t alignment = check->plan->contract->phys_base_alignment;
	const struct mk_region *lowest = node->sorted.items;
	struct mk_finding *finding;
	uint64_t aligned;

	if (!node->sorted.count || mk_is_aligned(lowest->range.first, alignment) ||
		(node->phys_base >= lowest->range.first && node->phys_base <= lowest->range.last))
		return;
	finding = mk_check_report(check, lowest->origin,
		"node '%s' memory %s holds no multiple of %s, so that there is no place for its "
		"kernel",
		node->name, mk_check_range(check, lowest->range), mk_check_size(check, alignment));
	aligned = mk_align_down(lowest->range.first, alignment);
	mk_suggest(check->findings, finding, "start: 0x%" PRIx64, aligned);
	mk_fix_number(check->findings, finding, lowest->origin, lowest->range.first, aligned);
}

extern const struct mk_rule mk_rule_memory_page_aligned;

const struct mk_rule mk_rule_memory_rounding_leaves_room = {
	.problem = {.code = "MK0113",
		.name = "rounding-leaves-room",
		.severity = MK_ERROR,
		.title = "rounding the start up consumes a node's lowest range",
		.why = "The kernel goes to the first 16 MiB boundary at or above the start. Where "
		       "the range ends before it, the kernel lands in memory of somebody else.",
		.fix = "Start the node's lowest range at a multiple of 16 MiB."},
	.each_node = check_node,
	.prerequisites = MK_RULES(&mk_rule_memory_page_aligned),
};
