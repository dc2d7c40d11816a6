/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/boot_image.h"

#include <inttypes.h>

#include "base/sort.h"
#include "base/words.h"
#include "check/boot_image_parts.h"
#include "plan/kernel.h"

/* What is loaded says how much memory a kernel takes; its block's word is not read by it. */
static struct mk_span kernel_span(
	const struct mk_judging *judging, const struct mk_boot_block *block)
{
	const struct mk_loader_region *region;
	uint64_t bytes;

	mk_each(region, &judging->image->regions)
		if (region->address == block->kernel.base && region->write &&
			mk_align_up(region->write, judging->facts->contract->page_size, &bytes))
			return (struct mk_span){block->kernel.base, block->kernel.base + bytes};
	if (block->kernel.base < block->kernel.end)
		return block->kernel;
	return (struct mk_span){
		block->kernel.base, block->kernel.base + judging->facts->image_bytes};
}

static struct mk_span region_span(const struct mk_loader_region *region)
{
	return (struct mk_span){region->address, region->address + region->write};
}

/* --- reserved ranges -------------------------------------------------------------------------- */

static void judge_pages(struct mk_judging *judging, struct mk_span reserved)
{
	uint64_t page = judging->facts->contract->page_size;

	if (!mk_is_aligned(reserved.base, page) || !mk_is_aligned(reserved.end, page))
		mk_judge(judging, MK_FAULT_RESERVED_PAGES,
			"%s reserves %s, which is not whole pages: the rest of a page is handed "
			"out",
			mk_judged_own(judging), mk_judged_span(judging, reserved));
}

static void judge_registers(struct mk_judging *judging, struct mk_span reserved)
{
	const struct mk_span *frame;

	mk_each(frame, &judging->facts->frames)
		if (mk_spans_overlap(reserved, *frame))
			mk_judge(judging, MK_FAULT_KERNEL_REGISTERS,
				"%s reserves %s over its kernel's own registers %s: what lies "
				"below them is handed out",
				mk_judged_own(judging), mk_judged_span(judging, reserved),
				mk_judged_span(judging, *frame));
}

static void judge_reserved(struct mk_judging *judging, const struct mk_boot_block *block)
{
	const struct mk_span *reserved;
	const struct mk_span *first = block->reserved.items;

	if (block->reserved.count && first->base < first->end &&
		judging->facts->contract->boot->first_handed_out)
		mk_judge(judging, MK_FAULT_FIRST_ENTRY,
			"%s reserves %s first: the first entry is handed out as device memory",
			mk_judged_own(judging), mk_judged_span(judging, *first));
	mk_each(reserved, &block->reserved) {
		judge_pages(judging, *reserved);
		judge_registers(judging, *reserved);
	}
}

static void judge_ram_pages(struct mk_judging *judging, const struct mk_boot_block *block)
{
	uint64_t page = judging->facts->contract->page_size;
	const struct mk_span *ram;

	mk_each(ram, &block->ram)
		if (!mk_is_aligned(ram->base, page) || !mk_is_aligned(ram->end, page))
			mk_judge(judging, MK_FAULT_RAM_PAGES,
				"%s has %s as RAM, which are not whole pages",
				mk_judged_own(judging), mk_judged_span(judging, *ram));
}

/* --- places ----------------------------------------------------------------------------------- */

static void judge_kernel_place(
	struct mk_judging *judging, const struct mk_boot_block *block, struct mk_span kernel)
{
	if (!mk_span_is_within(kernel, &block->ram))
		mk_judge(judging, MK_FAULT_KERNEL_PLACE, "the kernel of %s, %s, is not in its RAM",
			mk_judged_own(judging), mk_judged_span(judging, kernel));
}

static void judge_root_place(struct mk_judging *judging, const struct mk_boot_block *block)
{
	if (!mk_span_is_within(block->root, &block->ram))
		mk_judge(judging, MK_FAULT_ROOT_PLACE, "the root task of %s, %s, is not in its RAM",
			mk_judged_own(judging), mk_judged_span(judging, block->root));
	if (block->entry < block->root_address ||
		block->entry - block->root_address >= block->root.end - block->root.base)
		mk_judge(judging, MK_FAULT_ROOT_PLACE,
			"the root task of %s is entered at 0x%" PRIx64 ", but mapped at "
			"0x%" PRIx64 " for 0x%" PRIx64 " bytes",
			mk_judged_own(judging), block->entry, block->root_address,
			block->root.end - block->root.base);
}

static void judge_root_over(struct mk_judging *judging, size_t other)
{
	const struct mk_boot_block *block = mk_judged_block(judging, other);
	struct mk_span root = mk_judged_block(judging, judging->node)->root;
	const struct mk_span *ram;

	if (mk_spans_overlap(root, block->root))
		mk_judge(judging, MK_FAULT_ROOT_OVER,
			"the root task of %s, %s, overlaps that of %s, %s", mk_judged_own(judging),
			mk_judged_span(judging, root), mk_judged_node(judging, other),
			mk_judged_span(judging, block->root));
	mk_each(ram, &block->ram)
		if (mk_spans_overlap(root, *ram))
			mk_judge(judging, MK_FAULT_ROOT_OVER,
				"the root task of %s, %s, lies in the RAM of %s, %s",
				mk_judged_own(judging), mk_judged_span(judging, root),
				mk_judged_node(judging, other), mk_judged_span(judging, *ram));
}

