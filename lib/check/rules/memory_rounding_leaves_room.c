/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>

#include "check/claims.h"
#include "check/kernel_memory.h"
#include "check/memory.h"
#include "check/rule.h"
#include "check/words.h"

/* The lowest of the node's ranges that could hold the kernel, if not the lowest of all; or NULL. */
static const struct mk_region *larger_one(struct mk_check *check, const struct mk_plan_node *node)
{
	uint64_t needed = mk_check_images_bytes(check, node);

	if (mk_range_size(node->sorted.items->range) >= needed)
		return NULL;
	for (size_t i = 1; i < node->sorted.count; i++)
		if (mk_range_size(node->sorted.items[i].range) >= needed)
			return &node->sorted.items[i];
	return NULL;
}

/* A multiple of 16 MiB is no help to a range that is too small for the kernel. */
static void suggest(
	struct mk_check *check, struct mk_finding *finding, const struct mk_plan_node *node)
{
	const struct mk_region *lowest = node->sorted.items;
	const struct mk_region *larger = larger_one(check, node);

	if (larger)
		mk_suggest(check->findings, finding,
			"put it above 0x%" PRIx64
			", where the node's range with room for the kernel starts",
			larger->range.first);
	else
		mk_suggest_free(check, finding, lowest->range.first, mk_range_size(lowest->range),
			check->plan->contract->phys_base_alignment);
}

static void check_node(struct mk_check *check, const struct mk_plan_node *node)
{
	uint64_t alignment = check->plan->contract->phys_base_alignment;
	const struct mk_region *lowest = node->sorted.items;
	struct mk_finding *finding;

	if (!node->sorted.count || mk_is_aligned(lowest->range.first, alignment) ||
		(node->phys_base >= lowest->range.first && node->phys_base <= lowest->range.last))
		return;
	finding = mk_check_report(check, lowest->origin,
		"node '%s' memory %s contains no multiple of %s, so there is no place for its "
		"kernel",
		node->name, mk_check_range(check, lowest->range), mk_check_size(check, alignment));
	suggest(check, finding, node);
}

extern const struct mk_rule mk_rule_memory_page_aligned;

const struct mk_rule mk_rule_memory_rounding_leaves_room = {
	.problem = {.code = "MK0113",
		.name = "rounding-leaves-room",
		.severity = MK_ERROR,
		.title = "rounding the start up consumes a node's lowest range",
		.why = "The kernel goes to the first 16 MiB boundary at or above the start. If the "
		       "range ends before that boundary, the kernel lands in memory that belongs "
		       "to something else.",
		.fix = "Start the node's lowest range at a multiple of 16 MiB."},
	.each_node = check_node,
	.prerequisites = MK_RULES(MK_RULES_OF_NUMBERS, &mk_rule_memory_page_aligned),
};
