/* SPDX-License-Identifier: BSD-2-Clause */
#include "tell/board_facts.h"

#include <stdlib.h>

#include "base/sort.h"

/* --- free memory ------------------------------------------------------------------------------ */

typedef MK_VEC(struct mk_owned_range) owned_ranges;

/* Joins sorted ranges that overlap or touch. */
static void join(owned_ranges *list)
{
	size_t count = 0;

	for (size_t i = 0; i < list->count; i++) {
		struct mk_range range = list->items[i].range;
		struct mk_range *last = count ? &list->items[count - 1].range : NULL;
		if (!last || (last->last != UINT64_MAX && range.first > last->last + 1))
			list->items[count++].range = range;
		else if (range.last > last->last)
			last->last = range.last;
	}
	list->count = count;
}

/* Banks are sorted already. */
static owned_ranges joined_banks(struct mk_arena *arena, const struct mk_board *board)
{
	owned_ranges list = {NULL, 0, 0};
	const struct mk_bank *bank;

	mk_each(bank, &board->banks)
		mk_vec_add(arena, &list)->range = bank->range;
	join(&list);
	return list;
}

static owned_ranges joined_uses(struct mk_arena *arena, const struct mk_board *board)
{
	owned_ranges list = {NULL, 0, 0};
	const struct mk_reservation *reservation;
	const struct mk_mmio *mmio;

	mk_each(reservation, &board->reservations)
		mk_vec_add(arena, &list)->range = reservation->range;
	mk_each(mmio, &board->mmio)
		mk_vec_add(arena, &list)->range = mmio->range;
	mk_ranges_sort(list.items, list.count);
	join(&list);
	return list;
}

mk_ranges mk_board_free_ranges(struct mk_arena *arena, const struct mk_board *board)
{
	owned_ranges banks = joined_banks(arena, board);
	owned_ranges used = joined_uses(arena, board);
	const struct mk_owned_range *bank;
	mk_ranges list = {NULL, 0, 0};
	size_t passed = 0;

	mk_each(bank, &banks) {
		struct mk_hole_walk walk;
		struct mk_range hole;
		while (passed < used.count && used.items[passed].range.last < bank->range.first)
			passed++;
		mk_holes_begin(&walk, used.items ? &used.items[passed] : NULL, used.count - passed,
			bank->range);
		while (mk_holes_next(&walk, &hole))
			*mk_vec_add(arena, &list) = hole;
	}
	return list;
}

mk_mmios mk_board_registers_in_ram(struct mk_arena *arena, const struct mk_board *board)
{
	owned_ranges banks = joined_banks(arena, board);
	const struct mk_mmio *mmio;
	mk_mmios list = {NULL, 0, 0};
	size_t bank = 0;

	mk_each(mmio, &board->mmio) {
		while (bank < banks.count && banks.items[bank].range.last < mmio->range.first)
			bank++;
		if (bank < banks.count && mk_ranges_overlap(banks.items[bank].range, mmio->range))
			*mk_vec_add(arena, &list) = *mmio;
	}
	return list;
}

static int compare_orders(const void *left, const void *right)
{
	const uint32_t *a = left;
	const uint32_t *b = right;

	return mk_compare_numbers(*a, *b);
}

mk_nodes mk_board_nodes_without_ram(struct mk_arena *arena, const struct mk_board *board)
{
	uint32_t *with_ram = mk_arena_array(arena, board->banks.count + 1, sizeof *with_ram);
	struct mk_dt_node *const *node;
	mk_nodes list = {NULL, 0, 0};

	for (size_t i = 0; i < board->banks.count; i++)
		with_ram[i] = board->banks.items[i].node->order;
	mk_sort(with_ram, board->banks.count, sizeof *with_ram, compare_orders);
	mk_each(node, &board->memory_nodes)
		if (!mk_find(&(*node)->order, with_ram, board->banks.count, sizeof *with_ram,
			    compare_orders))
			*mk_vec_add(arena, &list) = *node;
	return list;
}

/* --- interrupts ------------------------------------------------------------------------------- */

static int compare_intids(const void *left, const void *right)
{
	const struct mk_intid *a = left;
	const struct mk_intid *b = right;

	return mk_compare_numbers(a->value, b->value);
}

mk_intids mk_board_spis(struct mk_arena *arena, const struct mk_devices *devices)
{
	mk_intids list = {NULL, 0, 0};
	const struct mk_device *device;
	const struct mk_interrupt *interrupt;
	size_t count = 0;

	mk_each(device, &devices->list)
		mk_each(interrupt, &device->interrupts)
			if (interrupt->kind == MK_INTERRUPT_SPI)
				*mk_vec_add(arena, &list) = interrupt->intid;
	mk_vec_sort(&list, compare_intids);
	for (size_t i = 0; i < list.count; i++)
		if (!count || list.items[count - 1].value != list.items[i].value)
			list.items[count++] = list.items[i];
	list.count = count;
	return list;
}

mk_plic_contexts mk_board_plic_contexts(struct mk_arena *arena, const struct mk_board *board)
{
	mk_plic_contexts list = {NULL, 0, 0};
	mk_interrupts interrupts = {NULL, 0, 0};
	const struct mk_interrupt *interrupt;

	if (!mk_gic_is_plic(&board->gic))
		return list;
	mk_board_interrupts(board, arena, board->gic.node, &interrupts);
	mk_each(interrupt, &interrupts)
		*mk_vec_add(arena, &list) = (struct mk_plic_context){
			interrupt->controller ? interrupt->controller->parent : NULL,
			interrupt->number};
	return list;
}

/* --- words ------------------------------------------------------------------------------------ */

const char *mk_reservation_word(enum mk_reservation_kind kind)
{
	static const char *const words[] = {
		[MK_RESERVED_NO_MAP] = "no-map",
		[MK_RESERVED_MAPPED] = "mapped",
		[MK_RESERVED_MEMRESERVE] = "memreserve",
	};

	return words[kind];
}

const char *mk_trigger_word(enum mk_trigger trigger)
{
	switch (trigger) {
	case MK_TRIGGER_EDGE_RISING:
		return "edge-rising";
	case MK_TRIGGER_EDGE_FALLING:
		return "edge-falling";
	case MK_TRIGGER_EDGE_BOTH:
		return "edge-both";
	case MK_TRIGGER_LEVEL_HIGH:
		return "level-high";
	case MK_TRIGGER_LEVEL_LOW:
		return "level-low";
	case MK_TRIGGER_NONE:
		break;
	}
	return "none";
}
