/* SPDX-License-Identifier: BSD-2-Clause */
/* What can be said only when all files are read. */
#include <string.h>

#include "base/sort.h"
#include "base/words.h"
#include "begin/sketch.h"

#define PAGE UINT64_C(0x1000)

typedef MK_VEC(struct mk_owned_range) owned_ranges;

static void add_range(struct mk_sketch *sketch, owned_ranges *list, struct mk_range range)
{
	*mk_vec_add(sketch->arena, list) = (struct mk_owned_range){range, list->count - 1};
}

static void add_ranges(struct mk_sketch *sketch, owned_ranges *list, const mk_sketch_ranges *ranges)
{
	const struct mk_sketch_range *range;

	mk_each(range, ranges)
		if (!range->size)
			add_range(sketch, list, range->range);
}

static void sort_ranges(owned_ranges *list)
{
	if (list->count)
		mk_ranges_sort(list->items, list->count);
}

/* --- RAM of nodes ----------------------------------------------------------------------------- */

/* What no kernel has as RAM, whatever its file says. */
static owned_ranges obstacles_of(struct mk_sketch *sketch)
{
	owned_ranges list = {0};
	const struct mk_reservation *reservation;
	const struct mk_board *board = sketch->board;
	const struct mk_sketch_party *party;
	const struct mk_sketch_range *range;
	const struct mk_sketch_shared *shared;

	mk_each(reservation, &board->reservations)
		if (reservation->kind != MK_RESERVED_MAPPED &&
			!sketch->lifted[reservation - board->reservations.items])
			add_range(sketch, &list, reservation->range);
	add_ranges(sketch, &list, &sketch->reserved);
	mk_each(shared, &sketch->shared)
		if (!shared->memory.size)
			add_range(sketch, &list, shared->memory.range);
	mk_each(party, &sketch->parties)
		mk_each(range, &party->memory)
			if (!range->size && (party->outside || range->purpose))
				add_range(sketch, &list, range->range);
	sort_ranges(&list);
	return list;
}

/* Whole pages of it; false where there are none. */
static bool shrink_to_pages(struct mk_range *range)
{
	uint64_t end = range->last == UINT64_MAX ? 0 : range->last + 1;

	if (!mk_align_up(range->first, PAGE, &range->first))
		return false;
	range->last = mk_align_down(end, PAGE) - 1;
	return range->first <= range->last;
}

static void keep_free_parts(struct mk_sketch *sketch, const owned_ranges *obstacles,
	struct mk_range within, mk_sketch_ranges *kept)
{
	struct mk_hole_walk walk;
	struct mk_range part;

	mk_holes_begin(&walk, obstacles->items, obstacles->count, within);
	while (mk_holes_next(&walk, &part))
		if (shrink_to_pages(&part))
			*mk_vec_add(sketch->arena, kept) = (struct mk_sketch_range){.range = part};
}

/* The parts that are RAM of the board, and nobody else's. */
static void keep_ram(struct mk_sketch *sketch, const owned_ranges *obstacles,
	const struct mk_sketch_range *memory, mk_sketch_ranges *kept)
{
	const struct mk_bank *bank;

	mk_each(bank, &sketch->board->banks)
		if (mk_ranges_overlap(bank->range, memory->range))
			keep_free_parts(sketch, obstacles,
				mk_range_intersection(bank->range, memory->range), kept);
}

static void settle_memory(
	struct mk_sketch *sketch, const owned_ranges *obstacles, struct mk_sketch_party *node)
{
	mk_sketch_ranges kept = {0};
	const struct mk_sketch_range *memory;

	mk_each(memory, &node->memory) {
		if (memory->size || memory->purpose)
			*mk_vec_add(sketch->arena, &kept) = *memory;
		else
			keep_ram(sketch, obstacles, memory, &kept);
	}
	node->memory = kept;
}

/* --- what is withheld from nodes -------------------------------------------------------------- */

/* What mkpart keeps this node out of by itself. */
static owned_ranges foreign_of(struct mk_sketch *sketch, const struct mk_sketch_party *node)
{
	owned_ranges list = {0};
	const struct mk_sketch_party *party;
	const struct mk_sketch_shared *shared;

	mk_each(party, &sketch->parties)
		if (party != node)
			add_ranges(sketch, &list, &party->memory);
	mk_each(shared, &sketch->shared)
		if (!shared->memory.size)
			add_range(sketch, &list, shared->memory.range);
	sort_ranges(&list);
	return list;
}

