/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>

#include "check/kernel_memory.h"
#include "check/memory.h"
#include "check/rule.h"

static void check_node(
	struct mk_check *check, const struct mk_plan_node *node, const struct mk_untypeds *untypeds)
{
	if (untypeds->certain <= untypeds->limit)
		return;
	mk_suggest(check->findings,
		mk_check_report(check, node->sorted.items[0].origin,
			"node '%s' has memory in %zu ranges, which with the gaps between them are "
			"%zu untypeds or more; its kernel hands out %" PRIu64,
			node->name, untypeds->ranges, untypeds->certain, untypeds->limit),
		"fewer and larger ranges; mkpart places {size: ...} in one piece");
}

extern const struct mk_rule mk_rule_memory_own_ranges_disjoint, mk_rule_memory_phys_base_aligned,
	mk_rule_memory_rounding_leaves_room, mk_rule_memory_within_kernel_window;

const struct mk_rule mk_rule_memory_untypeds_within_limit = {
	.problem = {.code = "MK0126",
		.name = "untypeds-within-limit",
		.severity = MK_ERROR,
		.title = "a node's memory is in more pieces than its kernel can hand out",
		.why = "The kernel tells the root task of so many pieces of memory, each a power "
		       "of two at a multiple of its size: of the node's RAM, and of all that is "
		       "not. Beyond the limit it drops the rest, which is RAM, highest addresses "
		       "first, and boots as if nothing were missing.",
		.fix = "Give the node fewer ranges, and ranges that begin and end at multiples of "
		       "large powers of two."},
	.each_untypeds = check_node,
	.prerequisites = MK_RULES(MK_RULES_OF_NUMBERS, &mk_rule_memory_own_ranges_disjoint,
		&mk_rule_memory_phys_base_aligned, &mk_rule_memory_rounding_leaves_room,
		&mk_rule_memory_within_kernel_window),
};
