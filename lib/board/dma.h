/* SPDX-License-Identifier: BSD-2-Clause */
/* Which of the CPU's addresses a device can reach by itself. */
#ifndef MK_BOARD_DMA_H
#define MK_BOARD_DMA_H

#include "board/board.h"

typedef MK_VEC(struct mk_range) mk_windows;

struct mk_dma {
	bool confined;	    /* some bus on its way to memory has `dma-ranges` that are not empty */
	mk_windows windows; /* what is left if confined: ascending, apart */
	const struct mk_dt_node *bus; /* the first that confines, or NULL */
};

/* Whether a device is of a kind that reads and writes memory itself, as far as its node tells. */
bool mk_dt_masters_bus(const struct mk_dt_node *node);

/*
 * What the buses from a device to the root let it reach (Devicetree Specification 0.4, 2.3.9). A
 * bus without `dma-ranges` hands all on, as in Linux; lists made to be slow confine nothing.
 */
struct mk_dma mk_board_dma(
	const struct mk_board *board, struct mk_arena *arena, const struct mk_dt_node *node);

/* How many bytes of a range are in the windows. */
uint64_t mk_dma_reach(const struct mk_dma *dma, struct mk_range range);

#endif