/* --- what is written -------------------------------------------------------------------------- */

static bool is_written(const struct mk_judging *judging, uint64_t address)
{
	const struct mk_loader_region *region;

	mk_each(region, &judging->image->regions)
		if (address >= region->address && address - region->address < region->write)
			return true;
	return false;
}

static void judge_loaded(struct mk_judging *judging, const struct mk_boot_block *block)
{
	uint64_t offset = block->entry - block->root_address;
	uint64_t entry = block->root.base + offset;

	if (!is_written(judging, block->kernel.base))
		mk_judge(judging, MK_FAULT_NOT_LOADED,
			"nothing is loaded at 0x%" PRIx64 ", where the kernel of %s is to be",
			block->kernel.base, mk_judged_own(judging));
	if (offset < block->root.end - block->root.base && !is_written(judging, entry))
		mk_judge(judging, MK_FAULT_NOT_LOADED,
			"nothing is loaded at 0x%" PRIx64 ", where the root task of %s is entered",
			entry, mk_judged_own(judging));
}

static int compare_regions(const void *left, const void *right)
{
	const struct mk_loader_region *a = left;
	const struct mk_loader_region *b = right;

	int order = mk_compare_numbers(a->address, b->address);

	return order ? order : mk_compare_numbers(a->write, b->write);
}

/* Sorted by address, each needs to be compared with the furthest-reaching one before it alone. */
static void judge_regions(struct mk_judging *judging)
{
	const struct mk_loader_region *far = NULL;
	const struct mk_loader_region *region;
	mk_loader_regions sorted = {0};

	mk_each(region, &judging->image->regions)
		*mk_vec_add(judging->arena, &sorted) = *region;
	mk_vec_sort(&sorted, compare_regions);
	mk_each(region, &sorted) {
		if (far && mk_spans_overlap(region_span(far), region_span(region)))
			mk_judge(judging, MK_FAULT_REGIONS,
				"two regions are written over each other: %s and %s",
				mk_judged_span(judging, region_span(far)),
				mk_judged_span(judging, region_span(region)));
		if (!far || region_span(region).end > region_span(far).end)
			far = region;
	}
}

/* --- the loader ------------------------------------------------------------------------------- */

/* The boot core's node runs last: the others run while the loader still works. */
static void judge_loader_given(struct mk_judging *judging, struct mk_span loader)
{
	const struct mk_start *start = &judging->judgement->starts.items[judging->node];
	const struct mk_span *span;

	mk_each(span, &start->devices)
		if (mk_spans_overlap(*span, loader))
			mk_judge(judging, MK_FAULT_LOADER,
				"%s receives %s of the loader, which may still start other nodes",
				mk_judged_own(judging),
				mk_judged_span(judging, mk_spans_common(*span, loader)));
}

static void judge_loader_ram(struct mk_judging *judging, struct mk_span loader)
{
	const struct mk_boot_block *block = mk_judged_block(judging, judging->node);
	const struct mk_span *ram;

	mk_each(ram, &block->ram)
		if (mk_spans_overlap(*ram, loader))
			mk_judge(judging, MK_FAULT_LOADER,
				"the RAM of %s, %s, contains the loader, %s",
				mk_judged_own(judging), mk_judged_span(judging, *ram),
				mk_judged_span(judging, loader));
}

static void judge_loader(struct mk_judging *judging)
{
	struct mk_span loader = mk_loader_span(judging->image);
	const struct mk_loader_region *region;

	mk_each(region, &judging->image->regions)
		if (mk_spans_overlap(region_span(region), loader))
			mk_judge(judging, MK_FAULT_LOADER,
				"a region %s is written over the loader %s",
				mk_judged_span(judging, region_span(region)),
				mk_judged_span(judging, loader));
}

static void judge_tables(struct mk_judging *judging, const struct mk_boot_block *block)
{
	const struct mk_loader_tables *tables = &judging->image->blocks.items[judging->node].tables;

	if (!tables->found)
		mk_judge(judging, MK_FAULT_TABLES,
			"the loader has no page tables for the kernel of %s",
			mk_judged_own(judging));
	else if (tables->kernel_base != block->kernel.base)
		mk_judge(judging, MK_FAULT_TABLES,
			"the loader's page tables lead to 0x%" PRIx64 ", but the kernel of %s "
			"is at 0x%" PRIx64,
			tables->kernel_base, mk_judged_own(judging), block->kernel.base);
}

static void judge_count(struct mk_judging *judging)
{
	uint32_t most = judging->facts->contract->boot->nodes_most;
	size_t count = judging->image->blocks.count;

	if (count > most)
		mk_judge(judging, MK_FAULT_NODES, "it has %zu nodes, but its loader starts %u",
			count, (unsigned)most);
}

