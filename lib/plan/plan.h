/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The layout resolved against the board: who owns what. Read-only once made. What could not be
 * resolved is in it as a fact (an unresolved reference, a request without a place) for the rules to
 * report: mk_plan_make itself reports nothing. A file that should hold an earlier plan and does not
 * is reported where it is read (plan/lock.h).
 */
#ifndef MK_PLAN_PLAN_H
#define MK_PLAN_PLAN_H

#include "base/trace.h"
#include "board/devices.h"
#include "image/image.h"
#include "layout/layout.h"
#include "plan/claims.h"
#include "plan/lock.h"
#include "target/target.h"

/* A memory request and what became of it. */
struct mk_region {
	struct mk_range range;		       /* valid if `placed` */
	const struct mk_layout_range *request; /* NULL for what mkpart adds by itself */
	const struct mk_record *entry; /* of the layout, which may be several ranges; or NULL */
	struct mk_origin origin;       /* of the start, or of the size where it is placed */
	const struct mk_dt_node *bank_node;   /* named memory node of the talk's form, if found */
	const struct mk_dt_node *reservation; /* of the tree that it is; or NULL */
	uint64_t
		size; /* bytes asked for, before rounding to pages; of one that grows what it got */
	uint32_t index;			  /* among its node's requests, in the layout's order */
	enum mk_range_status status;	  /* of a fixed request */
	bool fixed;			  /* the author gave the start */
	bool placed;			  /* has a range */
	bool grows;			  /* `size: rest`: has what the others leave */
	const struct mk_lock_region *old; /* where it was, if the start is not given; or NULL */
};

typedef MK_VEC(struct mk_region) mk_regions;

/* An interrupt of a node: listed, or brought by a device. */
struct mk_plan_irq {
	struct mk_intid intid;
	struct mk_origin origin;	     /* the entry under irqs or devices */
	const struct mk_dt_node *device;     /* NULL where listed by number */
	const struct mk_layout_irq *request; /* NULL where brought by a device */
};

struct mk_plan_device {
	const struct mk_dt_node *node;
	struct mk_origin origin;
	mk_interrupts interrupts; /* each line once */
	mk_mmios mmio;
	const struct mk_layout_device *request; /* NULL where it came with `rest` */
	bool rest;				/* came with `rest`, not by name */
	bool shared; /* other nodes have it as well, and each says so; then without interrupts */
};

enum mk_reference_kind {
	MK_REFERENCE_CPU, /* a node's, or the board's boot_cpu */
	MK_REFERENCE_DEVICE,
	MK_REFERENCE_MEMORY_NODE,
	MK_REFERENCE_RESERVATION, /* `reserved` of a range */
	MK_REFERENCE_SHARED_NODE, /* a name in shared/nodes */
	MK_REFERENCE_IPI_FROM,
	MK_REFERENCE_IPI_TO,
	MK_REFERENCE_PLATFORM,
	MK_REFERENCE_CONTRACT,
};

/* What `rest` could not bring, so that nobody has it. */
struct mk_left_out {
	const struct mk_dt_node *device;
	struct mk_intid intid;	 /* 0: the interrupt does not lead to the GIC */
	struct mk_origin origin; /* of `rest` */
};

/* A name in the layout that stands for nothing. */
struct mk_reference {
	enum mk_reference_kind kind;
	struct mk_text text;
	const char *nearest;		    /* or NULL */
	const struct mk_dt_node *ambiguous; /* two nodes bear the name: these two, else NULL */
	const struct mk_dt_node *other;
};

