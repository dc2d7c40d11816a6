/* SPDX-License-Identifier: BSD-2-Clause */
#include "plan/boot.h"

#include "plan/boot_regions.h"
#include "plan/kernel.h"

struct making {
	struct mk_arena *arena;
	const struct mk_plan *plan;
	const struct mk_plan_node *node;
	const struct mk_images *images; /* or NULL */
	struct mk_plan_boot *boot;
};

static uint64_t whole_pages(const struct making *making, uint64_t bytes)
{
	uint64_t page = making->plan->contract->page_size;
	uint64_t aligned;

	return mk_align_up(bytes, page, &aligned) ? aligned : mk_align_down(bytes, page);
}

/* --- what is known of the images -------------------------------------------------------------- */

static const struct mk_program *program_of(const struct making *making, enum mk_image_role role)
{
	const struct mk_image *image =
		mk_boot_image(making->plan, making->images, making->node, role);

	return image ? image->program : NULL;
}

static void assume_kernel(struct making *making)
{
	const struct mk_contract *contract = making->plan->contract;
	const struct mk_plan_node *node = making->node;
	struct mk_plan_boot *boot = making->boot;

	boot->kernel_assumed = true;
	boot->facts.image_bytes = whole_pages(
		making, mk_contract_kernel_bytes(contract, node->hypervisor, node->debug));
	boot->facts.boot_code_bytes = contract->boot->boot_code_bytes;
	boot->kernel_address = node->hypervisor ? contract->boot->kernel_address_hypervisor
						: contract->boot->kernel_address;
}

static void take_kernel(struct making *making, const struct mk_program *kernel)
{
	const struct mk_symbol_place *end = &kernel->symbols[MK_SYMBOL_BOOT_CODE_END];
	struct mk_plan_boot *boot = making->boot;
	uint64_t code = end->address - kernel->addresses.first;

	boot->facts.image_bytes = whole_pages(making, mk_range_size(kernel->addresses));
	boot->facts.boot_code_bytes = making->plan->contract->boot->boot_code_bytes;
	if (end->found && end->address >= kernel->addresses.first &&
		code <= boot->facts.image_bytes)
		boot->facts.boot_code_bytes = code;
	boot->kernel_address = kernel->addresses.first;
}

/* --- facts ------------------------------------------------------------------------------------ */

/* One kernel serves all nodes: it is built as the first one's. */
static void find_facts(struct making *making)
{
	const struct mk_plan *plan = making->plan;
	const struct mk_contract *contract = plan->contract;
	const struct mk_plan_node *node = making->node;
	const struct mk_program *kernel = program_of(making, MK_IMAGE_KERNEL);
	struct mk_kernel_facts *facts = &making->boot->facts;
	mk_owned_ranges frames = {0};
	const struct mk_owned_range *frame;

	facts->contract = contract;
	facts->hypervisor = node->hypervisor;
	facts->pa_bits = mk_plan_pa_bits(plan);
	facts->cnode_bits = mk_plan_cnode_bits(plan, node);
	facts->untyped_limit = mk_plan_setting(
		plan, node, "KernelMaxNumBootinfoUntypedCaps", contract->untyped_limit);
	mk_kernel_frames(making->arena, contract, plan->board, node->hypervisor, &frames);
	mk_each(frame, &frames)
		*mk_vec_add(making->arena, &facts->frames) =
			(struct mk_span){frame->range.first, frame->range.last + 1};
	if (kernel)
		take_kernel(making, kernel);
	else
		assume_kernel(making);
}

/* --- the block -------------------------------------------------------------------------------- */

static void add_ram(struct making *making)
{
	const struct mk_plan_node *node = making->node;
	mk_spans *ram = &making->boot->block.ram;

	for (size_t i = 0; i < node->sorted.count; i++) {
		struct mk_range range = node->sorted.items[i].range;
		struct mk_span *last = ram->count ? &ram->items[ram->count - 1] : NULL;
		if (last && last->end == range.first)
			last->end = range.last + 1;
		else
			*mk_vec_add(making->arena, ram) =
				(struct mk_span){range.first, range.last + 1};
	}
}

static void add_root(struct making *making)
{
	const struct mk_program *root = program_of(making, MK_IMAGE_ROOT);
	const struct mk_assumed_root *assumed = &making->plan->contract->boot->root;
	struct mk_boot_block *block = &making->boot->block;
	uint64_t bytes = assumed->bytes;

	block->root_address = assumed->address;
	block->entry = assumed->address;
	making->boot->root_assumed = !root;
	if (root) {
		block->entry = root->entry;
		block->root_address =
			mk_align_down(root->addresses.first, making->plan->contract->page_size);
		bytes = whole_pages(making, root->addresses.last - block->root_address + 1);
	}
	block->root.base = block->kernel.end;
	block->root.end = block->root.base + bytes;
}

