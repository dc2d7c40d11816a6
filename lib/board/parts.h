/* SPDX-License-Identifier: BSD-2-Clause */
/* What the files of lib/board share. Private to it. */
#ifndef MK_BOARD_PARTS_H
#define MK_BOARD_PARTS_H

#include "board/board.h"

/* Each fills in its part of the board, whose tree is loaded. */
void mk_board_read_memory(struct mk_board *board, struct mk_arena *arena);
void mk_board_read_reservations(struct mk_board *board, struct mk_arena *arena);
void mk_board_read_cpus(struct mk_board *board, struct mk_arena *arena);
void mk_board_read_gic(struct mk_board *board);
void mk_board_read_timer(struct mk_board *board);
void mk_board_read_psci(struct mk_board *board);
void mk_board_read_console(struct mk_board *board, struct mk_arena *arena);

/* Whether the node has `device_type` with that value. */
bool mk_dt_has_type(const struct mk_dt_node *node, const char *type);

/*
 * The string that starts at byte *at of a property, which moves behind it; NULL where none
 * ends. Walks a string list from *at 0.
 */
const char *mk_dt_next_string(const struct mk_dt_property *property, uint32_t *at);

/* The node that property `name` of `naming` (/aliases, /__symbols__) gives the path of. */
struct mk_dt_node *mk_dt_named(
	const struct mk_dt_tree *tree, const struct mk_dt_node *naming, const char *name);

/*
 * The controller that the interrupts of a node go to, if it does not say so for each; NULL
 * where it is missing or not in the tree.
 */
const struct mk_dt_node *mk_interrupt_parent(
	const struct mk_dt_tree *tree, const struct mk_dt_node *node);

#define MK_SPECIFIER_MAX_CELLS 8

/* An interrupt on its way to the GIC. */
struct mk_signal {
	const struct mk_dt_node *controller; /* that the specifier is written for */
	uint32_t specifier[MK_SPECIFIER_MAX_CELLS];
	uint32_t specifier_cells;
	const struct mk_dt_property *unit; /* holds the unit address for a nexus; may be NULL */
	uint32_t unit_at;		   /* its first cell */
};

/* Reads the specifier at a cell of a property; NULL, or a complaint where it is not there. */
const char *mk_signal_read(
	struct mk_signal *signal, const struct mk_dt_property *property, uint32_t at);

enum mk_pass {
	MK_PASS_ON,   /* the signal is now at the next controller */
	MK_PASS_ENDS, /* this is no controller that hands on what it gets */
	MK_PASS_FAILS,
};

/* One step through a nexus (a node with `interrupt-map`). */
enum mk_pass mk_nexus_pass(
	const struct mk_dt_tree *tree, struct mk_signal *signal, const char **complaint);

/* One step through a hierarchical controller, which has a line to the GIC for each of its own. */
enum mk_pass mk_router_pass(
	const struct mk_dt_tree *tree, struct mk_signal *signal, const char **complaint);

#endif
