/* SPDX-License-Identifier: BSD-2-Clause */
/* RAM banks, and what of them is reserved. */
#include <string.h>

#include "base/sort.h"
#include "board/parts.h"
#include "board/reg.h"

bool mk_dt_is_memory(const struct mk_dt_node *node)
{
	return mk_dt_has_type(node, "memory");
}

bool mk_board_reserves(const struct mk_dt_node *child)
{
	return child->enabled || mk_dt_property(child, "no-map");
}

/* SRAM, on-chip memory, tightly coupled memory, block RAM of programmable logic. */
static bool names_on_chip(const char *text)
{
	static const char *const words[] = {"sram", "ocram", "iram", "bram", "ocm", "tcm"};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcasestr(text, words[i]))
			return true;
	return false;
}

bool mk_dt_is_on_chip(const struct mk_dt_node *node)
{
	const struct mk_dt_property *compatible = node->compatible;
	const char *string;
	uint32_t at = 0;

	if (names_on_chip(node->name))
		return true;
	while (compatible && (string = mk_dt_next_string(compatible, &at)))
		if (names_on_chip(string))
			return true;
	return false;
}

static int compare_ranges(struct mk_range a, struct mk_range b)
{
	if (a.first != b.first)
		return a.first < b.first ? -1 : 1;
	return mk_compare_numbers(a.last, b.last);
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

/*
 * Where the CPU has what is at `address` for the children of the node's parent; the bus that does
 * not say, or NULL.
 */
static const struct mk_dt_node *climb(const struct mk_dt_node *node, struct mk_bus_address *address)
{
	for (const struct mk_dt_node *bus = node->parent; bus && bus->parent; bus = bus->parent)
		if (!mk_bus_translate(bus, address))
			return bus;
	return NULL;
}

/* Both ends have to be where they are in one piece. */
static bool locate(
	const struct mk_reg *reg, struct mk_range *range, struct mk_unread_memory *unread)
{
	struct mk_bus_address first = reg->address;
	struct mk_bus_address last = reg->address;

	unread->why = MK_UNREAD_WRAPS;
	if (mk_range_make(first.offset, reg->size, range) != MK_RANGE_OK)
		return false;
	unread->why = MK_UNREAD_HIGH;
	if (range->last > MK_LAST_PHYSICAL)
		return false;
	last.offset = range->last;
	unread->why = MK_UNREAD_BUS;
	unread->bus = climb(unread->node, &first);
	if (!unread->bus)
		unread->bus = climb(unread->node, &last);
	if (unread->bus)
		return false;
	unread->bus = unread->node->parent;
	if (last.offset - first.offset != range->last - range->first)
		return false;
	*range = (struct mk_range){first.offset, last.offset};
	return true;
}

const char *mk_dt_memory_list(const struct mk_dt_node *node)
{
	return mk_dt_property(node, MK_USABLE_MEMORY) ? MK_USABLE_MEMORY : "reg";
}

static bool add_banks(mk_banks *banks, struct mk_arena *arena, struct mk_unread_memory *unread)
{
	struct mk_reg_walk walk;
	struct mk_reg reg;

	mk_reg_begin_named(&walk, unread->node, mk_dt_memory_list(unread->node));
	while (mk_reg_next(&walk, &reg)) {
		struct mk_bank bank = {.node = unread->node};
		if (!reg.size)
			continue;
		if (!locate(&reg, &bank.range, unread))
			return false;
		*mk_vec_add(arena, banks) = bank;
	}
	return true;
}

/* All of a node or nothing: where an entry is wrong, so may be what the others seem to say. */
static void read_memory_node(
	struct mk_board *board, struct mk_arena *arena, const struct mk_dt_node *node)
{
	struct mk_unread_memory unread = {.node = node, .why = MK_UNREAD_CELLS};
	size_t before = board->banks.count;
	bool whole = mk_dt_is_whole(node, mk_dt_memory_list(node));

	if (whole && add_banks(&board->banks, arena, &unread))
		return;
	board->banks.count = before;
	*mk_vec_add(arena, &board->unread_memory) = unread;
}

void mk_board_read_memory(struct mk_board *board, struct mk_arena *arena)
{
	for (struct mk_dt_node *node = board->tree->root; node; node = node->next) {
		if (!mk_dt_is_memory(node))
			continue;
		*mk_vec_add(arena, &board->memory_nodes) = node;
		if (node->enabled)
			read_memory_node(board, arena, node);
	}
	mk_vec_sort(&board->banks, compare_banks);
}

static int compare_unread(const void *key, const void *item)
{
	const struct mk_dt_node *node = key;
	const struct mk_unread_memory *unread = item;

	return mk_compare_numbers(node->order, unread->node->order);
}

const struct mk_unread_memory *mk_board_unread(
	const struct mk_board *board, const struct mk_dt_node *node)
{
	return mk_vec_find(&board->unread_memory, node, compare_unread);
}

/* Where a bus's `ranges` do not say, the tooling takes the address as it is. */
static void add_kernel_banks(mk_banks *banks, struct mk_arena *arena, const struct mk_dt_node *node)
{
	struct mk_reg_walk walk;
	struct mk_reg reg;

	mk_reg_begin(&walk, node);
	while (mk_reg_next(&walk, &reg)) {
		struct mk_bank bank = {.node = node};
		const struct mk_dt_node *bus = node->parent;
		for (; bus && bus->parent; bus = bus->parent)
			(void)mk_bus_translate(bus, &reg.address);
		if (mk_range_make(reg.address.offset, reg.size, &bank.range) == MK_RANGE_OK)
			*mk_vec_add(arena, banks) = bank;
	}
}

void mk_board_kernel_ram(const struct mk_dt_tree *tree, struct mk_arena *arena, mk_banks *banks)
{
	for (const struct mk_dt_node *node = tree->root; node; node = node->next)
		if (mk_dt_is_memory(node))
			add_kernel_banks(banks, arena, node);
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

	if (!size)
		return;
	/* What would wrap ends at the top of the address space. */
	if (mk_range_make(start, size, &reservation.range) != MK_RANGE_OK)
		reservation.range = (struct mk_range){start, UINT64_MAX};
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
		if (mk_board_reserves(node))
			add_reserved_node(board, arena, node);
	for (uint32_t i = 0; i < tree->reservation_count; i++)
		add_reservation(board, arena, tree->reservations[i].start,
			tree->reservations[i].size, &memreserve);
	mk_vec_sort(&board->reservations, compare_reservations);
}

/* An address that no row covers stands for itself. */
static uint64_t reserved_at(const struct mk_dt_node *reserved, uint64_t offset)
{
	struct mk_bus_address address = {0, offset};

	(void)mk_bus_translate(reserved, &address);
	return address.offset;
}

bool mk_board_reserved_range(const struct mk_board *board, struct mk_range *range)
{
	const struct mk_dt_node *reserved = board->reserved_memory;
	struct mk_bus_address first = {0, range->first};
	uint64_t size = range->last - range->first;

	if (!reserved || !mk_dt_property(reserved, "ranges"))
		return true;
	(void)mk_bus_translate_back(reserved, &first);
	if (first.space || first.offset > UINT64_MAX - size ||
		reserved_at(reserved, first.offset) != range->first ||
		reserved_at(reserved, first.offset + size) != range->last)
		return false;
	*range = (struct mk_range){first.offset, first.offset + size};
	return true;
}
