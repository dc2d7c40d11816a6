/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>

#include "check/images.h"
#include "check/memory.h"
#include "check/rule.h"
#include "check/words.h"

static void check_node(struct mk_check *check, const struct mk_plan_node *node)
{
	const struct mk_program *kernel = mk_check_program(check, node, MK_IMAGE_KERNEL);
	const struct mk_image *image = mk_check_image(check, node, MK_IMAGE_KERNEL);
	const struct mk_region *lowest = node->sorted.items;
	struct mk_finding *finding;
	struct mk_range taken;
	uint64_t end;

	if (!kernel || !node->sorted.count || kernel->physical.first != node->phys_base ||
		mk_check_kernel_twin(check, node))
		return;
	if (mk_range_make(node->phys_base, mk_check_kernel_bytes(kernel), &taken) != MK_RANGE_OK)
		taken = (struct mk_range){node->phys_base, UINT64_MAX};
	if (mk_range_contains(lowest->range, taken))
		return;
	finding = mk_check_report(check, mk_check_image_origin(node, MK_IMAGE_KERNEL, image),
		"%s takes %s, which is not inside the node's lowest range %s",
		mk_check_image_name(check, node, MK_IMAGE_KERNEL, image),
		mk_check_range(check, taken), mk_check_range(check, lowest->range));
	mk_add_note(check->findings, finding, lowest->origin, "that range is here");
	if (taken.last != UINT64_MAX &&
		mk_align_up(taken.last + 1, check->plan->contract->page_size, &end))
		mk_suggest(check->findings, finding,
			"size: 0x%" PRIx64
			" for that range, and room for device tree and root task",
			end - lowest->range.first);
}

extern const struct mk_rule mk_rule_memory_rounding_leaves_room,
	mk_rule_memory_first_region_holds_kernel, mk_rule_memory_slice_boots;

const struct mk_rule mk_rule_image_kernel_inside_slice = {
	.problem = {.code = "MK0905",
		.name = "kernel-inside-slice",
		.severity = MK_ERROR,
		.title = "a kernel reaches beyond its node's lowest range",
		.why = "The loader copies and clears all that the ELF file spans. The memory after "
		       "the range may belong to a neighbour that is already running.",
		.fix = "Make the node's lowest range larger, or the kernel smaller: a release "
		       "build takes less; a domain schedule and other large tables take more."},
	.each_node = check_node,
	.prerequisites = MK_RULES(MK_RULES_OF_NUMBERS, &mk_rule_memory_rounding_leaves_room,
		&mk_rule_memory_first_region_holds_kernel, &mk_rule_memory_slice_boots),
};
