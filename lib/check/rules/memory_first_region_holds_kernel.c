/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/kernel_memory.h"
#include "check/memory.h"
#include "check/rule.h"
#include "check/words.h"

static void check_node(struct mk_check *check, const struct mk_plan_node *node)
{
	uint64_t needed = mk_check_images_bytes(check, node);
	mk_joined joined = mk_check_joined(check, node);
	const struct mk_range *lowest = joined.items;
	struct mk_finding *finding;

	/* A kernel that does not begin where its range does is another rule's. */
	if (!joined.count || node->phys_base != lowest->first || mk_range_size(*lowest) >= needed)
		return;
	finding = mk_check_report(check, node->sorted.items[0].origin,
		"node '%s' has its kernel in %s, which holds %s; kernel, device tree and root task "
		"need at least %s in one piece",
		node->name, mk_check_range(check, *lowest),
		mk_check_size(check, mk_range_size(*lowest)), mk_check_size(check, needed));
	mk_suggest(check->findings, finding,
		"size: 16M, or at least %s; further ranges may be small",
		mk_check_size(check, needed));
}

extern const struct mk_rule mk_rule_memory_slice_boots, mk_rule_memory_page_aligned;

const struct mk_rule mk_rule_memory_first_region_holds_kernel = {
	.problem = {.code = "MK0114",
		.name = "first-region-holds-kernel",
		.severity = MK_ERROR,
		.title = "a node's lowest range is smaller than what is loaded there",
		.why = "The system boots, but the kernel extends beyond the end of the range, into "
		       "memory that may be a neighbour's.",
		.fix = "Make the node's lowest range large enough for the kernel, its device tree "
		       "and the root task together; further ranges may be small."},
	.each_node = check_node,
	.prerequisites = MK_RULES(
		MK_RULES_OF_NUMBERS, &mk_rule_memory_slice_boots, &mk_rule_memory_page_aligned),
};
