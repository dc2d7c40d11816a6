/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>

#include "check/images.h"
#include "check/rule.h"
#include "check/written.h"

static struct mk_origin kernel_origin(const struct mk_plan_node *node)
{
	const struct mk_text *kernel = &mk_written_node(node)->images.kernel;

	if (kernel->given)
		return kernel->origin;
	return node->origin;
}

static const char *kernel_name(struct mk_check *check, const struct mk_plan_node *node)
{
	return mk_check_image_name(
		check, node, MK_IMAGE_KERNEL, mk_check_image(check, node, MK_IMAGE_KERNEL));
}

static void report(
	struct mk_check *check, const struct mk_plan_node *node, const struct mk_plan_node *other)
{
	struct mk_finding *finding;

	if (strcmp(node->kernel_image, other->kernel_image) == 0)
		finding = mk_check_report(check, kernel_origin(node),
			"nodes '%s' and '%s' have the same kernel '%s', but not the same memory",
			other->name, node->name, node->kernel_image);
	else
		finding = mk_check_report(check, kernel_origin(node),
			"%s is the same as %s, but their memory is not", kernel_name(check, node),
			kernel_name(check, other));
	mk_add_note(check->findings, finding, kernel_origin(other), "node '%s' has it here",
		other->name);
}

/* Also where no image is given: the layout may name one file twice. */
static void check_node(struct mk_check *check, const struct mk_plan_node *node)
{
	const struct mk_plan_node *other = mk_check_kernel_twin(check, node);

	if (other)
		report(check, node, other);
}

extern const struct mk_rule mk_rule_names_unique;

const struct mk_rule mk_rule_image_kernel_images_differ = {
	.problem = {.code = "MK0909",
		.name = "kernel-images-differ",
		.severity = MK_ERROR,
		.title = "two nodes have the same kernel image",
		.why = "A kernel of this contract has its node's memory and interrupts built in. "
		       "Two cores that run the same one have the same memory: the second is copied "
		       "over the first, which is already running.",
		.fix = "Build a kernel for each node, from its own overlay.dts and kernel.cmake, "
		       "into a file of its own. Root tasks may be the same file."},
	.each_node = check_node,
	.prerequisites = MK_RULES(&mk_rule_names_unique),
};
