/* SPDX-License-Identifier: BSD-2-Clause */
/* What a node's kernel makes of the node's memory when it boots, as far as its ranges tell. */
#include "check/kernel_memory.h"
#include "check/rule.h"
#include "plan/kernel.h"

/* Behind the kernel: a tree, a root task and its ELF header, a page each at the least. */
#define OTHER_IMAGE_PAGES 3u

uint64_t mk_check_images_bytes(const struct mk_check *check, const struct mk_plan_node *node)
{
	const struct mk_contract *contract = check->plan->contract;

	return mk_contract_kernel_bytes(contract, node->hypervisor, node->debug) +
	       OTHER_IMAGE_PAGES * contract->page_size;
}

mk_joined mk_check_joined(struct mk_check *check, const struct mk_plan_node *node)
{
	mk_joined joined = {0};

	for (size_t i = 0; i < node->sorted.count; i++) {
		struct mk_range range = node->sorted.items[i].range;
		struct mk_range *last = joined.count ? &joined.items[joined.count - 1] : NULL;
		if (last && last->last + 1 == range.first)
			last->last = range.last;
		else
			*mk_vec_add(check->arena, &joined) = range;
	}
	if (joined.count && node->phys_base > joined.items[0].first &&
		node->phys_base <= joined.items[0].last)
		joined.items[0].first = node->phys_base;
	return joined;
}

/* --- the root task's objects -------------------------------------------------------------------
 */

static uint64_t cnode_bytes(const struct mk_check *check, const struct mk_plan_node *node)
{
	return UINT64_C(1) << (mk_plan_cnode_bits(check->plan, node) +
			       check->plan->contract->slot_bits);
}

static bool place_at_top(
	struct mk_range range, const struct mk_root_objects *objects, struct mk_range *place)
{
	uint64_t start;

	if (objects->size - 1 > range.last - range.first)
		return false;
	start = mk_align_down(range.last - (objects->size - 1), objects->alignment);
	if (start < range.first)
		return false;
	*place = (struct mk_range){start, start + (objects->size - 1)};
	return true;
}

struct mk_root_objects mk_check_root_objects(
	struct mk_check *check, const struct mk_plan_node *node, const mk_joined *joined)
{
	uint64_t images = mk_check_images_bytes(check, node);
	uint64_t cnode = cnode_bytes(check, node);
	struct mk_root_objects objects = {
		.alignment = cnode, .size = cnode + check->plan->contract->root_objects_bytes};

	for (size_t i = joined->count; i-- > 0;) {
		struct mk_range room = joined->items[i];
		if (i == 0 && images > room.last - room.first)
			continue;
		if (i == 0)
			room.first += images;
		if (mk_range_size(room) > objects.largest)
			objects.largest = mk_range_size(room);
		objects.index = i;
		objects.fit = place_at_top(room, &objects, &objects.range);
		if (objects.fit)
			break;
	}
	return objects;
}

uint64_t mk_check_least_slice(const struct mk_check *check, const struct mk_plan_node *node)
{
	const struct mk_contract *contract = check->plan->contract;
	uint64_t cnode = cnode_bytes(check, node);
	uint64_t images = mk_check_images_bytes(check, node);
	uint64_t bytes =
		mk_align_down(images + cnode - 1, cnode) + cnode + contract->root_objects_bytes;

	return mk_align_down(bytes + contract->page_size - 1, contract->page_size);
}