static void settle_reserved(struct mk_sketch *sketch, struct mk_sketch_party *node)
{
	owned_ranges foreign = foreign_of(sketch, node);
	mk_sketch_ranges kept = {0};
	const struct mk_sketch_range *reserved;

	mk_each(reserved, &node->reserved) {
		struct mk_sketch_range part = *reserved;
		struct mk_hole_walk walk;
		mk_holes_begin(&walk, foreign.items, foreign.count, reserved->range);
		while (mk_holes_next(&walk, &part.range))
			*mk_vec_add(sketch->arena, &kept) = part;
	}
	node->reserved = kept;
}

static int compare_range(const void *key, const void *item)
{
	return mk_ranges_compare(
		*(const struct mk_range *)key, ((const struct mk_sketch_range *)item)->range);
}

static int compare_ranges(const void *left, const void *right)
{
	return compare_range(&((const struct mk_sketch_range *)left)->range, right);
}

static bool has_range(const mk_sketch_ranges *sorted, struct mk_range range)
{
	return mk_vec_find(sorted, &range, compare_range) != NULL;
}

static bool is_withheld_from_all(const struct mk_sketch *sketch, struct mk_range range)
{
	const struct mk_sketch_party *party;

	mk_each(party, &sketch->parties)
		if (!party->outside && !has_range(&party->reserved, range))
			return false;
	return true;
}

/* What each node is kept out of, as one of them says it. */
static mk_sketch_ranges withheld_from_all(struct mk_sketch *sketch)
{
	mk_sketch_ranges common = {0};
	const struct mk_sketch_range *range;
	const struct mk_sketch_party *party;

	mk_each(party, &sketch->parties)
		mk_each(range, &party->reserved)
			if (!has_range(&common, range->range) &&
				is_withheld_from_all(sketch, range->range))
				*mk_vec_add(sketch->arena, &common) = *range;
	return common;
}

static void withhold_from_all(struct mk_sketch *sketch)
{
	struct mk_sketch_party *party;
	const struct mk_sketch_range *range;
	mk_sketch_ranges common;

	mk_each(party, &sketch->parties)
		mk_vec_sort(&party->reserved, compare_ranges);
	common = withheld_from_all(sketch);
	mk_each(party, &sketch->parties) {
		mk_sketch_ranges kept = {0};
		mk_each(range, &party->reserved)
			if (!has_range(&common, range->range))
				*mk_vec_add(sketch->arena, &kept) = *range;
		party->reserved = kept;
	}
	mk_each(range, &common)
		*mk_vec_add(sketch->arena, &sketch->reserved) = *range;
}

/* --- cores ------------------------------------------------------------------------------------ */

static bool is_spoken_for(const struct mk_sketch *sketch, const struct mk_cpu *cpu)
{
	const struct mk_sketch_party *party;
	const struct mk_sketch_core *unused;

	mk_each(party, &sketch->parties)
		if (party->cpu == cpu)
			return true;
	mk_each(unused, &sketch->unused)
		if (unused->cpu == cpu)
			return true;
	return false;
}

/* In the loader's order: the boot CPU, then on by ascending MPIDR with wrap-around. */
static const struct mk_cpu *next_core(const struct mk_sketch *sketch)
{
	const struct mk_board *board = sketch->board;
	size_t boot = mk_board_boot_cpu(board);

	for (size_t i = 0; i < board->cpus.count; i++) {
		const struct mk_cpu *cpu = &board->cpus.items[(boot + i) % board->cpus.count];
		if (cpu->usable && !is_spoken_for(sketch, cpu))
			return cpu;
	}
	return NULL;
}

/* --- interrupts ------------------------------------------------------------------------------- */

static size_t owners_of(const struct mk_sketch *sketch, const struct mk_dt_node *device)
{
	const struct mk_sketch_party *party;
	size_t count = 0;

	mk_each(party, &sketch->parties)
		count += mk_sketch_has_device(party, device);
	return count;
}

static bool brings(
	const struct mk_sketch *sketch, const struct mk_sketch_party *party, struct mk_intid intid)
{
	const struct mk_devices *devices = mk_board_devices(sketch->board, sketch->arena);
	const struct mk_dt_node *const *node;
	const struct mk_interrupt *interrupt;

	mk_each(node, &party->devices) {
		const struct mk_device *device = mk_devices_find(devices, *node);
		if (!device || owners_of(sketch, *node) > 1)
			continue;
		mk_each(interrupt, &device->interrupts)
			if (interrupt->kind == MK_INTERRUPT_SPI &&
				interrupt->intid.value == intid.value)
				return true;
	}
	return false;
}

