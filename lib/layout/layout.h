/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The typed layout: what the author asked for, every value with its place. Nothing here is
 * resolved against a board. Lists keep the author's order. A record whose own keys were wrong is
 * kept, with `broken` set, so that nothing else complains about it a second time.
 */
#ifndef MK_LAYOUT_LAYOUT_H
#define MK_LAYOUT_LAYOUT_H

#include <stdbool.h>
#include <stdint.h>

#include "doc/doc.h"

/* Scalars. `given` is false where the key is absent; then value is 0, false or NULL. */
struct mk_text {
	bool given;
	const char *value;
	struct mk_origin origin;
};

struct mk_number {
	bool given;
	uint64_t value;
	struct mk_origin origin;
	bool rest; /* the word `rest` stands in its place; the value is 0 */
	bool bare; /* written as decimal digits, without 0x or unit */
};

struct mk_flag {
	bool given;
	bool value;
	struct mk_origin origin;
};

/* One of a row's choices; value is its index there. */
struct mk_choice {
	bool given;
	unsigned value;
	struct mk_origin origin;
};

typedef MK_VEC(struct mk_text) mk_texts;

/* NAME: value, free-form. */
struct mk_setting {
	struct mk_origin origin;
	const char *name;
	struct mk_text value;
};

typedef MK_VEC(struct mk_setting) mk_settings;

/* Every record starts with this. */
struct mk_record {
	struct mk_origin origin;  /* first key, or the scalar that stands for the record */
	const struct mk_doc *doc; /* that it was read from; NULL: none, or an item under its name */
	bool given;
	bool broken;
	mk_texts trace; /* requirements that it is there for, where its rows have the key */
};

/*
 * A request for memory. {size} is to be placed, {start, size} is fixed, {node, reg} is the
 * talk's form: `reg` holds {start, size} records and `node` the memory node they lie in.
 * `why` only in reserved ranges and registers; from `align` to `weight` only without a start.
 */
struct mk_layout_range {
	struct mk_record record;
	struct mk_number start;		       /* physical address */
	struct mk_number size;		       /* bytes, or `rest` */
	struct mk_number align;		       /* bytes */
	MK_VEC(struct mk_layout_range) within; /* {start, size} records: in these, together */
	struct mk_choice within_word;	       /* enum mk_within, instead of a list */
	MK_VEC(struct mk_layout_range) not_within;
	struct mk_choice near;	 /* enum mk_nearness */
	struct mk_number weight; /* of a `rest` among others */
	struct mk_text node;
	MK_VEC(struct mk_layout_range) reg;
	struct mk_text reserved; /* child of /reserved-memory, instead of start and size */
	struct mk_text purpose;	 /* `for`: what it is, as it is no RAM of the node's kernel */
	struct mk_text name;	 /* in a list, of what is no RAM of a kernel */
	struct mk_text why;
};

typedef MK_VEC(struct mk_layout_range) mk_layout_ranges;

/* Of a `rest`; the least is 1. */
#define MK_LAYOUT_MAX_WEIGHT 1000u

enum mk_nearness { MK_NEAR_CPU };

/* A `reg` entry of a device that is no registers. */
struct mk_layout_ignore {
	struct mk_record record;
	struct mk_text device; /* alias, path, label or unit name */
	struct mk_number reg;  /* index in its `reg`, from 0; all of them where it is not given */
	struct mk_text why;
};

/* Reserved memory of the board's tree that nothing uses any more. */
struct mk_layout_lift {
	struct mk_record record;
	struct mk_text path; /* path, label or unit name of a child of /reserved-memory */
	struct mk_text why;
};
enum mk_within { MK_WITHIN_DMA };

enum mk_tree_choice { MK_TREE_BOARD, MK_TREE_KERNEL };

struct mk_layout_board {
	struct mk_record record;
	struct mk_text dtb; /* path, relative to the layout's own folder */
	struct mk_text platform;
	struct mk_number max_irq; /* INTID */
	struct mk_choice tree;	  /* enum mk_tree_choice */
	struct mk_text boot_cpu;  /* unit name, path, or index as text */
	mk_layout_ranges memory;
	MK_VEC(struct mk_layout_ignore) ignore;
	MK_VEC(struct mk_layout_lift) lift;
};

struct mk_layout_kernel {
	struct mk_record record;
	struct mk_flag hypervisor;
	struct mk_flag debug;
	struct mk_flag printing;
	mk_settings settings;
};

struct mk_layout_loader {
	struct mk_record record;
	struct mk_layout_range memory;
};

