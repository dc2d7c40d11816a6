/* SPDX-License-Identifier: BSD-2-Clause */
/* What a board offers, read from its device tree. Read-only once loaded. */
#ifndef MK_BOARD_BOARD_H
#define MK_BOARD_BOARD_H

#include "base/units.h"
#include "base/unseen.h"
#include "board/tree.h"
#include "core/range.h"
#include "layout/layout.h"

/*
 * One `reg` entry of an enabled memory node, at the addresses that the CPU has for it (it may be
 * unaligned); of `linux,usable-memory` where the node has that, as operating systems read it.
 */
struct mk_bank {
	struct mk_range range;
	const struct mk_dt_node *node;
	bool on_chip; /* only what names a place there is placed in it; the plan says so */
};

typedef MK_VEC(struct mk_bank) mk_banks;

/* Armv8.2-LPA has 52 address bits, and no core has more (Arm ARM, ID_AA64MMFR0_EL1.PARange). */
#define MK_LAST_PHYSICAL ((UINT64_C(1) << 52) - 1)

enum mk_unread_why {
	MK_UNREAD_CELLS, /* no whole entries, or cells that make no sense */
	MK_UNREAD_WRAPS, /* an entry goes beyond the last address that there is */
	MK_UNREAD_HIGH,	 /* an entry goes beyond MK_LAST_PHYSICAL */
	MK_UNREAD_BUS,	 /* an entry is not, in one piece, what a bus above translates */
};

/* An enabled memory node of which nothing is taken for RAM, as its `reg` cannot be read. */
struct mk_unread_memory {
	const struct mk_dt_node *node;
	enum mk_unread_why why;
	const struct mk_dt_node *bus; /* MK_UNREAD_BUS */
};

enum mk_reservation_kind {
	MK_RESERVED_NO_MAP,	/* reserved-memory child with no-map: never anybody's RAM */
	MK_RESERVED_MAPPED,	/* without no-map: Linux conventions, usable with care */
	MK_RESERVED_MEMRESERVE, /* the blob's own reservation block */
};

/*
 * A static reservation; dynamic ones (`size` without `reg`) have no place and are left out. One
 * with no-map counts whatever its status is: kernels keep out of it all the same.
 */
struct mk_reservation {
	struct mk_range range;
	enum mk_reservation_kind kind;
	const struct mk_dt_node *node; /* NULL for /memreserve/ */
};

enum mk_architecture {
	MK_ARCH_UNKNOWN, /* the tree says nothing that mkpart knows of */
	MK_ARCH_AARCH64,
	MK_ARCH_AARCH32, /* Arm cores that have no 64-bit state */
	MK_ARCH_RISCV,
	MK_ARCH_OTHER,
};

/* "AArch64", "32-bit Arm", "RISC-V". */
const char *mk_architecture_name(enum mk_architecture architecture);

struct mk_cpu {
	const struct mk_dt_node *node;
	enum mk_architecture architecture;
	uint64_t mpidr;		/* `reg`: affinity fields of MPIDR_EL1 (Arm DDI 0487, D17.2.101) */
	const char *compatible; /* first string, or NULL */
	const char *enable_method; /* "psci", "spin-table", or NULL; from /cpus where absent */
	uint64_t cluster; /* cores with the same one are in one cluster: see mk_board.cpu_map */
	bool enabled;
	bool usable; /* enabled, or no core is: firmware enables them then */
	bool boot;   /* exactly one of the usable CPUs, unless there is none */
};

