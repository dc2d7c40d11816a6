/* SPDX-License-Identifier: BSD-2-Clause */
/* What the board formats work out alike. */
#ifndef MK_TELL_BOARD_FACTS_H
#define MK_TELL_BOARD_FACTS_H

#include "board/devices.h"

typedef MK_VEC(struct mk_range) mk_ranges;

/* The banks without reservations and registers in them, ascending and disjoint. */
mk_ranges mk_board_free_ranges(struct mk_arena *arena, const struct mk_board *board);

/* Registers that lie in RAM as the tree states it, ascending. */
mk_mmios mk_board_registers_in_ram(struct mk_arena *arena, const struct mk_board *board);

typedef MK_VEC(const struct mk_dt_node *) mk_nodes;

/* Memory nodes that give no RAM: disabled, or of size 0 until firmware fills them in. */
mk_nodes mk_board_nodes_without_ram(struct mk_arena *arena, const struct mk_board *board);

/* The distinct SPIs of all devices, ascending. */
typedef MK_VEC(struct mk_intid) mk_intids;
mk_intids mk_board_spis(struct mk_arena *arena, const struct mk_devices *devices);

/* "no-map", "mapped", "memreserve". */
const char *mk_reservation_word(enum mk_reservation_kind kind);

/* "none", "edge-rising", "level-high". */
const char *mk_trigger_word(enum mk_trigger trigger);

/* "Feeds nothing" (Linux bindings, interrupt-controller/sifive,plic-1.0.0.yaml). */
#define MK_PLIC_NO_CAUSE UINT32_MAX

/* What a context of a RISC-V PLIC feeds. */
struct mk_plic_context {
	const struct mk_dt_node *hart; /* NULL where it is not in the tree */
	uint32_t cause; /* as mcause has it: 11 external in machine mode, 9 in supervisor mode */
};

typedef MK_VEC(struct mk_plic_context) mk_plic_contexts;

/* In the order of their numbers; none where the board's controller is no PLIC. */
mk_plic_contexts mk_board_plic_contexts(struct mk_arena *arena, const struct mk_board *board);

#endif