static void settle_interrupts(struct mk_sketch *sketch, struct mk_sketch_party *party)
{
	size_t kept = 0;

	for (size_t i = 0; i < party->interrupts.count; i++)
		if (!brings(sketch, party, party->interrupts.items[i]))
			party->interrupts.items[kept++] = party->interrupts.items[i];
	party->interrupts.count = kept;
}

/* --- names ------------------------------------------------------------------------------------ */

struct name_slot {
	const char **name;
	size_t order;
};

typedef MK_VEC(struct name_slot) name_list;

static void add_name(struct mk_sketch *sketch, name_list *names, const char **name)
{
	*mk_vec_add(sketch->arena, names) = (struct name_slot){name, names->count - 1};
}

static int compare_names(const void *left, const void *right)
{
	const struct name_slot *a = left;
	const struct name_slot *b = right;
	int order = strcmp(*a->name, *b->name);

	return order ? order : mk_compare_numbers(a->order, b->order);
}

/* One that another bears as well gets a number, which may be another's name in turn. */
static void make_distinct(struct mk_sketch *sketch, name_list *names)
{
	bool changed = true;

	while (changed) {
		const char *first = "";
		size_t same = 1;
		changed = false;
		mk_vec_sort(names, compare_names);
		for (size_t i = 0; i < names->count; i++) {
			const char **name = names->items[i].name;
			if (strcmp(*name, first) != 0) {
				first = *name;
				same = 1;
				continue;
			}
			*name = mk_arena_printf(sketch->arena, "%s_%zu", first, ++same);
			changed = true;
		}
	}
}

static void settle_names(struct mk_sketch *sketch)
{
	struct mk_sketch_shared *shared;
	struct mk_sketch_party *party;
	struct mk_sketch_range *range;
	struct mk_sketch_ipi *ipi;
	name_list names = {0};

	mk_each(shared, &sketch->shared)
		add_name(sketch, &names, &shared->name);
	mk_each(ipi, &sketch->ipis)
		add_name(sketch, &names, &ipi->name);
	make_distinct(sketch, &names);
	mk_each(party, &sketch->parties) {
		names.count = 0;
		mk_each(range, &party->memory)
			if (range->name)
				add_name(sketch, &names, &range->name);
		mk_each(range, &party->mmio)
			add_name(sketch, &names, &range->name);
		make_distinct(sketch, &names);
	}
}

/* By file and line; what has no line stays in the order in which it was found. */
static int compare_leftovers(const void *left, const void *right)
{
	const struct mk_leftover *a = left;
	const struct mk_leftover *b = right;

	if (a->file != b->file)
		return a->file < b->file ? -1 : 1;
	if (a->origin.line != b->origin.line)
		return a->origin.line < b->origin.line ? -1 : 1;
	return mk_compare_numbers(a->order, b->order);
}

/* A board where only others are told of still has its own cores. */
static void add_node(struct mk_sketch *sketch)
{
	size_t index;

	if (mk_sketch_node_count(sketch) ||
		!mk_sketch_party_add(sketch, (struct mk_origin){0}, "node0", false, &index))
		return;
	mk_sketch_remark(sketch, index, "The files have nobody on the board's own cores.");
}

static void settle(struct mk_sketch *sketch)
{
	owned_ranges obstacles = obstacles_of(sketch);
	struct mk_sketch_party *party;

	mk_each(party, &sketch->parties)
		if (!party->outside)
			settle_memory(sketch, &obstacles, party);
	mk_each(party, &sketch->parties) {
		settle_reserved(sketch, party);
		settle_interrupts(sketch, party);
		if (party->outside || party->cpu)
			continue;
		party->cpu = next_core(sketch);
		party->cpu_chosen = true;
	}
	withhold_from_all(sketch);
	settle_names(sketch);
	mk_vec_sort(&sketch->leftovers, compare_leftovers);
}

void mk_sketch_settle(struct mk_sketch *sketch)
{
	if (sketch->settled)
		return;
	sketch->settled = true;
	add_node(sketch);
	settle(sketch);
}
