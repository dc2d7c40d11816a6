/* SPDX-License-Identifier: BSD-2-Clause */
/* A loader image that stands for itself, against what its board is known to have. */
#include <inttypes.h>

#include "base/escape.h"
#include "base/words.h"
#include "check/boot_image_parts.h"
#include "core/range.h"

static const struct mk_range everything = {0, UINT64_MAX};

/* Sorted before it is asked. */
struct range_set {
	MK_VEC(struct mk_owned_range) ranges;
};

static void add_range(struct mk_arena *arena, struct range_set *set, struct mk_range range)
{
	*mk_vec_add(arena, &set->ranges) = (struct mk_owned_range){range, 0};
}

static void add_span(struct mk_arena *arena, struct range_set *set, struct mk_span span)
{
	if (span.base < span.end)
		add_range(arena, set, (struct mk_range){span.base, span.end - 1});
}

static void begin_holes(
	struct mk_hole_walk *walk, const struct range_set *set, struct mk_range within)
{
	mk_holes_begin(walk, set->ranges.items, set->ranges.count, within);
}

/* --- RAM that the board has ------------------------------------------------------------------- */

static struct range_set banks_of(struct mk_arena *arena, const struct mk_board *board)
{
	struct range_set banks = {0};
	const struct mk_bank *bank;

	mk_each(bank, &board->banks)
		add_range(arena, &banks, bank->range);
	return banks;
}

static void judge_ram(struct mk_judging *judging, const struct range_set *banks)
{
	const struct mk_span *ram;

	mk_each(ram, &mk_judged_block(judging, judging->node)->ram) {
		struct mk_hole_walk walk;
		struct mk_range hole;
		if (ram->base >= ram->end)
			continue;
		begin_holes(&walk, banks, (struct mk_range){ram->base, ram->end - 1});
		if (mk_holes_next(&walk, &hole))
			mk_judge(judging, MK_FAULT_NO_RAM,
				"%s has %s as RAM, but the board has no RAM at %s",
				mk_judged_node(judging, judging->node),
				mk_judged_span(judging, *ram), mk_range_text(judging->arena, hole));
	}
}

/* --- the firmware's memory -------------------------------------------------------------------- */

static const char *whose(struct mk_arena *arena, const struct mk_reservation *reservation)
{
	if (!reservation->node)
		return "which /memreserve/ keeps for the firmware";
	return mk_arena_printf(arena, "which %s keeps for the firmware",
		mk_ascii_text(arena, reservation->node->path));
}

static void judge_reservation(struct mk_judging *judging, const struct mk_reservation *reservation,
	const mk_spans *spans, const char *as)
{
	const struct mk_span *span;

	mk_each(span, spans) {
		struct mk_range range = {span->base, span->end - 1};
		if (span->base >= span->end || !mk_ranges_overlap(range, reservation->range))
			continue;
		range = mk_range_intersection(range, reservation->range);
		mk_judge(judging, MK_FAULT_FIRMWARE, "%s receives %s as %s, %s",
			mk_judged_node(judging, judging->node),
			mk_range_text(judging->arena, range), as,
			whose(judging->arena, reservation));
		return;
	}
}

static void judge_firmware(struct mk_judging *judging)
{
	const struct mk_reservation *reservation;

	mk_each(reservation, &judging->board->reservations) {
		if (reservation->kind == MK_RESERVED_MAPPED)
			continue;
		judge_reservation(
			judging, reservation, &mk_judged_block(judging, judging->node)->ram, "RAM");
		judge_reservation(judging, reservation,
			&judging->judgement->starts.items[judging->node].devices, "device memory");
	}
}

/* --- what several receive, and the loader does not clear -------------------------------------- */

/* All that more than one range covers, ascending: each is compared with the furthest-reaching
 * before it. */
static struct range_set covered_twice(struct mk_arena *arena, struct range_set *set)
{
	struct range_set twice = {0};
	uint64_t reach = 0;
	const struct mk_owned_range *owned;

	mk_ranges_sort(set->ranges.items, set->ranges.count);
	mk_each(owned, &set->ranges) {
		struct mk_range range = owned->range;
		if (owned != set->ranges.items && range.first <= reach)
			add_range(arena, &twice,
				(struct mk_range){
					range.first, range.last < reach ? range.last : reach});
		if (range.last > reach)
			reach = range.last;
	}
	return twice;
}

static struct range_set received_by_several(struct mk_judging *judging)
{
	struct range_set received = {0};
	const struct mk_start *start;
	const struct mk_span *span;

	mk_each(start, &judging->judgement->starts)
		mk_each(span, &start->devices)
			add_span(judging->arena, &received, *span);
	return covered_twice(judging->arena, &received);
}

static void add_all_but(
	struct mk_arena *arena, struct range_set *set, const struct range_set *other)
{
	struct mk_hole_walk walk;
	struct mk_range hole;

	begin_holes(&walk, other, everything);
	while (mk_holes_next(&walk, &hole))
		add_range(arena, set, hole);
}

/* Memory that a node has as its RAM is another finding's. */
static void judge_cleared(struct mk_judging *judging, const struct range_set *banks)
{
	struct mk_arena *arena = judging->arena;
	struct range_set several = received_by_several(judging);
	struct range_set fine = {0};
	const struct mk_loader_region *region;
	const struct mk_loader_block *block;
	const struct mk_span *ram;
	struct mk_hole_walk walk;
	struct mk_range hole;

	add_all_but(arena, &fine, banks);
	add_all_but(arena, &fine, &several);
	mk_each(region, &judging->image->regions)
		if (!region->load)
			add_span(arena, &fine,
				(struct mk_span){region->address, region->address + region->write});
	mk_each(block, &judging->image->blocks)
		if (!block->complaint)
			mk_each(ram, &block->block.ram)
				add_span(arena, &fine, *ram);
	mk_ranges_sort(fine.ranges.items, fine.ranges.count);
	begin_holes(&walk, &fine, everything);
	while (mk_holes_next(&walk, &hole))
		mk_judge(judging, MK_FAULT_NOT_CLEARED,
			"several nodes receive %s, which the loader does not fill with zeros",
			mk_range_text(arena, hole));
}

bool mk_is_ram_of_board(const struct mk_judging *judging, struct mk_span span)
{
	const struct mk_bank *bank;

	if (judging->board)
		mk_each(bank, &judging->board->banks)
			if (mk_range_contains(
				    bank->range, (struct mk_range){span.base, span.end - 1}))
				return true;
	return false;
}

void mk_judge_on_board(struct mk_judging *judging)
{
	struct range_set banks = banks_of(judging->arena, judging->board);
	const struct mk_loader_block *block;

	mk_each(block, &judging->image->blocks) {
		judging->node = (size_t)(block - judging->image->blocks.items);
		if (block->complaint)
			continue;
		if (banks.ranges.count)
			judge_ram(judging, &banks);
		judge_firmware(judging);
	}
	judge_cleared(judging, &banks);
}