struct mk_plan_node {
	const struct mk_layout_node *layout;
	const char *name;	  /* never NULL; "#2" style where the layout has none */
	struct mk_origin origin;  /* of its name, where it has one */
	size_t position;	  /* in the layout, from 0 */
	uint32_t id;		  /* what the outputs call it: its rank, unless an id was given */
	uint32_t rank;		  /* place in the loader's archive; UINT32_MAX without a core */
	const struct mk_cpu *cpu; /* NULL: none, or unknown */
	struct mk_origin cpu_origin; /* where the layout says so */
	bool cpu_chosen;	     /* the layout says `any` */
	mk_regions regions;	     /* in the layout's order */
	mk_regions sorted;	     /* those with a range, ascending */
	uint64_t phys_base;	     /* where the kernel goes; valid if it has a region */
	MK_VEC(struct mk_plan_device) devices;
	MK_VEC(struct mk_plan_irq) irqs; /* in the layout's order, devices first */
	MK_VEC(struct mk_intid) spis;	 /* each once, ascending: what seL4,spi-irqs lists */
	bool hypervisor;
	bool debug;
	bool printing;
	const char *kernel_image;
	const char *dtb_image;
	const char *root_image;
	const struct mk_dt_node *console; /* what its kernel prints to, if it does; or NULL */
	bool console_stated;		  /* by the layout, for this node alone */
	const struct mk_plan_boot *boot;  /* NULL: the contract has no boot blocks, or no memory */
};

/* What has memory on the board and is no node. */
struct mk_plan_outside {
	const struct mk_layout_outside *layout;
	const char *name;
	const char *why; /* or NULL */
	size_t position; /* in plan->outside */
};

enum mk_holding_kind {
	MK_HOLDING_MEMORY,
	MK_HOLDING_REGISTERS, /* that the tree does not have */
};

/* Something that a node or a peer outside has alone, and that is no RAM of a kernel. */
struct mk_plan_holding {
	enum mk_holding_kind kind;
	const char *name;		 /* never NULL; what constants are called after */
	struct mk_text named;		 /* where the layout says so; not given: the tree does */
	const char *purpose;		 /* "guest"; NULL where it is not said */
	const char *why;		 /* or NULL */
	const struct mk_plan_node *node; /* whose it is; NULL: a peer's */
	const struct mk_plan_outside *outside; /* whose it is; NULL: a node's */
	struct mk_region region;
};

struct mk_plan_member {
	const struct mk_plan_node *node;
	struct mk_origin origin;
	bool read_only;
};

/* A peer outside that a shared region has as a member. */
struct mk_plan_outsider {
	const struct mk_plan_outside *outside;
	struct mk_origin origin;
	bool read_only;
};

/* A CAmkES component, and the node that lists it. */
struct mk_plan_component {
	const struct mk_text *name;
	const struct mk_plan_node *node;
};

/* What a connection between components comes to. */
enum mk_connection_kind {
	MK_CONNECTION_UNRESOLVED, /* an end is no port of a known component */
	MK_CONNECTION_LOCAL,	  /* within a node, or with hardware: left alone */
	MK_CONNECTION_SHARED,	  /* across nodes, by a shared region */
	MK_CONNECTION_IPI,	  /* across nodes, by an IPI */
	MK_CONNECTION_REFUSED,	  /* across nodes, by a connector that cannot */
};

struct mk_connection_end {
	const char *text;      /* as the author wrote it */
	const char *component; /* NULL where the text is no component.port */
	const char *port;
	const struct mk_plan_node *node; /* NULL where no node lists the component */
	bool read_only;			 /* of a dataport: the component does not write */
};

struct mk_plan_connection {
	const struct mk_layout_connection *layout;
	const char *name;
	const char *type;		      /* the connector's name, as the author wrote it */
	const struct mk_connector *connector; /* NULL: none that is known */
	enum mk_connection_kind kind;
	struct mk_connection_end from;
	struct mk_connection_end to;
	const struct mk_plan_shared *made_region; /* what it became, by `kind`; else NULL */
	const struct mk_plan_ipi *made_ipi;

	/* As if the author had written it: `shared` or `ipi`, by `kind`. */
	struct mk_layout_shared shared;
	struct mk_layout_ipi ipi;
};

enum mk_shared_form {
	MK_SHARED_NAMED,
	MK_SHARED_POOL,
	MK_SHARED_CONNECTION,
	MK_SHARED_DOORBELL, /* mkpart's own: one sender's pending words for one receiver */
};