/* --- deny by default -------------------------------------------------------------------------- */

static void add_range(struct making *making, mk_owned_ranges *ranges, struct mk_range range)
{
	uint64_t page = making->plan->contract->page_size;

	range.first = mk_align_down(range.first, page);
	range.last |= page - 1;
	*mk_vec_add(making->arena, ranges) = (struct mk_owned_range){range, 0};
}

static void add_region(
	struct making *making, mk_owned_ranges *ranges, const struct mk_region *region)
{
	if (region->placed)
		add_range(making, ranges, region->range);
}

/* What the node may see, and what its kernel keeps to itself. */
static void collect_windows(struct making *making, mk_owned_ranges *windows)
{
	const struct mk_plan_node *node = making->node;
	const struct mk_plan_device *device;
	const struct mk_plan_shared *shared;
	const struct mk_plan_holding *holding;
	const struct mk_mmio *mmio;

	for (size_t i = 0; i < node->sorted.count; i++)
		add_region(making, windows, &node->sorted.items[i]);
	mk_each(device, &node->devices)
		mk_each(mmio, &device->mmio)
			add_range(making, windows, mmio->range);
	mk_each(shared, &making->plan->shared)
		if (mk_plan_is_member(shared, node))
			add_region(making, windows, &shared->region);
	mk_each(holding, &making->plan->holdings)
		if (holding->node == node)
			add_region(making, windows, &holding->region);
	mk_kernel_frames(making->arena, making->plan->contract, making->plan->board,
		node->hypervisor, windows);
	mk_ranges_sort(windows->items, windows->count);
}

/* All that the tree or the layout says is anywhere. */
static void collect_known(struct making *making, mk_owned_ranges *known)
{
	const struct mk_plan *plan = making->plan;
	const struct mk_claim *claim;
	const struct mk_mmio *mmio;
	const struct mk_bank *bank;

	mk_each(bank, &plan->ram)
		add_range(making, known, bank->range);
	mk_each(mmio, &plan->board->mmio)
		add_range(making, known, mmio->range);
	mk_each(claim, &plan->claims.list)
		if (claim->placed && MK_CLAIMS_TAKEN & MK_CLAIM_BIT(claim->kind))
			add_range(making, known, claim->range);
	mk_ranges_sort(known->items, known->count);
}

static void find_gaps(struct making *making)
{
	struct mk_plan_boot *boot = making->boot;
	struct mk_range space = {0, (UINT64_C(1) << boot->facts.pa_bits) - 1};
	uint32_t first = making->plan->contract->boot->first_handed_out;
	mk_owned_ranges windows = {0};
	mk_owned_ranges known = {0};

	collect_windows(making, &windows);
	collect_known(making, &known);
	boot->gaps.capacity = mk_gap_bound(windows.count);
	boot->gaps.items =
		mk_arena_array(making->arena, boot->gaps.capacity, sizeof *boot->gaps.items);
	boot->gaps.count = mk_gaps_find(
		windows.items, windows.count, known.items, known.count, space, boot->gaps.items);
	boot->reserved_needed = first + mk_gaps_give_up(boot->gaps.items, boot->gaps.count,
						making->plan->contract->boot->reserved_aim - first);
}

static void add_reserved(struct making *making)
{
	mk_spans *reserved = &making->boot->block.reserved;
	const struct mk_gap *gap;

	if (making->plan->contract->boot->first_handed_out)
		*mk_vec_add(making->arena, reserved) = (struct mk_span){0, 0};
	mk_each(gap, &making->boot->gaps)
		if (!gap->given_up)
			*mk_vec_add(making->arena, reserved) =
				(struct mk_span){gap->range.first, gap->range.last + 1};
}

static const struct mk_plan_boot *make(struct making *making)
{
	struct mk_plan_boot *boot = mk_arena_alloc(making->arena, sizeof *boot);
	uint64_t base = making->node->phys_base;

	making->boot = boot;
	find_facts(making);
	boot->block.kernel = (struct mk_span){base, base + boot->facts.image_bytes};
	boot->block.node_count = (uint32_t)making->plan->by_rank.count;
	add_ram(making);
	add_root(making);
	find_gaps(making);
	add_reserved(making);
	mk_start_predict(making->arena, &boot->facts, &boot->block, &boot->start);
	return boot;
}

void mk_plan_boot_make(struct mk_arena *arena, struct mk_plan *plan, const struct mk_images *images)
{
	struct mk_plan_node *node;

	if (!plan->contract->boot)
		return;
	mk_each(node, &plan->nodes) {
		struct making making = {arena, plan, node, images, NULL};
		if (node->sorted.count && node->rank != UINT32_MAX)
			node->boot = make(&making);
	}
}
