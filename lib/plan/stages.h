/* SPDX-License-Identifier: BSD-2-Clause */
/* The stages of mk_plan_make, in the order in which they run. Private to lib/plan. */
#ifndef MK_PLAN_STAGES_H
#define MK_PLAN_STAGES_H

#include "plan/plan.h"

/* Nodes with names, kernel settings and images; nothing that needs the board. */
void mk_plan_nodes(struct mk_arena *arena, struct mk_plan *plan);

/* Which connections cross nodes, and what each of them asks for. */
void mk_plan_connections(struct mk_arena *arena, struct mk_plan *plan);

/* Cores, and each node's rank in the loader's archive. */
void mk_plan_cpus(struct mk_arena *arena, struct mk_plan *plan);

/* The devices that nodes name, with their MMIO and interrupts. */
void mk_plan_devices(struct mk_arena *arena, struct mk_plan *plan);

/* Interrupts of devices and listed ones, the rest of the devices, each node's SPIs. */
void mk_plan_irqs(struct mk_arena *arena, struct mk_plan *plan);

/* Gives the first node that says `rest` every device that no node names. */
void mk_plan_rest(struct mk_arena *arena, struct mk_plan *plan);

/* Slices, shared regions, the loader: fixed ones, then places for the others; what is left. */
void mk_plan_memory(
	struct mk_arena *arena, struct mk_plan *plan, const struct mk_plan_wishes *wishes);

/* SGI ids and targets. */
void mk_plan_ipis(struct mk_arena *arena, struct mk_plan *plan);

/* Shared pages for multiplexed IPIs, not placed yet, and their bits. Needs the IPIs. */
void mk_plan_doorbells(struct mk_arena *arena, struct mk_plan *plan);

/* Gives every request without a start its place. Needs all fixed ones to be in the plan. */
void mk_plan_place(
	struct mk_arena *arena, struct mk_plan *plan, const struct mk_plan_wishes *wishes);

void mk_plan_add_reference(struct mk_arena *arena, struct mk_plan *plan,
	enum mk_reference_kind kind, const struct mk_text *text, const char *nearest);

/*
 * Whether a name is looked up at all: not after too many stood for nothing, of which the first is
 * said.
 */
bool mk_plan_looks_up(struct mk_arena *arena, struct mk_plan *plan, const struct mk_text *name);

/* Index of the node of that name; SIZE_MAX, and a reference is recorded, where there is none. */
size_t mk_plan_resolve_node(struct mk_arena *arena, struct mk_plan *plan,
	enum mk_reference_kind kind, const struct mk_text *name);

#endif
