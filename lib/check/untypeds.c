/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/untypeds.h"

#include "base/bits.h"
#include "check/kernel_memory.h"
#include "check/overlay_start.h"
#include "plan/kernel.h"

/*
 * As long as images are not known. Of its boot code, which it hands out, the kernel makes one piece
 * at the least; of what the device tree leaves of its last page, and of what the root task's
 * objects leave above them, perhaps none. All end at a page, or at 2^11 bytes.
 */
#define BOOT_CODE_PIECES 8u
#define TREE_PIECES 8u
#define OBJECT_BITS 11u

static unsigned lowest_bit(uint64_t value)
{
	return value ? (unsigned)__builtin_ctzll(value) : 63u;
}

/* Up to here pieces grow, from here on they shrink, but for as many of the largest as there are. */
static uint64_t widest_place(uint64_t first, uint64_t end, uint64_t largest)
{
	unsigned top;

	if (end >= largest)
		return first ? largest : 0;
	top = 63u - (unsigned)__builtin_clzll(first ^ end);
	return end >> top << top;
}

/*
 * Powers of two that a range falls into, each at a multiple of its size: up to the widest place
 * they are the ones in the distance to it as a binary number, behind it those in what is left.
 */
static size_t count_pieces(const struct mk_contract *contract, struct mk_range range)
{
	uint64_t largest = UINT64_C(1) << contract->largest_untyped_bits;
	uint64_t counted = ~((UINT64_C(1) << contract->smallest_untyped_bits) - 1);
	uint64_t first = range.first + contract->window_base;
	uint64_t last = range.last + contract->window_base;
	uint64_t block = mk_align_down(first, largest);
	uint64_t end = last - block + 1;
	uint64_t widest;

	first -= block;
	widest = widest_place(first, end, largest);
	return mk_count_ones((widest - first) & counted) +
	       (size_t)((end - widest) >> contract->largest_untyped_bits) +
	       mk_count_ones((end - widest) & (largest - 1) & counted);
}

/* What the kernel cannot map is no RAM to it. */
static size_t count_ram_pieces(const struct mk_contract *contract, struct mk_range range)
{
	if (range.first > range.last || range.first > contract->physical_limit)
		return 0;
	if (range.last > contract->physical_limit)
		range.last = contract->physical_limit;
	return count_pieces(contract, range);
}

struct untyped_count {
	struct mk_check *check;
	const struct mk_plan_node *node;
	mk_joined joined;
};

/* Everything that is not the node's RAM and not the kernel's is handed out as device memory. */
static size_t count_device_pieces(const struct untyped_count *count)
{
	const struct mk_plan *plan = count->check->plan;
	uint32_t bits = mk_plan_pa_bits(plan);
	mk_owned_ranges taken = {0};
	const struct mk_range *range;
	struct mk_hole_walk walk;
	struct mk_range hole;
	size_t pieces = 0;

	mk_each(range, &count->joined)
		*mk_vec_add(count->check->arena, &taken) = (struct mk_owned_range){*range, 0};
	mk_kernel_frames(
		count->check->arena, plan->contract, plan->board, count->node->hypervisor, &taken);
	mk_ranges_sort(taken.items, taken.count);
	mk_holes_begin(
		&walk, taken.items, taken.count, (struct mk_range){0, (UINT64_C(1) << bits) - 1});
	while (mk_holes_next(&walk, &hole))
		pieces += count_pieces(plan->contract, hole);
	return pieces;
}

static size_t fewer(size_t a, size_t b)
{
	return a < b ? a : b;
}

static size_t more(size_t a, size_t b)
{
	return a > b ? a : b;
}

/* What is left free of a range, as far as images of unknown size decide on its ends. */
struct room {
	struct mk_range range; /* the most that it can be */
	bool begins_later;     /* where the images end, perhaps further up, at a page */
	uint64_t ends_earlier; /* at a multiple of this, perhaps further down; 0: no */
};

struct bounds {
	size_t least;
	size_t most;
};

static void take(const struct mk_contract *contract, struct mk_range range, struct bounds *bounds)
{
	size_t pieces = count_ram_pieces(contract, range);

	bounds->least = fewer(bounds->least, pieces);
	bounds->most = more(bounds->most, pieces);
}

