/* SPDX-License-Identifier: BSD-2-Clause */
/* RAM banks and what is withheld from them. */
#include <stdlib.h>
#include <string.h>

#include "board/parts.h"
#include "board/reg.h"

static int compare_ranges(struct mk_range a, struct mk_range b)
{
	if (a.first != b.first)
		return a.first < b.first ? -1 : 1;
	return (a.last > b.last) - (a.last < b.last);
}

/* Nodes of one range keep the order of their paths, so that equal trees read equal. */
static int compare_nodes(const struct mk_dt_node *a, const struct mk_dt_node *b)
{
	if (!a || !b)
		return (a != NULL) - (b != NULL);
	return strcmp(a->path, b->path);
}

static int compare_banks(const void *left, const void *right)
{
	const struct mk_bank *a = left;
	const struct mk_bank *b = right;
	int order = compare_ranges(a->range, b->range);

	return order ? order : compare_nodes(a->node, b->node);
}

static void add_banks(mk_banks *banks, struct mk_arena *arena, const struct mk_dt_node *node)
{
	struct mk_reg_walk walk;
	struct mk_reg reg;

	mk_reg_begin(&walk, node);
	while (mk_reg_next(&walk, &reg)) {
		struct mk_bank bank = {.node = node};
		if (mk_range_make(reg.address.offset, reg.size, &bank.range) == MK_RANGE_OK)
			*mk_vec_add(arena, banks) = bank;
	}
}

void mk_board_read_memory(struct mk_board *board, struct mk_arena *arena)
{
	for (struct mk_dt_node *node = board->tree->root; node; node = node->next) {
		if (!mk_dt_has_type(node, "memory"))
			continue;
		*mk_vec_add(arena, &board->memory_nodes) = node;
		if (node->enabled)
			add_banks(&board->banks, arena, node);
	}
	if (board->banks.count)
		qsort(board->banks.items, board->banks.count, sizeof *board->banks.items,
			compare_banks);
}

void mk_board_kernel_ram(const struct mk_dt_tree *tree, struct mk_arena *arena, mk_banks *banks)
{
	for (const struct mk_dt_node *node = tree->root; node; node = node->next)
		if (mk_dt_has_type(node, "memory"))
			add_banks(banks, arena, node);
}

static int compare_reservations(const void *left, const void *right)
{
	const struct mk_reservation *a = left;
	const struct mk_reservation *b = right;
	int order = compare_ranges(a->range, b->range);

	return order ? order : compare_nodes(a->node, b->node);
}

static void add_reservation(struct mk_board *board, struct mk_arena *arena, uint64_t start,
	uint64_t size, const struct mk_reservation *pattern)
{
	struct mk_reservation reservation = *pattern;

	if (mk_range_make(start, size, &reservation.range) == MK_RANGE_OK)
		*mk_vec_add(arena, &board->reservations) = reservation;
}

static void add_reserved_node(
	struct mk_board *board, struct mk_arena *arena, const struct mk_dt_node *node)
{
	struct mk_reservation pattern = {
		.kind = mk_dt_property(node, "no-map") ? MK_RESERVED_NO_MAP : MK_RESERVED_MAPPED,
		.node = node,
	};
	struct mk_reg_walk walk;
	struct mk_reg reg;

	mk_reg_begin(&walk, node);
	while (mk_reg_next(&walk, &reg)) {
		/* Where `ranges` is missing or does not cover it, it is a CPU address already. */
		(void)mk_bus_translate(node->parent, &reg.address);
		add_reservation(board, arena, reg.address.offset, reg.size, &pattern);
	}
}

void mk_board_read_reservations(struct mk_board *board, struct mk_arena *arena)
{
	static const struct mk_reservation memreserve = {.kind = MK_RESERVED_MEMRESERVE};
	const struct mk_dt_tree *tree = board->tree;
	const struct mk_dt_node *reserved = mk_dt_child(tree->root, "reserved-memory");

	board->reserved_memory = reserved;
	for (struct mk_dt_node *node = reserved ? reserved->first_child : NULL; node;
		node = node->next_sibling)
		if (node->enabled)
			add_reserved_node(board, arena, node);
	for (uint32_t i = 0; i < tree->reservation_count; i++)
		add_reservation(board, arena, tree->reservations[i].start,
			tree->reservations[i].size, &memreserve);
	if (board->reservations.count)
		qsort(board->reservations.items, board->reservations.count,
			sizeof *board->reservations.items, compare_reservations);
}