/* Exactly one of spi, intid, bare is given unless broken. */
struct mk_layout_irq {
	struct mk_record record;
	struct mk_number spi;
	struct mk_number intid;
	struct mk_number bare; /* a number that does not say which of the two it is */
};

/* `shared`: another node that says so too has the device as well. */
struct mk_layout_device {
	struct mk_record record;
	struct mk_text path; /* alias, path, label or unit name, or `rest` */
	struct mk_flag shared;
};

struct mk_layout_images {
	struct mk_record record;
	struct mk_text kernel;
	struct mk_text dtb;
	struct mk_text root;
};

enum mk_cluster_choice { MK_CLUSTER_CHOICE_SAME, MK_CLUSTER_CHOICE_DIFFERENT };

struct mk_layout_node {
	struct mk_record record;
	struct mk_text name;
	struct mk_number id;
	struct mk_text cpu;	  /* unit name, path, or index as text; or `any` */
	struct mk_number gic_cpu; /* number of the core's GICv2 CPU interface */
	struct mk_choice cluster; /* enum mk_cluster_choice */
	struct mk_text cpu_compatible;
	mk_layout_ranges memory;
	MK_VEC(struct mk_layout_device) devices;
	MK_VEC(struct mk_layout_irq) irqs;
	mk_layout_ranges reserved;
	mk_layout_ranges shared_pool;
	mk_layout_ranges mmio; /* registers that the tree does not have */
	mk_texts components;
	struct mk_text console; /* alias, path, label or unit name of a UART */
	struct mk_layout_images images;
	struct mk_layout_kernel kernel; /* over the layout's own `kernel` */
};

enum mk_access { MK_ACCESS_RW, MK_ACCESS_RO };

struct mk_layout_member {
	struct mk_record record;
	struct mk_text name;
	struct mk_choice access; /* enum mk_access */
};

struct mk_layout_shared {
	struct mk_record record;
	struct mk_text name;
	MK_VEC(struct mk_layout_member) nodes; /* and peers outside */
	struct mk_layout_range memory;
};

/* What is on the board beside the nodes: a processor that is no core of /cpus, a bus master. */
struct mk_layout_outside {
	struct mk_record record;
	struct mk_text name;
	mk_layout_ranges memory;
	struct mk_text why;
};

/* A core that no node is to have. */
struct mk_layout_unused {
	struct mk_record record;
	struct mk_text cpu; /* unit name, path, or index as text */
	struct mk_text why;
};

struct mk_layout_ipi {
	struct mk_record record;
	struct mk_text name;
	struct mk_text from;
	struct mk_text to;
	struct mk_number sgi;
	struct mk_flag multiplex;
};

/* Between ports of two CAmkES components, as an assembly has it. */
struct mk_layout_connection {
	struct mk_record record;
	struct mk_text name;
	struct mk_text type; /* connector */
	struct mk_text from; /* component.port */
	struct mk_text to;
	struct mk_choice from_access; /* enum mk_access */
	struct mk_choice to_access;
	struct mk_number size; /* bytes */
	struct mk_flag multiplex;
};

struct mk_layout_allow {
	struct mk_record record;
	struct mk_text code;
	struct mk_text about;
	struct mk_text why;
};

typedef MK_VEC(struct mk_layout_allow) mk_layout_allowances;

struct mk_layout {
	struct mk_record record;
	struct mk_text schema; /* for editors */
	struct mk_number version;
	mk_texts include;	   /* files that were taken in before this was decoded */
	const struct mk_doc *meta; /* the author's own: a map of anything; or NULL */
	struct mk_layout_board board;
	struct mk_text contract;
	struct mk_layout_kernel kernel;
	struct mk_layout_loader loader;
	mk_layout_ranges reserved;
	MK_VEC(struct mk_layout_node) nodes;
	MK_VEC(struct mk_layout_unused) cpus_unused;
	MK_VEC(struct mk_layout_outside) outside;
	MK_VEC(struct mk_layout_shared) shared;
	MK_VEC(struct mk_layout_ipi) ipis;
	MK_VEC(struct mk_layout_connection) connections;
	mk_layout_allowances allow;
};

/* Where the layout has that key; its beginning where it has not. */
struct mk_origin mk_layout_place(const struct mk_layout *layout, const char *key);

/*
 * Decodes by the key rows of layout/keys.c. Always returns a layout; what could not be decoded
 * is reported and left out, its record marked broken.
 */
struct mk_layout *mk_layout_decode(
	struct mk_arena *arena, const struct mk_doc *doc, struct mk_findings *findings);

#endif
