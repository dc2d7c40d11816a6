/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/boot_image.h"

#include <inttypes.h>
#include <stdarg.h>

#include "base/sort.h"
#include "base/words.h"
#include "plan/boot.h"
#include "plan/kernel.h"

struct judging {
	struct mk_arena *arena;
	const struct mk_kernel_facts *facts;
	const struct mk_loader_image *image;
	struct mk_judgement *judgement;
	size_t node; /* whose block is looked at */
};

__attribute__((format(printf, 2, 3))) static void judge(
	struct judging *judging, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	*mk_vec_add(judging->arena, &judging->judgement->verdicts) =
		mk_arena_vprintf(judging->arena, format, arguments);
	va_end(arguments);
}

static const struct mk_boot_block *block_at(const struct judging *judging, size_t node)
{
	const struct mk_loader_block *block = &judging->image->blocks.items[node];

	return block->complaint ? NULL : &block->block;
}

/* Empty ones are of no length, and have no last address. */
static const char *span_text(const struct judging *judging, struct mk_span span)
{
	if (span.base >= span.end)
		return mk_arena_printf(judging->arena, "0x%" PRIx64 "..0x%" PRIx64 " (outside)",
			span.base, span.end);
	return mk_range_text(judging->arena, (struct mk_range){span.base, span.end - 1});
}

static bool overlap(struct mk_span a, struct mk_span b)
{
	return a.base < a.end && b.base < b.end && a.base < b.end && b.base < a.end;
}

static bool is_within(struct mk_span inner, const mk_spans *spans)
{
	const struct mk_span *span;

	mk_each(span, spans)
		if (inner.base >= span->base && inner.end <= span->end)
			return true;
	return false;
}

static struct mk_span region_span(const struct mk_loader_region *region)
{
	return (struct mk_span){region->address, region->address + region->write};
}

/* --- reserved ranges -------------------------------------------------------------------------- */

static void judge_reserved(
	struct judging *judging, const struct mk_boot_block *block, const struct mk_span *reserved)
{
	uint64_t page = judging->facts->contract->page_size;
	const struct mk_span *frame;

	if (!mk_is_aligned(reserved->base, page) || !mk_is_aligned(reserved->end, page))
		judge(judging,
			"node %zu reserves %s, which are not whole pages: the rest of a page is "
			"handed out",
			judging->node, span_text(judging, *reserved));
	mk_each(frame, &judging->facts->frames)
		if (overlap(*reserved, *frame))
			judge(judging,
				"node %zu reserves %s over its kernel's own registers %s: what "
				"lies below them is handed out",
				judging->node, span_text(judging, *reserved),
				span_text(judging, *frame));
	if (reserved == block->reserved.items && reserved->base < reserved->end &&
		judging->facts->contract->boot->first_handed_out)
		judge(judging,
			"node %zu reserves %s first: the first entry is handed out as device "
			"memory",
			judging->node, span_text(judging, *reserved));
}

/* --- what is handed out ----------------------------------------------------------------------- */

static struct mk_span common(struct mk_span a, struct mk_span b)
{
	return (struct mk_span){a.base > b.base ? a.base : b.base, a.end < b.end ? a.end : b.end};
}

/* Each range of another node is named once, with the first of it that is handed out. */
static bool hands_out(struct judging *judging, const mk_spans *given, struct mk_span foreign,
	size_t owner, const char *what)
{
	const struct mk_span *span;

	mk_each(span, given) {
		if (!overlap(*span, foreign))
			continue;
		judge(judging, "node %zu receives %s of node %zu's memory as %s", judging->node,
			span_text(judging, common(*span, foreign)), owner, what);
		return true;
	}
	return false;
}

static void judge_foreign(struct judging *judging, const struct mk_start *start)
{
	for (size_t i = 0; i < judging->image->blocks.count; i++) {
		const struct mk_boot_block *other = block_at(judging, i);
		const struct mk_span *ram;
		if (!other || i == judging->node)
			continue;
		mk_each(ram, &other->ram)
			if (!hands_out(judging, &start->devices, *ram, i, "device memory"))
				hands_out(judging, &start->ram, *ram, i, "its own RAM");
	}
}

/* --- places ----------------------------------------------------------------------------------- */

