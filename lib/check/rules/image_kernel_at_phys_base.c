/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>

#include "check/images.h"
#include "check/memory.h"
#include "check/rule.h"
#include "check/words.h"

/* Most often two nodes' files were mixed up: who has its kernel there. */
static void note_owner(struct mk_check *check, struct mk_finding *finding, uint64_t address)
{
	const struct mk_plan_node *other;

	mk_each(other, &check->plan->nodes)
		if (other->sorted.count && other->phys_base == address)
			mk_add_note(check->findings, finding, other->sorted.items[0].origin,
				"node '%s' has its kernel there", other->name);
}

static void check_node(struct mk_check *check, const struct mk_plan_node *node)
{
	const struct mk_program *kernel = mk_check_program(check, node, MK_IMAGE_KERNEL);
	const struct mk_image *image = mk_check_image(check, node, MK_IMAGE_KERNEL);
	struct mk_finding *finding;

	if (!kernel || !node->sorted.count || kernel->physical.first == node->phys_base ||
		mk_check_kernel_twin(check, node))
		return;
	finding = mk_check_report(check, mk_check_image_origin(node, MK_IMAGE_KERNEL, image),
		"%s is linked for physical address 0x%" PRIx64 ", but belongs at 0x%" PRIx64
		", the base of the node's memory",
		mk_check_image_name(check, node, MK_IMAGE_KERNEL, image), kernel->physical.first,
		node->phys_base);
	mk_add_note(check->findings, finding, node->sorted.items[0].origin,
		"node '%s' memory %s is here", node->name,
		mk_check_range(check, node->sorted.items[0].range));
	note_owner(check, finding, kernel->physical.first);
	mk_suggest(check->findings, finding,
		"build it with this layout's overlay.dts and kernel.cmake of node '%s'",
		node->name);
}

extern const struct mk_rule mk_rule_memory_rounding_leaves_room;

const struct mk_rule mk_rule_image_kernel_at_phys_base = {
	.problem = {.code = "MK0904",
		.name = "kernel-at-phys-base",
		.severity = MK_ERROR,
		.title = "a kernel is not linked for its node's memory",
		.why = "The loader copies a kernel to the address that its ELF file states, and "
		       "the kernel takes the memory there as its own, whatever the plan says. It "
		       "was built with the wrong overlay: another node's, or one from before the "
		       "layout changed.",
		.fix = "Generate the outputs again, and build each kernel from those of its own "
		       "node. A changed fragment takes effect only when CMake is run again with "
		       "-C."},
	.each_node = check_node,
	.prerequisites = MK_RULES(MK_RULES_OF_NUMBERS, &mk_rule_memory_rounding_leaves_room),
};
