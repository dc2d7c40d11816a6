/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>

#include "check/claims.h"
#include "check/memory.h"
#include "check/rule.h"
#include "check/words.h"

/* Whether the range could start at the multiple below as well. */
static bool is_free_below(struct mk_check *check, uint64_t start, uint64_t alignment)
{
	struct mk_range below = {mk_align_down(start, alignment), start - 1};

	return mk_check_in_ram(check, below) &&
	       !mk_claims_in(check->arena, &check->plan->claims, below, MK_CLAIMS_TAKEN).count;
}

static void check_node(struct mk_check *check, const struct mk_plan_node *node)
{
	uint64_t alignment = check->plan->contract->phys_base_alignment;
	const struct mk_region *lowest = node->sorted.items;
	struct mk_finding *finding;

	if (!node->sorted.count || mk_is_aligned(lowest->range.first, alignment) ||
		node->phys_base < lowest->range.first || node->phys_base > lowest->range.last)
		return;
	finding = mk_check_report(check, lowest->origin,
		"node '%s' memory starts at 0x%" PRIx64
		", which is not a multiple of %s: its kernel "
		"goes to 0x%" PRIx64 ", and %s are lost",
		node->name, lowest->range.first, mk_check_size(check, alignment), node->phys_base,
		mk_check_size(check, node->phys_base - lowest->range.first));
	if (is_free_below(check, lowest->range.first, alignment))
		mk_suggest(check->findings, finding, "start: 0x%" PRIx64 ", or 0x%" PRIx64,
			mk_align_down(lowest->range.first, alignment), node->phys_base);
	else
		mk_suggest(check->findings, finding, "start: 0x%" PRIx64, node->phys_base);
}

extern const struct mk_rule mk_rule_memory_page_aligned;

const struct mk_rule mk_rule_memory_phys_base_aligned = {
	.problem = {.code = "MK0112",
		.name = "phys-base-aligned",
		.severity = MK_ERROR,
		.title = "a node's lowest range is not aligned for its kernel",
		.why = "The kernel is placed at the first 16 MiB boundary of the lowest range. "
		       "What lies below that boundary is silently lost as RAM and handed out as "
		       "device memory. If enough is left, the node still boots; mkpart requires "
		       "the alignment so that no RAM is lost unnoticed.",
		.fix = "Start the node's lowest range at a multiple of 16 MiB."},
	.each_node = check_node,
	.prerequisites = MK_RULES(MK_RULES_OF_NUMBERS, &mk_rule_memory_page_aligned),
};
