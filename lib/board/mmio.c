/* SPDX-License-Identifier: BSD-2-Clause */
#include "board/board.h"
#include "board/reg.h"

/* Nodes without `ranges` on the way up (cpus, i2c) give their children no CPU address. */
static bool translate_to_cpu(const struct mk_dt_node *node, struct mk_bus_address *address)
{
	for (const struct mk_dt_node *bus = node->parent; bus && bus->parent; bus = bus->parent)
		if (!mk_bus_translate(bus, address))
			return false;
	return true;
}

/*
 * The first address decides, as it does for operating systems: an entry that is longer than
 * its window is taken as written. What would wrap ends at the top of the address space.
 */
static struct mk_range clipped_range(uint64_t start, uint64_t size)
{
	struct mk_range range = {start, UINT64_MAX};

	(void)mk_range_make(start, size, &range);
	return range;
}

void mk_board_mmio(const struct mk_board *board, struct mk_arena *arena,
	const struct mk_dt_node *node, mk_mmios *mmio)
{
	struct mk_reg_walk walk;
	struct mk_reg reg;

	(void)board;
	mk_reg_begin(&walk, node);
	while (mk_reg_next(&walk, &reg))
		if (reg.size && translate_to_cpu(node, &reg.address))
			*mk_vec_add(arena, mmio) =
				(struct mk_mmio){clipped_range(reg.address.offset, reg.size), node};
}