/*
 * A doorbell is one or more pages. In each, from its start on, words of 32 bits, one bit a channel,
 * which both nodes change by read-modify-write; from the counters on, a word for each channel that
 * the sender alone writes, for memory that is not coherent enough for that. Which of the two is
 * used is up to the nodes.
 */
#define MK_DOORBELL_PAGE 0x1000u
#define MK_DOORBELL_COUNTERS 0x800u /* bytes from the start of a page */
#define MK_DOORBELL_WORD_BITS 32u
#define MK_DOORBELL_PAGE_CHANNELS 512u

/* Memory that several nodes map and none has as RAM. */
struct mk_plan_shared {
	enum mk_shared_form form;
	const struct mk_layout_shared *layout;	     /* NULL for a pool, a doorbell */
	const struct mk_plan_connection *connection; /* that it is made for, or NULL */
	const char *name; /* a pool's is "pool0", ...; a doorbell's "doorbell:FROM:TO" */
	struct mk_origin origin;
	struct mk_region region;
	MK_VEC(struct mk_plan_member) members; /* known ones, in the layout's order */
	MK_VEC(struct mk_plan_outsider) outsiders;
	MK_VEC(struct mk_plan_ipi *) channels; /* a doorbell's: the IPIs that have a bit in it */
};

struct mk_plan_ipi {
	const struct mk_layout_ipi *layout;	     /* never NULL */
	const struct mk_plan_connection *connection; /* that it is made for, or NULL */
	const char *name;
	const struct mk_plan_node *from; /* NULL if unknown */
	const struct mk_plan_node *to;
	uint32_t sgi;	 /* UINT32_MAX where none is left */
	bool fixed;	 /* the author gave it */
	bool targetable; /* the receiving core can be encoded for this GIC */
	uint64_t target; /* what the sender's capability takes as target: see mk_plan_sgi_target */
	struct mk_origin origin;

	bool multiplexed; /* shares the SGI with all the receiver's that are multiplexed */
	bool leads;	  /* the first of those by name: it speaks for all */
	const struct mk_plan_shared *doorbell; /* the memory with its bit, or NULL */
	uint32_t channel;		       /* there, from 0 */
};

/* A range of RAM that nobody has. */
struct mk_free {
	struct mk_range range;
};

enum mk_misfit_kind {
	MK_MISFIT_WANT,	 /* memory asked for by its size */
	MK_MISFIT_TERM,	 /* a condition on one of these: only kind, what, origin */
	MK_MISFIT_FIXED, /* what has its place already: `range` is where */
};

/* A part of what cannot all be had. */
struct mk_misfit_member {
	enum mk_misfit_kind kind;
	const char *what; /* "node 'control' memory", "reserved memory /reserved-memory/x" */
	struct mk_origin origin;
	struct mk_range range; /* of a want: the hole with the most room for it */
	uint64_t size;	       /* bytes asked for, in whole pages; of one that grows the least */
	bool grows;
	uint64_t alignment;
	uint64_t room; /* bytes of `range` from its first aligned address on; 0: no hole at all */
};

/* Why not every request has a place. */
struct mk_misfit {
	bool found;  /* some request has none */
	bool proven; /* there is no way at all; else the search was given up */
	/* If proven: without any one of them the others have places. By kind. */
	MK_VEC(struct mk_misfit_member) members;
};

/* What nodes ask for that bears on who gets which core. */
enum mk_core_part_kind {
	MK_CORE_PART_ANY,	 /* a node that needs a core */
	MK_CORE_PART_FIXED,	 /* a node whose core the layout names */
	MK_CORE_PART_COMPATIBLE, /* `cpu_compatible` of a node */
	MK_CORE_PART_CLUSTER,	 /* `cluster` of a node */
	MK_CORE_PART_ID,	 /* `id` of a node */
	MK_CORE_PART_BOOT,	 /* that the boot core is some node's */
};

struct mk_core_part {
	enum mk_core_part_kind kind;
	const struct mk_plan_node *node; /* of no meaning for MK_CORE_PART_BOOT */
	struct mk_origin origin;
	MK_VEC(const struct mk_cpu *) cores; /* that the node itself could have with these parts */
};

