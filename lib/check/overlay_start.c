/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Read: try_init_kernel in the kernel's src/arch/arm/kernel/boot.c, and load_images in the loader's
 * src/common.c. From there on it is the start of the other contract's kernel, which was this one.
 */
#include "check/overlay_start.h"

#include "check/images.h"
#include "check/kernel_memory.h"
#include "plan/kernel.h"

/* Two words in front of the device tree, where the root task is told of it. */
#define TREE_HEADER_BYTES 16u

/* As many ranges as the tree has: the kernel's tables are generated from it. */
static const struct mk_boot_contract numbers = {
	.reserved_most = UINT32_MAX,
	.ram_most = UINT32_MAX,
	.free_most = UINT32_MAX,
	.boot_code_bytes = 0x10000,
	.tcb_bytes = 0x800,
};

/* A node's images, all of them known. */
struct built {
	const struct mk_program *kernel;
	const struct mk_program *root;
	uint64_t tree_bytes;
};

static bool find_built(struct mk_check *check, const struct mk_plan_node *node, struct built *built)
{
	const struct mk_image *tree = mk_check_image(check, node, MK_IMAGE_DTB);

	built->kernel = mk_check_program(check, node, MK_IMAGE_KERNEL);
	built->root = mk_check_program(check, node, MK_IMAGE_ROOT);
	built->tree_bytes = tree && tree->state == MK_IMAGE_READ ? tree->content.length : 0;
	return built->kernel && built->root && built->tree_bytes;
}

static uint64_t page_up(const struct mk_check *check, uint64_t bytes)
{
	uint64_t page = check->plan->contract->page_size;

	return mk_align_down(bytes + page - 1, page);
}

/* A power of two, a page at the least. */
static uint64_t tree_room(const struct mk_check *check, uint64_t tree_bytes)
{
	uint64_t room = check->plan->contract->page_size;

	while (room < tree_bytes + TREE_HEADER_BYTES)
		room *= 2;
	return room;
}

static uint64_t boot_code_bytes(const struct mk_program *kernel)
{
	const struct mk_symbol_place *end = &kernel->symbols[MK_SYMBOL_BOOT_CODE_END];

	if (!end->found || !mk_range_contains(kernel->addresses,
				   (struct mk_range){end->address, end->address}))
		return numbers.boot_code_bytes;
	return end->address - kernel->addresses.first;
}

static void find_facts(struct mk_check *check, const struct mk_plan_node *node,
	const struct built *built, struct mk_kernel_facts *facts)
{
	const struct mk_plan *plan = check->plan;
	struct mk_contract *contract = mk_arena_alloc(check->arena, sizeof *contract);
	mk_owned_ranges frames = {0};
	const struct mk_owned_range *frame;

	*contract = *plan->contract;
	contract->boot = &numbers;
	*facts = (struct mk_kernel_facts){.contract = contract,
		.hypervisor = node->hypervisor,
		.pa_bits = mk_plan_pa_bits(plan),
		.cnode_bits = mk_plan_cnode_bits(plan, node),
		.untyped_limit = mk_plan_setting(plan, node, "KernelMaxNumBootinfoUntypedCaps",
			plan->contract->untyped_limit),
		.image_bytes = mk_range_size(built->kernel->addresses),
		.boot_code_bytes = boot_code_bytes(built->kernel),
		.extra_bytes = tree_room(check, built->tree_bytes)};
	mk_kernel_frames(check->arena, contract, plan->board, node->hypervisor, &frames);
	mk_each(frame, &frames)
		*mk_vec_add(check->arena, &facts->frames) =
			(struct mk_span){frame->range.first, frame->range.last + 1};
}

/* The loader puts the tree behind the kernel, and the root task behind that, each on a page. */
static void place_images(struct mk_check *check, const struct mk_plan_node *node,
	const struct built *built, struct mk_boot_block *block)
{
	uint64_t page = check->plan->contract->page_size;
	uint64_t kernel_end = node->phys_base + mk_range_size(built->kernel->addresses);
	uint64_t tree = page_up(check, kernel_end);
	uint64_t root = page_up(check, tree + built->tree_bytes);
	struct mk_range addresses = built->root->addresses;

	block->kernel = (struct mk_span){node->phys_base, kernel_end};
	block->root_address = mk_align_down(addresses.first, page);
	block->root = (struct mk_span){
		root, root + page_up(check, addresses.last + 1 - block->root_address)};
	*mk_vec_add(check->arena, &block->reserved) =
		(struct mk_span){tree, tree + built->tree_bytes};
}

static void add_ram(
	struct mk_check *check, const struct mk_plan_node *node, struct mk_boot_block *block)
{
	mk_joined joined = mk_check_joined(check, node);

	for (size_t i = 0; i < joined.count; i++)
		*mk_vec_add(check->arena, &block->ram) =
			(struct mk_span){joined.items[i].first, joined.items[i].last + 1};
}

bool mk_check_overlay_start(
	struct mk_check *check, const struct mk_plan_node *node, struct mk_start *start)
{
	struct mk_boot_block block = {0};
	struct mk_kernel_facts facts;
	struct built built;

	if (!find_built(check, node, &built))
		return false;
	find_facts(check, node, &built, &facts);
	place_images(check, node, &built, &block);
	add_ram(check, node, &block);
	mk_start_predict(check->arena, &facts, &block, start);
	return !start->complaint;
}
