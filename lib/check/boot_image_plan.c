/* SPDX-License-Identifier: BSD-2-Clause */
/* A loader image compared with the plan that it should have been packed from. */
#include <inttypes.h>
#include <string.h>

#include "base/words.h"
#include "check/boot_image_parts.h"
#include "plan/boot_pack.h"

static bool same_spans(const mk_spans *a, const mk_spans *b)
{
	const struct mk_span *other = b->items;
	const struct mk_span *span;

	if (a->count != b->count)
		return false;
	mk_each(span, a) {
		if (span->base != other->base || span->end != other->end)
			return false;
		other++;
	}
	return true;
}

/* Root task and its size are the image's own where their files were not given. */
static void compare_block(struct mk_judging *judging, const struct mk_plan_node *node)
{
	const struct mk_boot_block *found = mk_judged_block(judging, judging->node);
	const struct mk_boot_block *planned = &node->boot->block;

	if (!found)
		return;
	if (found->kernel.base != planned->kernel.base)
		mk_judge(judging, MK_FAULT_PLAN,
			"node '%s' has its kernel at 0x%" PRIx64 " instead of 0x%" PRIx64,
			node->name, found->kernel.base, planned->kernel.base);
	if (!same_spans(&found->ram, &planned->ram))
		mk_judge(judging, MK_FAULT_PLAN, "node '%s' has RAM that differs from the plan",
			node->name);
	if (!same_spans(&found->reserved, &planned->reserved))
		mk_judge(judging, MK_FAULT_PLAN,
			"node '%s' has reserved ranges that differ from the plan", node->name);
	if (!node->boot->root_assumed &&
		(found->root.base != planned->root.base || found->root.end != planned->root.end ||
			found->root_address != planned->root_address ||
			found->entry != planned->entry))
		mk_judge(judging, MK_FAULT_PLAN,
			"node '%s' has a root task that differs from the plan", node->name);
}