/* Why not every node that leaves its core open has one. */
struct mk_core_misfit {
	bool found;   /* none of them has one */
	bool proven;  /* there is no way at all; else the search was given up */
	bool minimal; /* without any one of the parts the others can be had */
	MK_VEC(struct mk_core_part) parts; /* if proven: what cannot be had together */
};

struct mk_plan {
	const struct mk_layout *layout;
	const char *layout_path; /* as it was given, for outputs to name; "-": standard input */
	const struct mk_board *board;	     /* with the core that boots, whatever tells it */
	struct mk_names_table *names;	     /* of its nodes, for all that is looked up */
	const struct mk_dt_node *other_boot; /* a core that tree or platform say boots; or NULL */
	enum mk_boot_source other_source;    /* which of them, if another core boots */
	const struct mk_contract *contract;  /* never NULL; the default where unknown */
	const struct mk_kernel_architecture *architecture; /* of its kernels here; never NULL */
	const struct mk_platform *platform;		   /* NULL: unknown */
	bool platform_inferred;				   /* from the board, not from the layout */
	enum mk_tree_choice tree;
	uint32_t max_irq;    /* last INTID that may be listed */
	bool max_irq_stated; /* by the platform or the layout; else it is the controller's */

	MK_VEC(struct mk_plan_node) nodes;	     /* in the layout's order */
	MK_VEC(const struct mk_plan_node *) by_rank; /* those with a core, in the loader's order */
	MK_VEC(struct mk_plan_component) components; /* by name, then by place */
	MK_VEC(struct mk_plan_connection) connections; /* in the layout's order */
	MK_VEC(struct mk_plan_outside) outside;	       /* in the layout's order */
	MK_VEC(struct mk_plan_holding) holdings;       /* nodes' first, in the layout's order */
	MK_VEC(struct mk_plan_shared) shared;
	MK_VEC(struct mk_plan_ipi) ipis;
	struct mk_region loader;
	uint64_t loader_start;		      /* IMAGE_START_ADDR; valid if loader.placed */
	size_t unplaced;		      /* requests beyond those that are placed at most */
	MK_VEC(const struct mk_cpu *) unused; /* cores that no node is to have, each once */
	struct mk_misfit misfit;
	struct mk_core_misfit core_misfit;

	const struct mk_lock *lock; /* the earlier plan that this one keeps to, or NULL */
	bool lock_unproven;	    /* whether less could have moved was not looked at to the end */

	MK_VEC(struct mk_bank) ram; /* page-aligned inwards, ascending, adjacent ones not merged */
	struct mk_claims claims;    /* who has which memory */
	MK_VEC(const struct mk_dt_node *) lifted; /* reservations that the layout lifts */
	MK_VEC(const struct mk_dt_node *) given;  /* reservations that somebody is given */
	MK_VEC(struct mk_free) free;		  /* ascending */
	MK_VEC(struct mk_reference) references;
	const struct mk_doc *meta; /* the author's own keys; or NULL */
	const struct mk_doc *text; /* all of the layout, with what it includes */
	bool gave_up;		   /* there are so many that no further name was looked up */
	MK_VEC(struct mk_left_out) left_out;
	mk_unseen_list unseen; /* what of the layout bounds keep from being planned */
};

/* The child of /reserved-memory that an entry of `lift` names; NULL where it names none. */
const struct mk_dt_node *mk_plan_reservation_named(
	const struct mk_board *board, struct mk_arena *arena, const char *name);

/* Whether the layout says that no node is to have a core. */
bool mk_plan_is_unused(const struct mk_plan *plan, const struct mk_cpu *cpu);

/* Whether a node, a peer or a shared region is given that reservation. */
bool mk_plan_gives(const struct mk_plan *plan, const struct mk_dt_node *node);

/* Whether a range under a node's `memory` is RAM of its kernel. */
bool mk_plan_is_slice(const struct mk_layout_range *request);