/* The fewest pieces are from a multiple of a large power of two on, the most from a page behind. */
static void take_starts(
	const struct mk_contract *contract, const struct room *room, struct bounds *bounds)
{
	struct mk_range range = room->range;
	unsigned bits = lowest_bit(contract->page_size);
	uint64_t before = 0;
	uint64_t round;

	take(contract, range, bounds);
	for (; room->begins_later && bits <= contract->largest_untyped_bits; bits++) {
		if (!mk_align_up(room->range.first, UINT64_C(1) << bits, &round) ||
			round > room->range.last)
			break;
		if (round == before)
			continue; /* a multiple of more than was asked for */
		before = range.first = round;
		take(contract, range, bounds);
		range.first += contract->page_size;
		take(contract, range, bounds);
	}
}

/* The same at the other end. */
static struct bounds count_room(const struct mk_contract *contract, const struct room *room)
{
	struct bounds bounds = {SIZE_MAX, 0};
	struct room shorter = *room;
	uint64_t end = room->range.last + 1;
	uint64_t before = 0;

	take_starts(contract, room, &bounds);
	for (uint64_t step = room->ends_earlier; step && step < end; step *= 2) {
		uint64_t round = mk_align_down(end, step);
		if (round <= room->range.first)
			break;
		if (round == before)
			continue;
		before = round;
		shorter.range.last = round - 1;
		take_starts(contract, &shorter, &bounds);
		shorter.range.last = round - room->ends_earlier - 1;
		if (shorter.range.last > room->range.first)
			take_starts(contract, &shorter, &bounds);
	}
	return bounds;
}

/* What the objects leave above them, less than they are aligned to. */
static size_t most_above(
	const struct mk_contract *contract, const struct mk_root_objects *objects, uint64_t last)
{
	struct mk_range above = {objects->range.last + 1, last};

	unsigned bits = lowest_bit(objects->alignment);

	return more(bits > OBJECT_BITS ? bits - OBJECT_BITS : 0, count_ram_pieces(contract, above));
}

static void count_ram(const struct untyped_count *count, struct mk_untypeds *untypeds)
{
	const struct mk_contract *contract = count->check->plan->contract;
	struct mk_root_objects objects =
		mk_check_root_objects(count->check, count->node, &count->joined);
	const struct mk_range *range;

	untypeds->least++;
	untypeds->most += BOOT_CODE_PIECES + TREE_PIECES;
	mk_each(range, &count->joined) {
		size_t i = (size_t)(range - count->joined.items);
		struct room room = {.range = *range, .begins_later = i == 0};
		struct bounds bounds;
		if (i == 0)
			room.range.first += mk_check_images_bytes(count->check, count->node);
		if (objects.fit && objects.index == i) {
			untypeds->most += most_above(contract, &objects, room.range.last);
			room.range.last = objects.range.first - 1;
			room.ends_earlier = objects.alignment;
		}
		bounds = count_room(contract, &room);
		untypeds->least += bounds.least;
		untypeds->most += bounds.most;
	}
}

static void estimate(const struct untyped_count *count, struct mk_untypeds *untypeds)
{
	size_t devices = count_device_pieces(count);

	count_ram(count, untypeds);
	untypeds->least += devices;
	untypeds->most += devices;
}

static void count_untypeds(struct untyped_count *count, struct mk_untypeds *untypeds)
{
	const struct mk_plan *plan = count->check->plan;
	struct mk_start *start = mk_arena_alloc(count->check->arena, sizeof *start);

	count->joined = mk_check_joined(count->check, count->node);
	untypeds->ranges = count->joined.count;
	untypeds->limit = mk_plan_setting(plan, count->node, "KernelMaxNumBootinfoUntypedCaps",
		plan->contract->untyped_limit);
	if (mk_check_overlay_start(count->check, count->node, start)) {
		untypeds->start = start;
		untypeds->least = start->untypeds.count + start->lost.count;
		untypeds->most = untypeds->least;
	} else {
		estimate(count, untypeds);
	}
}

static const struct mk_untypeds_list *untypeds_of(struct mk_check *check)
{
	struct untyped_count count = {.check = check};
	struct mk_untypeds *untypeds;

	if (check->untypeds)
		return check->untypeds;
	check->untypeds = mk_arena_alloc(check->arena, sizeof *check->untypeds);
	mk_each(count.node, &check->plan->nodes) {
		if (!count.node->sorted.count)
			continue;
		untypeds = mk_vec_add(check->arena, &check->untypeds->list);
		untypeds->node = count.node;
		count_untypeds(&count, untypeds);
	}
	return check->untypeds;
}

void mk_each_untypeds(struct mk_check *check, mk_untypeds_visitor *visit)
{
	const struct mk_untypeds_list *counted = untypeds_of(check);
	const struct mk_untypeds *untypeds;

	mk_each(untypeds, &counted->list)
		visit(check, untypeds->node, untypeds);
}
