/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>

#include "check/images.h"
#include "check/rule.h"
#include "check/words.h"

/*
 * Read (boot.c of the contract's kernel): behind the root task's image come its IPC buffer and the
 * bootinfo frame, a page each, and the device tree with a header of two words, in whole pages.
 */
#define PAGES_BEHIND 2u
#define TREE_HEADER_BYTES 16u

static uint64_t bytes_behind(struct mk_check *check, const struct mk_plan_node *node, uint64_t page)
{
	const struct mk_image *tree = mk_check_image(check, node, MK_IMAGE_DTB);
	uint64_t length = tree && tree->state == MK_IMAGE_READ ? tree->content.length : 0;

	if (!length)
		return PAGES_BEHIND * page;
	return PAGES_BEHIND * page + mk_align_down(length + TREE_HEADER_BYTES + page - 1, page);
}

static void check_node(struct mk_check *check, const struct mk_plan_node *node)
{
	const struct mk_program *root = mk_check_program(check, node, MK_IMAGE_ROOT);
	const struct mk_image *image = mk_check_image(check, node, MK_IMAGE_ROOT);
	uint64_t page = check->plan->contract->page_size;
	uint64_t top = mk_contract_user_top(
		check->plan->contract, node->hypervisor, mk_plan_pa_bits(check->plan));
	struct mk_finding *finding;
	uint64_t behind;

	if (!root)
		return;
	/* The kernel compares the first address behind all of it with the last of user level. */
	behind = bytes_behind(check, node, page);
	if (root->addresses.last < top &&
		top - mk_align_down(root->addresses.last, page) >= page + behind)
		return;
	finding = mk_check_report(check, mk_check_image_origin(node, MK_IMAGE_ROOT, image),
		"%s is linked for %s, and the kernel puts %s after it; user level ends at "
		"0x%" PRIx64,
		mk_check_image_name(check, node, MK_IMAGE_ROOT, image),
		mk_check_range(check, root->addresses), mk_check_size(check, behind), top);
	mk_suggest(check->findings, finding, "link it at a low address, such as 0x400000");
}

extern const struct mk_rule mk_rule_images_fit_first_region;

const struct mk_rule mk_rule_image_root_task_below_user_top = {
	.problem = {.code = "MK0915",
		.name = "root-task-below-user-top",
		.severity = MK_ERROR,
		.title = "a root task is linked beyond the end of user level",
		.why = "The kernel maps the root task where it is linked, followed by its IPC "
		       "buffer, bootinfo and device tree. If that extends beyond user level, the "
		       "kernel prints that the image exceeds USER_TOP, if it prints at all, and "
		       "halts.",
		.fix = "Link the root task at a low virtual address; the linker's default of "
		       "0x400000 will do."},
	.each_node = check_node,
	.prerequisites = MK_RULES(&mk_rule_images_fit_first_region),
};