static void judge_images(struct judging *judging, const struct mk_boot_block *block,
	const struct mk_kernel_facts *facts)
{
	struct mk_span kernel = {block->kernel.base, block->kernel.base + facts->image_bytes};

	if (!is_within(kernel, &block->ram))
		judge(judging, "node %zu's kernel %s is not in its RAM", judging->node,
			span_text(judging, kernel));
	if (!is_within(block->root, &block->ram))
		judge(judging, "node %zu's root task %s is not in its RAM", judging->node,
			span_text(judging, block->root));
}

static int compare_regions(const void *left, const void *right)
{
	const struct mk_loader_region *a = left;
	const struct mk_loader_region *b = right;

	return (a->address > b->address) - (a->address < b->address);
}

/* Sorted by address, each needs to be compared with the furthest-reaching one before it alone. */
static void judge_overlaps(struct judging *judging)
{
	size_t count = judging->image->regions.count;
	struct mk_loader_region *sorted = mk_arena_array(judging->arena, count, sizeof *sorted);
	const struct mk_loader_region *far = NULL;

	for (size_t i = 0; i < count; i++)
		sorted[i] = judging->image->regions.items[i];
	mk_sort(sorted, count, sizeof *sorted, compare_regions);
	for (size_t i = 0; i < count; i++) {
		if (far && overlap(region_span(far), region_span(&sorted[i])))
			judge(judging,
				"two regions are written over each other: "
				"%s and %s",
				span_text(judging, region_span(far)),
				span_text(judging, region_span(&sorted[i])));
		if (!far || region_span(&sorted[i]).end > region_span(far).end)
			far = &sorted[i];
	}
}

static void judge_loader(struct judging *judging)
{
	const struct mk_loader_image *image = judging->image;
	const struct mk_loader_region *region;
	struct mk_span loader = {image->link_address, image->link_address + image->loader_bytes};

	if (!image->linked)
		return;
	mk_each(region, &image->regions)
		if (overlap(region_span(region), loader))
			judge(judging, "a region %s is written over the loader %s",
				span_text(judging, region_span(region)),
				span_text(judging, loader));
	for (size_t i = 0; i < image->blocks.count; i++) {
		const struct mk_boot_block *block = block_at(judging, i);
		const struct mk_span *ram;
		if (block)
			mk_each(ram, &block->ram)
				if (overlap(*ram, loader))
					judge(judging, "node %zu's RAM %s has the loader %s in it",
						i, span_text(judging, *ram),
						span_text(judging, loader));
	}
}

static void judge_tables(struct judging *judging, const struct mk_boot_block *block)
{
	const struct mk_loader_tables *tables = &judging->image->blocks.items[judging->node].tables;

	if (!tables->found)
		judge(judging, "the loader has no page tables for node %zu's kernel",
			judging->node);
	else if (tables->kernel_base != block->kernel.base)
		judge(judging,
			"the loader's page tables lead to 0x%" PRIx64
			", and node %zu's kernel is at 0x%" PRIx64,
			tables->kernel_base, judging->node, block->kernel.base);
}

/* --- all of it -------------------------------------------------------------------------------- */

/* Of the kernel's memory the image has what the loader writes; the last page is whole. */
static uint64_t kernel_bytes(const struct judging *judging, const struct mk_boot_block *block)
{
	const struct mk_loader_region *region;
	uint64_t bytes;

	mk_each(region, &judging->image->regions)
		if (region->address == block->kernel.base && region->write &&
			mk_align_up(region->write, judging->facts->contract->page_size, &bytes))
			return bytes;
	return judging->facts->image_bytes;
}

static void judge_block(struct judging *judging, const struct mk_boot_block *block)
{
	struct mk_kernel_facts facts = *judging->facts;
	struct mk_start *start = &judging->judgement->starts.items[judging->node];
	const struct mk_span *reserved;

	facts.image_bytes = kernel_bytes(judging, block);
	mk_start_predict(judging->arena, &facts, block, start);
	if (start->complaint)
		judge(judging, "node %zu's kernel %s%s", judging->node, start->complaint,
			start->hangs ? "; all nodes stop with it" : "");
	mk_each(reserved, &block->reserved)
		judge_reserved(judging, block, reserved);
	judge_foreign(judging, start);
	judge_images(judging, block, &facts);
	judge_tables(judging, block);
}

