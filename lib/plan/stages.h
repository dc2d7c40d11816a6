/* SPDX-License-Identifier: BSD-2-Clause */
/* The stages of mk_plan_make, in the order in which they run. Private to lib/plan. */
#ifndef MK_PLAN_STAGES_H
#define MK_PLAN_STAGES_H

#include "plan/plan.h"

/* Nodes with names, kernel settings and images; nothing that needs the board. */
void mk_plan_resolve_nodes(struct mk_arena *arena, struct mk_plan *plan);

/* Peers outside, by their names. */
void mk_plan_resolve_outside(struct mk_arena *arena, struct mk_plan *plan);

/* Which connections cross nodes, and what each of them asks for. */
void mk_plan_resolve_connections(struct mk_arena *arena, struct mk_plan *plan);

/* Cores, and each node's rank in the loader's archive. */
void mk_plan_resolve_cores(struct mk_arena *arena, struct mk_plan *plan);

/* The devices that nodes name, with their MMIO and interrupts. */
void mk_plan_resolve_devices(struct mk_arena *arena, struct mk_plan *plan);

/* Interrupts of devices, listed ones, what `rest` brings; at last each node's SPIs. */
void mk_plan_resolve_irqs(struct mk_arena *arena, struct mk_plan *plan);

/* Part of that: gives the first node that says `rest` every device that no node names. */
void mk_plan_collect_rest(struct mk_arena *arena, struct mk_plan *plan);

/* SGI ids and targets. */
void mk_plan_resolve_ipis(struct mk_arena *arena, struct mk_plan *plan);

/* Shared pages for multiplexed IPIs, not placed yet, and their bits. */
void mk_plan_add_doorbells(struct mk_arena *arena, struct mk_plan *plan);

/* Slices, shared regions, the loader: fixed ones, then places for the others; what is left. */
void mk_plan_resolve_memory(
	struct mk_arena *arena, struct mk_plan *plan, const struct mk_plan_options *options);

/* Parts of that, in order. RAM; reservations that are lifted; what is asked for. */
void mk_plan_collect_ram(struct mk_arena *arena, struct mk_plan *plan);
void mk_plan_collect_lifted(struct mk_arena *arena, struct mk_plan *plan);
void mk_plan_collect_requests(struct mk_arena *arena, struct mk_plan *plan);

/* Part of the last: what nodes and peers have beside RAM of kernels. */
void mk_plan_collect_holdings(struct mk_arena *arena, struct mk_plan *plan);

/*
 * The region that a request stands for; a fixed one has its range at once. Notes which reservation
 * it is, and a reference where that is none.
 */
struct mk_region mk_plan_region_of(
	struct mk_arena *arena, struct mk_plan *plan, const struct mk_layout_range *request);

/* The same of one that names no reservation. */
struct mk_region mk_plan_plain_region(const struct mk_layout_range *request);

/* Gives every request without a start its place, once all fixed ones are known. */
void mk_plan_place_requests(
	struct mk_arena *arena, struct mk_plan *plan, const struct mk_plan_options *options);

/* --- what they share -------------------------------------------------------------------------- */

/* The plan's own, to write to. */
static inline struct mk_plan_connection *mk_plan_connection_at(
	struct mk_plan *plan, const struct mk_plan_connection *connection)
{
	return &plan->connections.items[connection - plan->connections.items];
}

/* Records a name that stands for nothing. */
void mk_plan_add_reference(struct mk_arena *arena, struct mk_plan *plan,
	enum mk_reference_kind kind, const struct mk_text *text, const char *nearest);

/*
 * Whether a name is looked up at all: not after too many stood for nothing, of which the first is
 * said.
 */
bool mk_plan_looks_up(struct mk_arena *arena, struct mk_plan *plan, const struct mk_text *name);

/* The node of that name; NULL, and a reference is recorded, where there is none. */
const struct mk_plan_node *mk_plan_look_up_node(struct mk_arena *arena, struct mk_plan *plan,
	enum mk_reference_kind kind, const struct mk_text *name);

#endif
