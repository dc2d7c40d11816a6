/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>

#include "check/images.h"
#include "check/rule.h"
#include "check/words.h"

/* In front of the program headers the loader puts their number and size, four bytes each. */
#define HEADER_PAGE_PREFIX 8u

static void check_node(struct mk_check *check, const struct mk_plan_node *node)
{
	const struct mk_program *root = mk_check_program(check, node, MK_IMAGE_ROOT);
	const struct mk_image *image = mk_check_image(check, node, MK_IMAGE_ROOT);
	uint64_t page = check->plan->contract->page_size;
	struct mk_origin origin;
	const char *name;

	if (!root)
		return;
	origin = mk_check_image_origin(node, MK_IMAGE_ROOT, image);
	name = mk_check_image_name(check, node, MK_IMAGE_ROOT, image);
	if (!mk_is_aligned(root->addresses.first, page))
		mk_check_report(check, origin,
			"%s starts at virtual address 0x%" PRIx64 ", which is not a multiple of %s",
			name, root->addresses.first, mk_check_size(check, page));
	if (root->header_bytes > page - HEADER_PAGE_PREFIX)
		mk_check_report(check, origin,
			"%s has %s of program headers, more than the page that the loader keeps "
			"for them",
			name, mk_check_size(check, root->header_bytes));
}

const struct mk_rule mk_rule_image_root_task_loadable = {
	.problem = {.code = "MK0913",
		.name = "root-task-loadable",
		.severity = MK_ERROR,
		.title = "the loader cannot load a root task",
		.why = "The loader rejects a root task whose first address is not at the start of "
		       "a page, continues without it, and the kernel starts nothing. Program "
		       "headers that exceed one page overwrite whatever follows it.",
		.fix = "Link the root task with its first segment at a multiple of 4 KiB, and with "
		       "only a few segments."},
	.each_node = check_node,
};
