/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>

#include "check/untypeds.h"
#include "check/memory.h"
#include "check/rule.h"

static void check_node(
	struct mk_check *check, const struct mk_plan_node *node, const struct mk_untypeds *untypeds)
{
	struct mk_finding *finding;

	if (untypeds->least > untypeds->limit || untypeds->most <= untypeds->limit)
		return;
	finding = mk_check_report(check, node->sorted.items[0].origin,
		"node '%s' has memory in %zu range%s: between %zu and %zu untypeds, "
		"with the gaps between them; its kernel hands out %" PRIu64,
		node->name, untypeds->ranges, untypeds->ranges == 1 ? "" : "s", untypeds->least,
		untypeds->most, untypeds->limit);
	mk_suggest(check->findings, finding,
		"use fewer and larger ranges, or count with the built images: check --images");
	mk_about(check->findings, finding, node->name);
}

extern const struct mk_rule mk_rule_memory_own_ranges_disjoint, mk_rule_memory_phys_base_aligned,
	mk_rule_memory_rounding_leaves_room, mk_rule_memory_within_kernel_window;

const struct mk_rule mk_rule_memory_untypeds_near_limit = {
	.problem = {.code = "MK0127",
		.name = "untypeds-near-limit",
		.severity = MK_WARNING,
		.title = "a node's memory is in nearly as many pieces as its kernel can hand out",
		.why = "The kernel describes memory to the root task as a limited number of "
		       "pieces, each a power of two in size and aligned to it: the node's RAM, and "
		       "everything else as device memory. Beyond the limit it drops RAM, highest "
		       "addresses first, and boots as if nothing were missing. The last few pieces "
		       "depend on the size of the images: with --images they are counted exactly, "
		       "and a loss is an error (MK0126).",
		.fix = "Give the node fewer ranges, and ranges that begin and end at multiples of "
		       "large powers of two.",
		.about = "the node"},
	.each_untypeds = check_node,
	.prerequisites = MK_RULES(MK_RULES_OF_NUMBERS, &mk_rule_memory_own_ranges_disjoint,
		&mk_rule_memory_phys_base_aligned, &mk_rule_memory_rounding_leaves_room,
		&mk_rule_memory_within_kernel_window),
};