/* --- all of it -------------------------------------------------------------------------------- */

static void judge_start(struct mk_judging *judging, const struct mk_start *start)
{
	enum mk_image_fault fault = start->hangs      ? MK_FAULT_RESERVED_OVERLAP
				    : start->too_many ? MK_FAULT_COUNTS
						      : MK_FAULT_STOPS;

	if (start->complaint)
		mk_judge(judging, fault, "the kernel of %s %s%s", mk_judged_own(judging),
			start->complaint, start->hangs ? "; all nodes stop with it" : "");
	if (start->lost.count)
		mk_judge(judging, MK_FAULT_UNTYPEDS,
			"%s has %zu untyped%s more than its kernel can report: that memory is lost",
			mk_judged_own(judging), start->lost.count,
			start->lost.count == 1 ? "" : "s");
}

static void judge_block(struct mk_judging *judging, const struct mk_boot_block *block)
{
	size_t count = judging->image->blocks.count;
	const struct mk_loader_block *other;

	judge_start(judging, &judging->judgement->starts.items[judging->node]);
	judge_reserved(judging, block);
	judge_ram_pages(judging, block);
	judge_kernel_place(judging, block, judging->kernels[judging->node]);
	judge_root_place(judging, block);
	judge_loaded(judging, block);
	judge_tables(judging, block);
	judge_loader_ram(judging, mk_loader_span(judging->image));
	judge_loader_given(judging, mk_loader_span(judging->image));
	if (block->node_count != count)
		mk_judge(judging, MK_FAULT_NODES,
			"%s is told of %" PRIu32 " nodes, but the image has %zu",
			mk_judged_own(judging), block->node_count, count);
	mk_each(other, &judging->image->blocks) {
		size_t i = (size_t)(other - judging->image->blocks.items);
		if (i == judging->node || other->complaint)
			continue;
		mk_judge_foreign(judging, i);
		judge_root_over(judging, i);
		if (i > judging->node)
			mk_judge_several(judging, i);
	}
}

static void predict(struct mk_judging *judging, const struct mk_boot_block *block,
	struct mk_span kernel, struct mk_start *start)
{
	struct mk_kernel_facts facts = *judging->facts;

	facts.image_bytes = kernel.end - kernel.base;
	mk_start_predict(judging->arena, &facts, block, start);
}

/* All starts first: what nodes receive is compared. */
static void predict_all(struct mk_judging *judging)
{
	size_t count = judging->image->blocks.count;

	judging->kernels = mk_arena_array(judging->arena, count, sizeof *judging->kernels);
	for (size_t i = 0; i < count; i++) {
		const struct mk_boot_block *block = mk_judged_block(judging, i);
		struct mk_start *start = mk_vec_add(judging->arena, &judging->judgement->starts);
		if (block) {
			judging->kernels[i] = kernel_span(judging, block);
			predict(judging, block, judging->kernels[i], start);
		} else {
			start->complaint = "is not started";
		}
	}
}

void mk_judge_loader_image(struct mk_arena *arena, const struct mk_kernel_facts *facts,
	const struct mk_plan *plan, const struct mk_board *board,
	const struct mk_loader_image *image, struct mk_judgement *judgement)
{
	struct mk_judging judging = {.arena = arena,
		.facts = facts,
		.plan = plan,
		.board = plan ? NULL : board,
		.image = image,
		.judgement = judgement};

	if (image->complaint)
		mk_judge(&judging, MK_FAULT_UNREADABLE, "it %s", image->complaint);
	predict_all(&judging);
	for (size_t i = 0; i < image->blocks.count; i++) {
		const struct mk_boot_block *block = mk_judged_block(&judging, i);
		judging.node = i;
		if (block)
			judge_block(&judging, block);
		else
			mk_judge(&judging, MK_FAULT_UNREADABLE, "the boot block of %s %s",
				mk_judged_node(&judging, i), image->blocks.items[i].complaint);
	}
	judge_count(&judging);
	judge_regions(&judging);
	judge_loader(&judging);
	if (judging.board)
		mk_judge_on_board(&judging);
	mk_judge_end(&judging);
}

void mk_kernel_facts_of(struct mk_arena *arena, const struct mk_contract *contract,
	const struct mk_board *board, bool hypervisor, struct mk_kernel_facts *facts)
{
	const struct mk_platform *platform = mk_platform_of(board);
	const struct mk_owned_range *frame;
	mk_owned_ranges frames = {0};

	*facts = (struct mk_kernel_facts){.contract = contract,
		.hypervisor = hypervisor,
		.pa_bits = mk_pa_bits(contract, platform),
		.cnode_bits = contract->root_cnode_bits,
		.untyped_limit = contract->untyped_limit,
		.image_bytes = mk_contract_kernel_bytes(contract, hypervisor, true),
		.boot_code_bytes = contract->boot->boot_code_bytes};
	mk_kernel_frames(arena, contract, board, hypervisor, &frames);
	mk_each(frame, &frames)
		*mk_vec_add(arena, &facts->frames) =
			(struct mk_span){frame->range.first, frame->range.last + 1};
}