static void compare_kernel(struct mk_judging *judging)
{
	const struct mk_plan_node *first = mk_plan_node_at_rank(judging->plan, 0);
	const struct mk_loader_image *image = judging->image;

	if (image->hypervisor != first->hypervisor)
		mk_judge(judging, MK_FAULT_PLAN,
			"its kernel is entered %s hypervisor support, but is planned %s",
			image->hypervisor ? "with" : "without",
			first->hypervisor ? "with" : "without");
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

static void compare_shared(struct mk_judging *judging)
{
	const struct mk_plan_shared *shared;

	mk_each(shared, &judging->plan->shared)
		if (shared->region.placed && !is_zeroed(judging->image, shared->region.range))
			mk_judge(judging, MK_FAULT_PLAN, "shared region '%s' %s is not zeroed",
				shared->name, mk_range_text(judging->arena, shared->region.range));
}

static void compare_loader(struct mk_judging *judging)
{
	struct mk_span loader = mk_loader_span(judging->image);
	const struct mk_region *planned = &judging->plan->loader;

	if (loader.base >= loader.end || !planned->placed)
		return;
	if (loader.base < planned->range.first || loader.end - 1 > planned->range.last)
		mk_judge(judging, MK_FAULT_LOADER, "it takes %s, but the loader has %s",
			mk_judged_span(judging, loader),
			mk_range_text(judging->arena, planned->range));
}

/* --- what several may have -------------------------------------------------------------------- */

typedef MK_VEC(struct mk_range) range_list;

static void add_shared_devices(
	struct mk_arena *arena, range_list *ranges, const struct mk_plan_node *node, uint64_t page)
{
	const struct mk_plan_device *device;
	const struct mk_mmio *mmio;

	mk_each(device, &node->devices)
		mk_each(mmio, &device->mmio)
			if (device->shared)
				*mk_vec_add(arena, ranges) =
					(struct mk_range){mk_align_down(mmio->range.first, page),
						mmio->range.last | (page - 1)};
}

static void add_given_up(
	struct mk_arena *arena, range_list *ranges, const struct mk_plan_node *node)
{
	const struct mk_gap *gap;

	if (node->boot)
		mk_each(gap, &node->boot->gaps)
			if (gap->given_up)
				*mk_vec_add(arena, ranges) = gap->range;
}

/* What two nodes, by their ranks, may both have. */
static range_list ranges_of_both(const struct mk_judging *judging, size_t a, size_t b)
{
	const struct mk_plan *plan = judging->plan;
	const struct mk_plan_node *first = mk_plan_node_at_rank(plan, a);
	const struct mk_plan_node *second = mk_plan_node_at_rank(plan, b);
	const struct mk_plan_shared *shared;
	range_list ranges = {0};

	mk_each(shared, &plan->shared)
		if (shared->region.placed && mk_plan_is_member(shared, first) &&
			mk_plan_is_member(shared, second))
			*mk_vec_add(judging->arena, &ranges) = shared->region.range;
	add_shared_devices(judging->arena, &ranges, first, plan->contract->page_size);
	add_given_up(judging->arena, &ranges, first);
	add_given_up(judging->arena, &ranges, second);
	return ranges;
}

/* Moves behind the first of them that `at` is in; false where there is none. */
static bool step_over(const range_list *ranges, uint64_t *at)
{
	const struct mk_range *range;

	mk_each(range, ranges)
		if (range->first <= *at && *at <= range->last) {
			*at = range->last + 1;
			return true;
		}
	return false;
}

bool mk_planned_for_both(const struct mk_judging *judging, size_t a, size_t b, struct mk_span span)
{
	range_list ranges = {0};
	uint64_t at = span.base;

	if (!judging->plan || a >= judging->plan->by_rank.count ||
		b >= judging->plan->by_rank.count)
		return false;
	ranges = ranges_of_both(judging, a, b);
	while (at < span.end)
		if (!step_over(&ranges, &at))
			return false;
	return true;
}

/* --- byte by byte ----------------------------------------------------------------------------- */

/* What of the image a byte belongs to. */
static const char *part_at(const struct mk_judging *judging, size_t at)
{
	const struct mk_loader_image *image = judging->image;
	size_t header = image->loader_bytes;
	size_t blocks = header + MK_LOADER_HEADER_BYTES;
	size_t page = judging->plan->contract->boot->format->bytes;
	size_t regions = blocks + image->blocks.count * page;

	if (at < header)
		return "the loader";
	if (at < blocks)
		return "the header";
	if (at < regions)
		return mk_arena_printf(judging->arena, "the boot block of %s",
			mk_judged_node(judging, (at - blocks) / page));
	if (at < regions + image->regions.count * MK_LOADER_REGION_BYTES)
		return "the list of regions";
	return "what is loaded";
}

/* With all that it was packed from there is nothing left to believe. */
static void compare_bytes(
	struct mk_judging *judging, const struct mk_images *images, const unsigned char *bytes)
{
	struct mk_buffer packed;
	size_t at = 0;
	size_t length = judging->image->source.length;

	mk_buffer_init(&packed, judging->arena);
	if (!bytes || mk_boot_pack(judging->arena, judging->plan, images, &packed))
		return;
	while (at < length && at < packed.length && bytes[at] == (unsigned char)packed.text[at])
		at++;
	if (at < length || at < packed.length)
		mk_judge(judging, MK_FAULT_PLAN,
			"it is not what packing these files gives: byte 0x%zx differs, in %s", at,
			part_at(judging, at));
}

void mk_judge_against_plan(struct mk_arena *arena, const struct mk_plan *plan,
	const struct mk_images *images, const struct mk_loader_image *image,
	struct mk_judgement *judgement)
{
	struct mk_judging judging = {
		.arena = arena, .plan = plan, .image = image, .judgement = judgement};

	if (image->complaint)
		return;
	if (image->blocks.count != plan->by_rank.count) {
		mk_judge(&judging, MK_FAULT_PLAN, "it has %zu nodes instead of %zu",
			image->blocks.count, plan->by_rank.count);
		return;
	}
	for (size_t rank = 0; rank < plan->by_rank.count; rank++) {
		const struct mk_plan_node *node = mk_plan_node_at_rank(plan, rank);
		judging.node = rank;
		if (node->boot)
			compare_block(&judging, node);
	}
	compare_kernel(&judging);
	compare_shared(&judging);
	compare_loader(&judging);
	compare_bytes(&judging, images, image->bytes);
	mk_judge_end(&judging);
}