/* What tells which core boots. */
enum mk_boot_source {
	MK_BOOT_ASSUMED,  /* nothing: it is the lowest MPIDR */
	MK_BOOT_TREE,	  /* /chosen seL4,boot-cpu, or the blob's header */
	MK_BOOT_PLATFORM, /* a fact of the platform */
	MK_BOOT_LAYOUT,
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

/* "GICv2", "GICv3", "no GIC". */
const char *mk_gic_kind_name(enum mk_gic_kind kind);

/* Whether it is a RISC-V platform-level interrupt controller. */
bool mk_gic_is_plic(const struct mk_gic *gic);

enum mk_interrupt_kind {
	MK_INTERRUPT_SPI,
	MK_INTERRUPT_PPI,
	MK_INTERRUPT_CASCADED,	 /* ends at a controller that is no GIC: `controller` */
	MK_INTERRUPT_UNRESOLVED, /* `complaint` says why */
};

/* What an interrupt reacts to: the low bits of a GIC specifier's flags cell. */
enum mk_trigger {
	MK_TRIGGER_NONE = 0,
	MK_TRIGGER_EDGE_RISING = 1,
	MK_TRIGGER_EDGE_FALLING = 2,
	MK_TRIGGER_EDGE_BOTH = 3,
	MK_TRIGGER_LEVEL_HIGH = 4,
	MK_TRIGGER_LEVEL_LOW = 8,
};

/* Controllers between a device and the GIC; two are known to occur. */
#define MK_INTERRUPT_MAX_HOPS 16

struct mk_interrupt {
	const struct mk_dt_node *node; /* that states it: the device, or a part of it */
	uint32_t index;		       /* among all that its device states, from 0 */
	enum mk_interrupt_kind kind;
	struct mk_intid intid; /* SPI and PPI */
	uint32_t number;       /* SPI, PPI, second GIC: as the tree counts; others: first cell */
	uint32_t flags;	       /* the specifier's trigger cell, as written */
	const struct mk_dt_node *controller; /* the parent the device names; NULL if unknown; where
						it ends if cascaded */
	const char *complaint;		     /* unresolved: to follow "interrupt 2 of /soc/x" */
	const struct mk_dt_node
		*via[MK_INTERRUPT_MAX_HOPS]; /* routers looked through, from the device on */
	uint32_t via_count;
	bool mapped;	/* a nexus (`interrupt-map`) was crossed */
	bool handed_on; /* by the nexus `node`, for what is behind it: cards in PCI slots */
};

/* The trigger that `flags` states. */
enum mk_trigger mk_interrupt_trigger(const struct mk_interrupt *interrupt);

/* An address range of a node in the CPU's address space. */
struct mk_mmio {
	struct mk_range range;
	const struct mk_dt_node *node;
	bool window; /* what a PCI bridge hands on to its cards; else the node's registers */
};

enum mk_aside_why {
	MK_ASIDE_IGNORED, /* the layout says so */
	MK_ASIDE_RAM,	  /* RAM that the device may use: a GPU's memory, a DSP's window */
};

/* A `reg` entry of a device that is not taken for registers. */
struct mk_set_aside {
	const struct mk_dt_node *node;
	uint32_t entry; /* index in `reg` */
	struct mk_range range;
	enum mk_aside_why why;
};

struct mk_devices;
struct mk_read_regs;

/* What is read when first asked for, and then kept. */
struct mk_board_kept {
	struct mk_arena *arena; /* that the board is in */
	const struct mk_devices *devices;
};

struct mk_board {
	struct mk_dt_tree *tree;
	const char *model;	/* or NULL */
	const char *compatible; /* the root's first string, or NULL */

