/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>

#include "check/images.h"
#include "check/rule.h"
#include "check/words.h"

static const char *level_text(bool hypervisor)
{
	return hypervisor ? "with hypervisor support (EL2)" : "without hypervisor support (EL1)";
}

static void check_node(struct mk_check *check, const struct mk_plan_node *node)
{
	const struct mk_contract *contract = check->plan->contract;
	const struct mk_program *kernel = mk_check_program(check, node, MK_IMAGE_KERNEL);
	const struct mk_image *image = mk_check_image(check, node, MK_IMAGE_KERNEL);
	uint64_t offset;
	const char *name;

	if (!kernel)
		return;
	offset = kernel->addresses.first - kernel->physical.first;
	if (offset == mk_contract_kernel_offset(contract, node->hypervisor))
		return;
	name = mk_check_image_name(check, node, MK_IMAGE_KERNEL, image);
	if (offset == mk_contract_kernel_offset(contract, !node->hypervisor))
		mk_check_report(check, mk_check_image_origin(node, MK_IMAGE_KERNEL, image),
			"%s was built %s, but the layout says `hypervisor: %s`", name,
			level_text(!node->hypervisor), node->hypervisor ? "true" : "false");
	else
		mk_check_report(check, mk_check_image_origin(node, MK_IMAGE_KERNEL, image),
			"%s is linked at virtual address 0x%" PRIx64
			" for physical address 0x%" PRIx64 "; a kernel %s has 0x%" PRIx64 " there",
			name, kernel->addresses.first, kernel->physical.first,
			level_text(node->hypervisor),
			mk_contract_kernel_offset(contract, node->hypervisor) +
				kernel->physical.first);
}

const struct mk_rule mk_rule_image_kernel_for_exception_level = {
	.problem = {.code = "MK0914",
		.name = "kernel-for-exception-level",
		.severity = MK_ERROR,
		.title = "a kernel was built for the other exception level",
		.why = "The loader enters every kernel at the level that its own configuration "
		       "says. A kernel built for the other one is mapped where its code does not "
		       "expect to be, and stops at its first instructions; the nodes after it "
		       "never start. In a measurement, the console showed `abort() called.`, then "
		       "nothing.",
		.fix = "Build the kernel again with the node's kernel.cmake in an empty build "
		       "directory, or correct `hypervisor` in the layout."},
	.each_node = check_node,
};