/* The peer of that name, or NULL. */
const struct mk_plan_outside *mk_plan_outside_named(const struct mk_plan *plan, const char *name);

/* The name of the node or peer that has it. */
const char *mk_holding_owner(const struct mk_plan_holding *holding);

/* Whether the layout lifts that reservation. */
bool mk_plan_lifts(const struct mk_plan *plan, const struct mk_dt_node *node);

/* As a node's `cpu`: one that mkpart chooses. */
#define MK_PLAN_ANY_CPU "any"

/* In `devices`: everything that no node names. */
#define MK_PLAN_REST "rest"

/* Further nodes are left out of the plan: hardly a board has as many cores. */
#define MK_PLAN_MAX_NODES 512u

/* Names are not looked up any more after so many stood for nothing. */
#define MK_PLAN_MAX_REFERENCES 64u

/* What a plan is made with beside layout and board. */
struct mk_plan_options {
	const struct mk_contract *contract; /* in place of the layout's; or NULL */
	const struct mk_lock *lock; /* what it says stays where it was, as far as it can; or NULL */

	/* Called from time to time while places are looked for, if it is not NULL. */
	void (*progress)(void *data, size_t trials);
	void *data;

	struct mk_tracer tracer;
};

/*
 * Never NULL. Deterministic: a function of layout, board, contract and lock alone. `options` may be
 * NULL and have to live as long as this call.
 */
struct mk_plan *mk_plan_make(struct mk_arena *arena, const struct mk_layout *layout,
	const struct mk_board *board, const struct mk_plan_options *options);

/* Whether a node is a member of a shared region. */
bool mk_plan_is_member(const struct mk_plan_shared *shared, const struct mk_plan_node *node);

/* Whether a member may write there. */
bool mk_plan_may_write(const struct mk_plan_shared *shared, const struct mk_plan_node *node);

/* Whether a connection became a shared region or an IPI. */
bool mk_plan_connection_crosses(const struct mk_plan_connection *connection);

/* The path of one of its images. */
const char *mk_plan_image_path(const struct mk_plan_node *node, enum mk_image_role role);

/* What one that grows weighs against others; 1 where the layout says nothing, or nothing that is
 * good. */
uint64_t mk_growth_weight(const struct mk_layout_range *request);

/* The node that has that name, or NULL. */
const struct mk_plan_node *mk_plan_node_named(const struct mk_plan *plan, const char *name);

/* Physical address bits of the cores: the platform's, else the fewest that the contract has. */
uint32_t mk_plan_pa_bits(const struct mk_plan *plan);

/* The node that runs on the core at that node of the tree, or NULL. */
const struct mk_plan_node *mk_plan_node_on(
	const struct mk_plan *plan, const struct mk_dt_node *core);

/* What the kernel's build is told as KernelPlatform; NULL where nobody says. */
const char *mk_plan_platform_name(const struct mk_plan *plan);

/* Nodes in the order of the loader's archive; those without a core are left out. */
const struct mk_plan_node *mk_plan_node_at_rank(const struct mk_plan *plan, size_t rank);

/* mk_sgi_target of a node's core, which it has; or what the node itself says of it. */
enum mk_sgi_obstacle mk_plan_sgi_target(
	const struct mk_plan *plan, const struct mk_plan_node *node, uint64_t *target);

/* Where a multiplexed IPI's bit is. */
struct mk_doorbell_bit {
	const struct mk_plan_shared *doorbell;
	uint64_t offset;  /* of the pending word in the doorbell, in bytes */
	uint32_t bit;	  /* in that word, 0 the lowest */
	uint64_t counter; /* offset of the channel's counter in the doorbell, in bytes */
};

/* False where it has none: it is not multiplexed, or an end is unknown. */
bool mk_plan_doorbell_bit(const struct mk_plan_ipi *ipi, struct mk_doorbell_bit *bit);

/* How many words of it, from the first on, may have pending bits. */
size_t mk_plan_doorbell_words(const struct mk_plan_shared *doorbell);

#endif
