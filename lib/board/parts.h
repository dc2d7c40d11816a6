/* SPDX-License-Identifier: BSD-2-Clause */
/* What the files of lib/board share. Private to it. */
#ifndef MK_BOARD_PARTS_H
#define MK_BOARD_PARTS_H

#include "board/devices.h"
#include "board/reg.h"

/* Each fills in its part of the board, whose tree is loaded. */
void mk_board_read_memory(struct mk_board *board, struct mk_arena *arena);
void mk_board_read_reservations(struct mk_board *board, struct mk_arena *arena);
void mk_board_read_cpus(struct mk_board *board, struct mk_arena *arena);
void mk_board_read_clusters(struct mk_board *board, struct mk_arena *arena); /* needs its cores */
enum mk_architecture mk_cpu_architecture(const struct mk_dt_node *cpu);
void mk_board_read_gic(struct mk_board *board);
void mk_board_read_timer(struct mk_board *board);
void mk_board_read_psci(struct mk_board *board);
void mk_board_read_console(struct mk_board *board, struct mk_arena *arena);
void mk_board_read_registers(struct mk_board *board, struct mk_arena *arena);

/* Needs the board's RAM; before its registers. */
void mk_board_read_aside(
	struct mk_board *board, struct mk_arena *arena, const struct mk_layout_board *stated);

/* Whether that entry of the `reg` of a node is set aside. */
bool mk_board_is_aside(const struct mk_board *board, const struct mk_dt_node *node, uint32_t entry);

/* Whether it could be a device: enabled, and not memory, a core, or a part of these. */
bool mk_dt_may_be_device(const struct mk_board *board, const struct mk_dt_node *node);

/* Whether a node has that name: exactly, or with a unit address behind it. */
bool mk_dt_has_name(const struct mk_dt_node *node, const char *name, size_t length, bool exactly);

struct mk_names_table {
	const struct mk_board *board;
	struct mk_arena *arena;
	const struct mk_dt_node *aliases; /* or NULL */
	const struct mk_dt_node *labels;  /* __symbols__, or NULL */
	size_t asked;
	MK_VEC(const struct mk_dt_node *) nodes; /* all but the root, sorted; none until needed */
};

/* Counts one more look-up, from some number on of which the table is used. */
bool mk_names_table_is_worth_it(struct mk_names_table *table);

/* A node by its own name, as mk_dt_has_name means it. */
struct mk_lookup mk_names_table_find(
	const struct mk_names_table *table, const char *name, bool exactly);

/*
 * Work that questions to a tree may still cause, so that one made to be slow is not: in steps, each
 * a few nanoseconds.
 */
struct mk_budget {
	uint64_t steps;
	bool cut; /* something was left out, for want of steps or by another bound */
};

/* For one node; the largest of 33 real trees takes less than this for all of its nodes. */
#define MK_BUDGET_NODE (UINT64_C(1) << 20)

/* Takes what a piece of work costs. False, from then on, when nothing is left. */
static inline bool mk_budget_spend(struct mk_budget *budget, uint64_t steps)
{
	budget->steps = steps < budget->steps ? budget->steps - steps : 0;
	budget->cut |= !budget->steps;
	return budget->steps > 0;
}

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

/* Whether it is an enabled GIC, be it not the board's own. */
bool mk_dt_is_gic(const struct mk_dt_node *node);

/*
 * The controller that the interrupts of a node go to, if it does not say so for each; NULL
 * where it is missing or not in the tree.
 */
const struct mk_dt_node *mk_interrupt_parent(
	const struct mk_dt_tree *tree, const struct mk_dt_node *node, struct mk_budget *budget);

#define MK_SPECIFIER_MAX_CELLS 8

/* An interrupt on its way to the GIC. */
struct mk_signal {
	const struct mk_dt_node *controller; /* that the specifier is written for */
	uint32_t specifier[MK_SPECIFIER_MAX_CELLS];
	uint32_t specifier_cells;
	const struct mk_dt_property *unit; /* holds the unit address for a nexus; may be NULL */
	uint32_t unit_at;		   /* its first cell */
	const struct mk_dt_node *nexus;	   /* whose map led straight to the controller; or NULL */
	struct mk_budget *budget;
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

/*
 * Where the row at cell *at of a nexus's map leads; *at moves behind it. Ends after the last one;
 * fails where the map cannot be read any further.
 */
enum mk_pass mk_nexus_next(const struct mk_dt_tree *tree, const struct mk_dt_node *nexus,
	uint32_t *at, struct mk_signal *signal, const char **complaint);

/* One step through a hierarchical controller, which has a line to the GIC for each of its own. */
enum mk_pass mk_router_pass(
	const struct mk_dt_tree *tree, struct mk_signal *signal, const char **complaint);

/* mk_board_interrupts within a budget. */
void mk_interrupts_read(const struct mk_board *board, struct mk_arena *arena,
	const struct mk_dt_node *node, struct mk_budget *budget, mk_interrupts *interrupts);

enum mk_reach {
	MK_REACH_CPU,
	MK_REACH_NO_RANGES, /* `bus` gives its children no addresses above it */
	MK_REACH_OUTSIDE,   /* no entry of the `ranges` of `bus` covers it */
	MK_REACH_OWN_BUS,   /* I2C, SPI, MDIO: an address that is not meant for the CPU */
};

/* A `reg` entry that is not empty, and how far it reaches. */
struct mk_reg_reach {
	uint32_t entry; /* index in `reg` */
	enum mk_reach reach;
	struct mk_range range;	      /* MK_REACH_CPU */
	const struct mk_dt_node *bus; /* where it ends otherwise */
};

struct mk_reach_walk {
	const struct mk_dt_node *node;
	struct mk_budget *budget;
	struct mk_reg_walk reg;
	uint32_t entry; /* the next */
};

void mk_reach_begin(
	struct mk_reach_walk *walk, const struct mk_dt_node *node, struct mk_budget *budget);
bool mk_reach_next(struct mk_reach_walk *walk, struct mk_reg_reach *reach);

/* The same of a range on the bus of `node`, whose address climbs with it. */
void mk_reach_climb(const struct mk_dt_node *node, struct mk_budget *budget, struct mk_reg *reg,
	struct mk_reg_reach *reach);

/*
 * Adds what the parts of a device have outside of `mmio`, which holds what it has itself, and the
 * windows of PCI bridges.
 */
void mk_mmio_add_parts(const struct mk_board *board, struct mk_arena *arena,
	const struct mk_dt_node *device, struct mk_budget *budget, mk_mmios *mmio);

/* The bits (mk_dt_key_bit) of all properties that may name a provider; asked once for a board. */
uint64_t mk_provider_keys(void);

/* Adds the providers that the node names; `keys` are mk_provider_keys(). */
void mk_device_read_providers(const struct mk_board *board, struct mk_arena *arena,
	struct mk_device *device, uint64_t keys, struct mk_budget *budget);

/*
 * The parts of a device, in the order of the tree: pass the device itself for the first. NULL after
 * the last.
 */
const struct mk_dt_node *mk_device_next_part(
	const struct mk_dt_node *device, const struct mk_dt_node *after, struct mk_budget *budget);

/* Fills in `bonds`; the list of devices is complete. */
void mk_devices_bind(
	const struct mk_board *board, struct mk_arena *arena, struct mk_devices *devices);

#endif
