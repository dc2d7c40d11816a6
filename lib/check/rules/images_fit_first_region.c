/* SPDX-License-Identifier: BSD-2-Clause */
/* As the loader packs them: CONTRACT, "Loader". */
#include <inttypes.h>

#include "check/images.h"
#include "check/memory.h"
#include "check/rule.h"
#include "check/words.h"

struct packing {
	uint64_t page;
	uint64_t next; /* first address that is free; a multiple of the page */
	bool wrapped;
};

static void pack(struct packing *packing, uint64_t size)
{
	if (size > UINT64_MAX - packing->next ||
		!mk_align_up(packing->next + size, packing->page, &packing->next))
		packing->wrapped = true;
}

static struct packing pack_all(const struct mk_check *check, const struct mk_plan_node *node,
	const struct mk_program *kernel, const struct mk_dt_tree *tree,
	const struct mk_program *root)
{
	struct packing packing = {check->plan->contract->page_size, node->phys_base, false};

	pack(&packing, mk_check_kernel_bytes(kernel));
	pack(&packing, tree->size_bytes);
	pack(&packing, mk_range_size(root->addresses));
	pack(&packing, packing.page); /* the root task's program headers */
	return packing;
}

static void report(struct mk_check *check, const struct mk_plan_node *node,
	const struct packing *packing, const char *parts)
{
	const struct mk_region *lowest = node->sorted.items;
	uint64_t last = packing->wrapped ? UINT64_MAX : packing->next - 1;
	struct mk_finding *finding = mk_check_report(check, lowest->origin,
		"node '%s' needs %s for its images, but its lowest range is %s", node->name,
		mk_check_range(check, (struct mk_range){node->phys_base, last}),
		mk_check_range(check, lowest->range));

	mk_add_note(check->findings, finding, node->origin,
		"%s, each in whole pages and in that order", parts);
	if (!packing->wrapped)
		mk_suggest(check->findings, finding, "size: 0x%" PRIx64 " for that range, at least",
			packing->next - lowest->range.first);
}

static void check_node(struct mk_check *check, const struct mk_plan_node *node)
{
	const struct mk_program *kernel = mk_check_program(check, node, MK_IMAGE_KERNEL);
	const struct mk_program *root = mk_check_program(check, node, MK_IMAGE_ROOT);
	const struct mk_image *dtb = mk_check_image(check, node, MK_IMAGE_DTB);
	struct packing packing;

	if (!kernel || !root || !dtb || dtb->state != MK_IMAGE_READ || !node->sorted.count)
		return;
	packing = pack_all(check, node, kernel, dtb->tree, root);
	if (!packing.wrapped && packing.next - 1 <= node->sorted.items[0].range.last)
		return;
	report(check, node, &packing,
		mk_arena_printf(check->arena,
			"kernel %s, device tree %s, root task %s, and a page for its headers",
			mk_check_size(check, mk_check_kernel_bytes(kernel)),
			mk_check_size(check, dtb->tree->size_bytes),
			mk_check_size(check, mk_range_size(root->addresses))));
}

extern const struct mk_rule mk_rule_memory_rounding_leaves_room,
	mk_rule_memory_first_region_holds_kernel, mk_rule_memory_slice_boots,
	mk_rule_image_kernel_inside_slice;

const struct mk_rule mk_rule_images_fit_first_region = {
	.problem = {.code = "MK0906",
		.name = "images-fit-first-region",
		.severity = MK_ERROR,
		.title = "a node's images do not fit its lowest range",
		.why = "The kernel, its device tree and the root task are copied one after the "
		       "other, starting at the kernel's base, and nothing stops at the end of the "
		       "range: the root task ends up in a neighbour's memory. The system runs "
		       "until one of the two writes there.",
		.fix = "Make the lowest range large enough for all of them together, or the root "
		       "task smaller; further ranges do not count."},
	.each_node = check_node,
	.prerequisites = MK_RULES(MK_RULES_OF_NUMBERS, &mk_rule_memory_rounding_leaves_room,
		&mk_rule_memory_first_region_holds_kernel, &mk_rule_memory_slice_boots,
		&mk_rule_image_kernel_inside_slice),
};