	MK_VEC(struct mk_dt_node *) memory_nodes;      /* device_type "memory", disabled ones too */
	mk_banks banks;				       /* enabled, not empty, ascending */
	MK_VEC(struct mk_unread_memory) unread_memory; /* in the order of the tree */
	MK_VEC(struct mk_reservation) reservations;    /* ascending */
	const struct mk_dt_node *reserved_memory;      /* /reserved-memory, or NULL */
	MK_VEC(struct mk_cpu) cpus; /* every /cpus child with device_type "cpu"; ascending MPIDR */
	enum mk_boot_source boot_source;
	bool cpu_map; /* clusters are those of /cpus/cpu-map, in its order; else MPIDRs tell them */
	MK_VEC(struct mk_set_aside) set_aside; /* in the order of the tree, then of `reg` */
	struct mk_board_kept *kept;	       /* NULL: nothing is kept */
	MK_VEC(struct mk_mmio) mmio; /* of enabled devices, ascending; no plain bus's window */
	struct mk_read_regs *regs;   /* the same by device, for mk_board_devices */
	struct mk_gic gic;
	const struct mk_dt_node *timer;	  /* the architectural timer, or NULL */
	const struct mk_dt_node *psci;	  /* or NULL */
	const struct mk_dt_node *console; /* stdout-path, else alias serial0, else NULL */
	mk_unseen_list unseen;		  /* of `mmio`, in a tree made to be slow */
};

/*
 * NULL only where the tree itself cannot be read; that has been reported. `stated` is what a layout
 * says of the board, or NULL.
 */
struct mk_board *mk_board_load(struct mk_arena *arena, const struct mk_source *source,
	const void *blob, size_t length, const struct mk_layout_board *stated,
	struct mk_findings *findings);

/*
 * What a kernel that is built with this tree has as RAM, in the order of the blob: its tooling
 * takes `reg` of every memory node, disabled ones too.
 */
void mk_board_kernel_ram(const struct mk_dt_tree *tree, struct mk_arena *arena, mk_banks *banks);

/* How many of `cpus` are usable. */
size_t mk_board_usable_count(const struct mk_board *board);

/* Index in `cpus` of the core that boots; 0 where none does. */
size_t mk_board_boot_cpu(const struct mk_board *board);

/* The same board, where another source than the tree tells that this one of its cores boots. */
const struct mk_board *mk_board_booted_on(struct mk_arena *arena, const struct mk_board *board,
	const struct mk_cpu *cpu, enum mk_boot_source source);

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

/* The same for whoever looks up many: makes a table of names when it is worth it. */
struct mk_names_table *mk_names_table_new(struct mk_arena *arena, const struct mk_board *board);
struct mk_lookup mk_board_find_one_of_many(struct mk_names_table *table, const char *name);

/* Whether a node is the device itself or one of its parts, which have no `compatible`. */
bool mk_device_has(const struct mk_dt_node *device, const struct mk_dt_node *node);

/* A CPU by unit name, path, or decimal index in MPIDR order; NULL where there is none. */
const struct mk_cpu *mk_board_find_cpu(const struct mk_board *board, const char *name);

typedef MK_VEC(struct mk_interrupt) mk_interrupts;
typedef MK_VEC(struct mk_mmio) mk_mmios;

/* The core that one of a PMU's interrupts is for (Linux bindings, arm/pmu.yaml); NULL: not said. */
const struct mk_dt_node *mk_interrupt_core(
	const struct mk_board *board, const struct mk_interrupt *interrupt);

/* Each line once: it is one interrupt, however often a device names it. Keeps their order. */
mk_interrupts mk_interrupts_distinct(struct mk_arena *arena, const mk_interrupts *interrupts);

/* Whether it ends at the board's own interrupt controller, which is no GIC. */
bool mk_interrupt_is_root_line(const struct mk_board *board, const struct mk_interrupt *interrupt);

/*
 * The interrupts of a node, in its own order, and of its parts without `compatible`, resolved to
 * the GIC: `interrupts` with the inherited `interrupt-parent`, or `interrupts-extended`; through
 * nexus nodes (`interrupt-map`) and hierarchical controllers; then the lines that the map of a PCI
 * bridge leads to, as its cards raise them. The last of a list made to be slow is unresolved and
 * says so.
 */
void mk_board_interrupts(const struct mk_board *board, struct mk_arena *arena,
	const struct mk_dt_node *node, mk_interrupts *interrupts);

/*
 * Where the rows of a node's `interrupt-map` lead: the interrupts of what is behind it and may not
 * be in the tree. Of rows that lead to one line the first.
 */
void mk_board_mapped_interrupts(const struct mk_board *board, struct mk_arena *arena,
	const struct mk_dt_node *node, mk_interrupts *interrupts);

/*
 * The `reg` entries of a node that the CPU can address, translated through every parent's
 * `ranges`, in the node's order; then what its parts without `compatible` have outside of that;
 * then the windows (`ranges`) of a PCI bridge and of its ports. Entries of size 0 and those that no
 * `ranges` covers are left out. False where not all are
 * there, in a tree made to be slow.
 */
bool mk_board_mmio(const struct mk_board *board, struct mk_arena *arena,
	const struct mk_dt_node *node, mk_mmios *mmio);

/* The name that Linux has for what of a memory node it may use; it stands over `reg`. */
#define MK_USABLE_MEMORY "linux,usable-memory"

/* Of an address, or of a size: PCI needs three, and nothing needs more than four. */
#define MK_DT_MAX_CELLS 4u

/* Whether the `reg` of a node, if it has any, consists of whole entries as its parent counts them.
 */
bool mk_dt_reg_is_whole(const struct mk_dt_node *node);

/* The same of another list of that form. */
bool mk_dt_is_whole(const struct mk_dt_node *node, const char *name);

/* The same for the rows of a bus's `ranges` or `dma-ranges`, which may be NULL. */
bool mk_dt_rows_are_whole(const struct mk_dt_node *bus, const struct mk_dt_property *rows);

/* The property of a memory node that states its RAM. */
const char *mk_dt_memory_list(const struct mk_dt_node *node);

/* Whether a node is what states RAM, if it is enabled. */
bool mk_dt_is_memory(const struct mk_dt_node *node);

/* Why nothing of a memory node is RAM; NULL where that is not for want of reading it. */
const struct mk_unread_memory *mk_board_unread(
	const struct mk_board *board, const struct mk_dt_node *node);

/* Whether a child of /reserved-memory counts: it is enabled, or kernels keep out of it anyway. */
bool mk_board_reserves(const struct mk_dt_node *child);

/* Whether the addresses in the `reg` of a node are meant for the CPU: each bus above has `ranges`.
 */
bool mk_dt_is_addressable(const struct mk_dt_node *node);

/*
 * From addresses of the CPU to those that stand for them in the children of /reserved-memory, whose
 * `ranges` may translate. False where none do.
 */
bool mk_board_reserved_range(const struct mk_board *board, struct mk_range *range);

/* "0x9000000..0x9000fff", "window 0x10000000..0x1fffffff". */
const char *mk_mmio_text(struct mk_arena *arena, const struct mk_mmio *mmio);

/* Whether the `reg` of a device is RAM that it merely points to: a frame buffer, a crash log. */
bool mk_mmio_is_buffer(const struct mk_dt_node *node);

/*
 * Whether a memory node stands for memory on the chip, which firmware and other cores use as they
 * like: its name or `compatible` says so.
 */
bool mk_dt_is_on_chip(const struct mk_dt_node *node);

/* Whether it is on-chip memory: no RAM of the board's, but good for the same. */
bool mk_mmio_is_sram(const struct mk_dt_node *node);

#endif
