/* SPDX-License-Identifier: BSD-2-Clause */
/* `reg` entries and their way through the buses. Private to lib/board. */
#ifndef MK_BOARD_REG_H
#define MK_BOARD_REG_H

#include "board/tree.h"

/* An address on some bus. */
struct mk_bus_address {
	uint32_t space;	 /* the cell above the low 64 bits: PCI's phys.hi; else 0 */
	uint64_t offset; /* the low 64 bits */
};

struct mk_reg {
	struct mk_bus_address address;
	uint64_t size; /* bytes; 2^64 - 1 where it has more than 64 bits */
};

/* Walks the entries of `reg`. There are none where the cells around it make no sense. */
struct mk_reg_walk {
	const struct mk_dt_property *property;
	uint32_t address_cells;
	uint32_t size_cells;
	uint32_t next; /* cell */
};

void mk_reg_begin(struct mk_reg_walk *walk, const struct mk_dt_node *node);

/* The same for a property that is written like `reg`. */
void mk_reg_begin_named(
	struct mk_reg_walk *walk, const struct mk_dt_node *node, const char *property);
bool mk_reg_next(struct mk_reg_walk *walk, struct mk_reg *reg);

bool mk_bus_is_pci(const struct mk_dt_node *bus);

/* Walks the rows of `ranges`: what of the bus that `bus` is itself on leads to its children. */
struct mk_window_walk {
	const struct mk_dt_node *bus;
	uint32_t next; /* cell */
};

bool mk_window_next(struct mk_window_walk *walk, struct mk_reg *window);

/* A row of `dma-ranges`: where what the children of a bus call `child` is on the bus above. */
struct mk_dma_row {
	uint64_t child;
	uint64_t parent;
	uint64_t size; /* bytes */
};

struct mk_dma_walk {
	const struct mk_dt_node *bus;
	uint32_t next; /* cell */
};

/* The next row about memory. */
bool mk_dma_next(struct mk_dma_walk *walk, struct mk_dma_row *row);

/*
 * From an address as the children of `bus` write it to one on the bus that `bus` is itself
 * on. False where it has no `ranges`, or none that covers the address.
 */
bool mk_bus_translate(const struct mk_dt_node *bus, struct mk_bus_address *address);

/*
 * The other way round: the first row of `ranges` that leads to the address tells what children of
 * `bus` write for it. False where there is none; an earlier row may yet stand over it.
 */
bool mk_bus_translate_back(const struct mk_dt_node *bus, struct mk_bus_address *address);

#endif
