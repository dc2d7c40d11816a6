/* SPDX-License-Identifier: BSD-2-Clause */
/* What a board offers, read from its device tree. Read-only once loaded. */
#ifndef MK_BOARD_BOARD_H
#define MK_BOARD_BOARD_H

#include "base/units.h"
#include "board/tree.h"
#include "core/range.h"

/* One `reg` entry of an enabled memory node, as written (it may be unaligned). */
struct mk_bank {
	struct mk_range range;
	const struct mk_dt_node *node;
};

enum mk_reservation_kind {
	MK_RESERVED_NO_MAP,	/* reserved-memory child with no-map: never anybody's RAM */
	MK_RESERVED_MAPPED,	/* without no-map: Linux conventions, usable with care */
	MK_RESERVED_MEMRESERVE, /* the blob's own reservation block */
};

/* A static reservation; dynamic ones (`size` without `reg`) have no place and are left out. */
struct mk_reservation {
	struct mk_range range;
	enum mk_reservation_kind kind;
	const struct mk_dt_node *node; /* NULL for /memreserve/ */
};

struct mk_cpu {
	const struct mk_dt_node *node;
	uint64_t mpidr;		/* `reg`: affinity fields of MPIDR_EL1 (Arm DDI 0487, D17.2.101) */
	const char *compatible; /* first string, or NULL */
	const char *enable_method; /* "psci", "spin-table", or NULL; from /cpus where absent */
	bool enabled;
	bool boot; /* exactly one of the enabled CPUs, unless there is none */
};

enum mk_gic_kind {
	MK_GIC_NONE, /* no interrupt controller that we know */
	MK_GIC_V2,
	MK_GIC_V3,    /* v4 as well: its compatible is v3's */
	MK_GIC_OTHER, /* a controller that is no GIC: PLIC, bcm2836-l1-intc */
};

struct mk_gic {
	enum mk_gic_kind kind;
	const struct mk_dt_node *node; /* NULL for MK_GIC_NONE */
	const char *compatible;	       /* the string that told the kind */
};

enum mk_interrupt_kind {
	MK_INTERRUPT_SPI,
	MK_INTERRUPT_PPI,
	MK_INTERRUPT_CASCADED,	 /* goes to a controller that is itself a device: `controller` */
	MK_INTERRUPT_UNRESOLVED, /* `complaint` says why */
};

struct mk_interrupt {
	enum mk_interrupt_kind kind;
	struct mk_intid intid;		     /* SPI and PPI */
	uint32_t flags;			     /* the specifier's trigger cell, as written */
	const struct mk_dt_node *controller; /* the parent the device names; NULL if unknown */
	const char *complaint;		     /* unresolved: to follow "interrupt 2 of /soc/x" */
};

/* An address range of a node in the CPU's address space. */
struct mk_mmio {
	struct mk_range range;
	const struct mk_dt_node *node;
};

struct mk_board {
	struct mk_dt_tree *tree;
	const char *model;	/* or NULL */
	const char *compatible; /* the root's first string, or NULL */

	MK_VEC(struct mk_dt_node *) memory_nodes;   /* device_type "memory", disabled ones too */
	MK_VEC(struct mk_bank) banks;		    /* enabled, not empty, ascending */
	MK_VEC(struct mk_reservation) reservations; /* ascending */
	const struct mk_dt_node *reserved_memory;   /* /reserved-memory, or NULL */
	MK_VEC(struct mk_cpu) cpus; /* every /cpus child with device_type "cpu"; ascending MPIDR */
	struct mk_gic gic;
	const struct mk_dt_node *timer;	  /* the architectural timer, or NULL */
	const struct mk_dt_node *psci;	  /* or NULL */
	const struct mk_dt_node *console; /* stdout-path, else alias serial0, else NULL */
};

/* NULL only where the tree itself cannot be read; that has been reported. */
struct mk_board *mk_board_load(struct mk_arena *arena, const struct mk_source *source,
	const void *blob, size_t length, struct mk_findings *findings);

enum mk_lookup_status {
	MK_LOOKUP_FOUND,
	MK_LOOKUP_UNKNOWN,   /* `nearest` may hold a name to suggest */
	MK_LOOKUP_AMBIGUOUS, /* a unit name that several nodes bear: `other` is a second one */
};

struct mk_lookup {
	enum mk_lookup_status status;
	const struct mk_dt_node *node;
	const struct mk_dt_node *other;
	const char *nearest;
};

/* A node by alias, path, label (where the tree has __symbols__) or unit name, in that order. */
struct mk_lookup mk_board_find(
	const struct mk_board *board, struct mk_arena *arena, const char *name);

/* A CPU by unit name, path, or decimal index in MPIDR order; NULL where there is none. */
const struct mk_cpu *mk_board_find_cpu(const struct mk_board *board, const char *name);

typedef MK_VEC(struct mk_interrupt) mk_interrupts;
typedef MK_VEC(struct mk_mmio) mk_mmios;

/*
 * The interrupts of a node, in its own order, resolved to the GIC: `interrupts` with the
 * inherited `interrupt-parent`, or `interrupts-extended`; through nexus nodes (`interrupt-map`) and
 * hierarchical controllers.
 */
void mk_board_interrupts(const struct mk_board *board, struct mk_arena *arena,
	const struct mk_dt_node *node, mk_interrupts *interrupts);

/*
 * The `reg` entries of a node that the CPU can address, translated through every parent's
 * `ranges`, in the node's order. Entries of size 0 and those that no `ranges` covers are left out.
 */
void mk_board_mmio(const struct mk_board *board, struct mk_arena *arena,
	const struct mk_dt_node *node, mk_mmios *mmio);

#endif
