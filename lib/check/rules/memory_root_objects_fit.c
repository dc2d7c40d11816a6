/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>

#include "check/kernel_memory.h"
#include "check/memory.h"
#include "check/rule.h"
#include "check/words.h"

static void check_node(struct mk_check *check, const struct mk_plan_node *node)
{
	mk_joined joined = mk_check_joined(check, node);
	struct mk_root_objects objects = mk_check_root_objects(check, node, &joined);
	struct mk_finding *finding;

	if (!joined.count || objects.fit || node->sorted.count < node->regions.count)
		return;
	finding = mk_check_report(check, node->sorted.items[0].origin,
		"node '%s' has no room for the root task's first objects, 0x%" PRIx64 " bytes "
		"from a multiple of %s: the largest piece besides the images has %s",
		node->name, objects.size, mk_check_size(check, objects.alignment),
		mk_check_size(check, objects.largest));
	mk_suggest(check->findings, finding,
		"give it a further range of %s that starts at a multiple of %s, or set a smaller "
		"KernelRootCNodeSizeBits",
		mk_check_size(check, 2 * objects.alignment),
		mk_check_size(check, objects.alignment));
}

extern const struct mk_rule mk_rule_memory_rounding_leaves_room,
	mk_rule_memory_first_region_holds_kernel, mk_rule_memory_slice_boots;

const struct mk_rule mk_rule_memory_root_objects_fit = {
	.problem = {.code = "MK0125",
		.name = "root-objects-fit",
		.severity = MK_ERROR,
		.title = "no range of a node holds the root task's first objects",
		.why = "The kernel puts the root task's CNode, tables and boot information "
		       "together at the top of one range: 0x2b800 bytes, aligned to the CNode's "
		       "size of 32 bytes for each of 2^KernelRootCNodeSizeBits slots. If no range "
		       "has room for them, the kernel halts; many small ranges do not help.",
		.fix = "Give the node one range with that much room besides the images, or fewer "
		       "slots."},
	.each_node = check_node,
	.prerequisites = MK_RULES(MK_RULES_OF_NUMBERS, &mk_rule_memory_rounding_leaves_room,
		&mk_rule_memory_first_region_holds_kernel, &mk_rule_memory_slice_boots),
};