void mk_judge_loader_image(struct mk_arena *arena, const struct mk_kernel_facts *facts,
	const struct mk_loader_image *image, struct mk_judgement *judgement)
{
	struct judging judging = {arena, facts, image, judgement, 0};

	if (image->complaint)
		judge(&judging, "it %s", image->complaint);
	for (size_t i = 0; i < image->blocks.count; i++)
		mk_vec_add(arena, &judgement->starts)->complaint = "is not started";
	for (size_t i = 0; i < image->blocks.count; i++) {
		const struct mk_boot_block *block = block_at(&judging, i);
		judging.node = i;
		if (block)
			judge_block(&judging, block);
		else
			judge(&judging, "the boot block of node %zu %s", i,
				image->blocks.items[i].complaint);
	}
	judge_overlaps(&judging);
	judge_loader(&judging);
}

void mk_kernel_facts_of(struct mk_arena *arena, const struct mk_contract *contract,
	const struct mk_board *board, bool hypervisor, struct mk_kernel_facts *facts)
{
	const struct mk_platform *platform = mk_platform_of(board);
	const struct mk_owned_range *frame;
	mk_owned_ranges frames = {0};

	*facts = (struct mk_kernel_facts){.contract = contract,
		.hypervisor = hypervisor,
		.pa_bits = platform ? platform->pa_bits : contract->pa_bits,
		.cnode_bits = contract->root_cnode_bits,
		.untyped_limit = contract->untyped_limit,
		.image_bytes = mk_contract_kernel_bytes(contract, hypervisor, true),
		.boot_code_bytes = contract->boot->boot_code_bytes};
	mk_kernel_frames(arena, contract, board, hypervisor, &frames);
	mk_each(frame, &frames)
		*mk_vec_add(arena, &facts->frames) =
			(struct mk_span){frame->range.first, frame->range.last + 1};
}

/* --- with a plan ------------------------------------------------------------------------------ */

static bool same_spans(const mk_spans *a, const mk_spans *b)
{
	if (a->count != b->count)
		return false;
	for (size_t i = 0; i < a->count; i++)
		if (a->items[i].base != b->items[i].base || a->items[i].end != b->items[i].end)
			return false;
	return true;
}

/* Root task and its size are the image's own where their files were not given. */
static void compare_block(struct judging *judging, const struct mk_plan_node *node)
{
	const struct mk_boot_block *found = block_at(judging, judging->node);
	const struct mk_boot_block *planned = &node->boot->block;

	if (!found)
		return;
	if (found->kernel.base != planned->kernel.base)
		judge(judging, "node '%s' has its kernel at 0x%" PRIx64 " instead of 0x%" PRIx64,
			node->name, found->kernel.base, planned->kernel.base);
	if (!same_spans(&found->ram, &planned->ram))
		judge(judging, "node '%s' has other RAM than planned", node->name);
	if (!same_spans(&found->reserved, &planned->reserved))
		judge(judging, "node '%s' has other reserved ranges than planned", node->name);
	if (!node->boot->root_assumed &&
		(found->root.base != planned->root.base || found->root.end != planned->root.end ||
			found->entry != planned->entry))
		judge(judging, "node '%s' has another root task than planned", node->name);
}

static bool is_zeroed(const struct mk_loader_image *image, struct mk_range range)
{
	const struct mk_loader_region *region;

	mk_each(region, &image->regions)
		if (!region->load && region->address == range.first &&
			region->write == mk_range_size(range))
			return true;
	return false;
}

void mk_judge_against_plan(struct mk_arena *arena, const struct mk_plan *plan,
	const struct mk_loader_image *image, struct mk_judgement *judgement)
{
	struct judging judging = {arena, NULL, image, judgement, 0};
	const struct mk_plan_shared *shared;

	if (image->complaint)
		return;
	if (image->blocks.count != plan->by_rank.count) {
		judge(&judging, "it has %zu nodes instead of %zu", image->blocks.count,
			plan->by_rank.count);
		return;
	}
	for (size_t rank = 0; rank < plan->by_rank.count; rank++) {
		const struct mk_plan_node *node = mk_plan_node_at_rank(plan, rank);
		judging.node = rank;
		if (node->boot)
			compare_block(&judging, node);
	}
	mk_each(shared, &plan->shared)
		if (shared->region.placed && !is_zeroed(image, shared->region.range))
			judge(&judging, "shared region '%s' %s is not zeroed", shared->name,
				mk_range_text(arena, shared->region.range));
}
