/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * plan.json ("mkpart-plan", version 1), typed. The rows beside it are all that knows its keys: the
 * plan is written by them, an earlier one is read by them, and the two are compared by them.
 */
#ifndef MK_PLAN_DOCUMENT_H
#define MK_PLAN_DOCUMENT_H

#include "doc/rows.h"

/* The document's "format" and "version". */
#define MK_PLAN_FORMAT "mkpart-plan"
#define MK_PLAN_VERSION 1u

/* A range and nothing else. */
struct mk_plan_document_place {
	struct mk_object object;
	struct mk_row_range range; /* not given: no address at all */
};

typedef MK_VEC(struct mk_plan_document_place) mk_plan_document_places;

struct mk_plan_document_generated {
	struct mk_object object;
	const char *by;
	const char *from;
	const char *digest;
};

struct mk_plan_document_contract {
	struct mk_object object;
	const char *name;
	const char *kernel;
	const char *loader;
};

/* --- the board -------------------------------------------------------------------------------- */

struct mk_plan_document_bank {
	struct mk_object object;
	struct mk_row_range range;
	const char *node; /* path in the tree, as are all `node` and `path`; or NULL */
};

struct mk_plan_document_reserved {
	struct mk_object object;
	struct mk_row_range range;
	const char *kind;
	struct mk_row_stated node;
	mk_row_texts trace; /* requirements that ask for it, here and below */
};

struct mk_plan_document_board {
	struct mk_object object;
	const char *model;
	const char *compatible;
	const char *platform;
	const char *platform_board;
	const char *tree; /* "board" or "kernel" */
	MK_VEC(struct mk_plan_document_bank) banks;
	MK_VEC(struct mk_plan_document_reserved) reserved;
	mk_row_texts lifted;
};

/* --- nodes ------------------------------------------------------------------------------------ */

/* Memory of a node that is RAM of its kernel. */
struct mk_plan_document_slice {
	struct mk_object object;
	struct mk_row_range range; /* not given: it has no place yet */
	bool placed;		   /* mkpart chose the place */
	struct mk_row_number request;
	mk_row_texts trace;
};

/* What a node or a peer has alone beside that. */
struct mk_plan_document_holding {
	struct mk_object object;
	const char *name;
	const char *purpose;
	const char *why;
	struct mk_row_range range;
	bool placed;
	const char *reserved; /* the node of the tree that it is, or NULL */
	mk_row_texts trace;
};

typedef MK_VEC(struct mk_plan_document_holding) mk_plan_document_holdings;

/* What is kept from one node. */
struct mk_plan_document_kept {
	struct mk_object object;
	struct mk_row_range range;
	mk_row_texts trace;
};

struct mk_plan_document_cpu {
	struct mk_object object;
	const char *path;
	struct mk_row_number mpidr;
	bool chosen; /* by mkpart */
};

struct mk_plan_document_mmio {
	struct mk_object object;
	struct mk_row_range range;
	bool window;
};

struct mk_plan_document_interrupt {
	struct mk_object object;
	const char *kind;
	struct mk_row_number intid;
	struct mk_row_stated controller;
};

struct mk_plan_document_device {
	struct mk_object object;
	const char *path;
	bool shared;
	MK_VEC(struct mk_plan_document_mmio) mmio;
	MK_VEC(struct mk_plan_document_interrupt) interrupts;
	mk_row_texts trace;
};

/* An interrupt that requirements ask for. */
struct mk_plan_document_irq {
	struct mk_object object;
	struct mk_row_number intid;
	mk_row_texts trace;
};

struct mk_plan_document_images {
	struct mk_object object;
	const char *kernel;
	const char *dtb;
	const char *root;
};

struct mk_plan_document_boot_kernel {
	struct mk_object object;
	struct mk_row_range range;
	bool assumed;
};

struct mk_plan_document_boot_root {
	struct mk_object object;
	struct mk_row_range range;
	struct mk_row_number address;
	struct mk_row_number entry;
	bool assumed;
};

struct mk_plan_document_untyped {
	struct mk_object object;
	struct mk_row_number start;
	struct mk_row_number bits;
	bool device;
};

typedef MK_VEC(struct mk_plan_document_untyped) mk_plan_document_untypeds;

/* What a node's kernel is told, and what its root task receives. */
struct mk_plan_document_boot {
	struct mk_object object;
	struct mk_plan_document_boot_kernel *kernel;
	struct mk_plan_document_boot_root *root;
	mk_plan_document_places reserved;
	mk_plan_document_places given_up;
	bool starts;
	struct mk_plan_document_place *root_objects;
	mk_plan_document_places ram;
	mk_plan_document_places devices;
	mk_plan_document_untypeds untypeds;
	struct mk_row_number untypeds_dropped;
};

struct mk_plan_document_node {
	struct mk_object object;
	const char *name;
	struct mk_row_number id;
	struct mk_row_number rank;
	struct mk_plan_document_cpu *cpu; /* or NULL */
	struct mk_row_number phys_base;
	MK_VEC(struct mk_plan_document_slice) memory;
	mk_plan_document_holdings own;
	mk_plan_document_holdings mmio;
	MK_VEC(struct mk_plan_document_kept) reserved;
	MK_VEC(struct mk_plan_document_device) devices;
	mk_row_numbers spis; /* INTIDs */
	MK_VEC(struct mk_plan_document_irq) irqs;
	bool hypervisor;
	bool debug;
	bool printing;
	struct mk_row_stated console;
	mk_row_settings settings;
	struct mk_plan_document_images *images; /* NULL in plans that lack it */
	mk_row_texts components;
	struct mk_plan_document_boot *boot; /* or NULL */
	mk_row_texts trace;
	struct mk_row_number digest;
};

/* --- what joins them -------------------------------------------------------------------------- */

struct mk_plan_document_outside {
	struct mk_object object;
	const char *name;
	const char *why;
	mk_plan_document_holdings memory;
	mk_row_texts trace;
};

struct mk_plan_document_shared {
	struct mk_object object;
	const char *name;
	struct mk_row_range range;
	bool placed;
	const char *reserved;
	mk_row_texts members;
	mk_row_texts outside;
	mk_row_texts read_only;
	mk_row_texts trace;
};

struct mk_plan_document_doorbell {
	struct mk_object object;
	const char *region;
	struct mk_row_number word; /* not given: the region has no place */
	struct mk_row_number offset;
	struct mk_row_number bit;
	struct mk_row_number counter;
};

struct mk_plan_document_ipi {
	struct mk_object object;
	const char *name;
	const char *from;
	const char *to;
	struct mk_row_number sgi;
	bool chosen; /* by mkpart */
	struct mk_row_number target;
	struct mk_plan_document_doorbell *doorbell; /* or NULL */
	mk_row_texts trace;
};

struct mk_plan_document_end {
	struct mk_object object;
	const char *component;
	const char *port;
	const char *node;
};

struct mk_plan_document_connection {
	struct mk_object object;
	const char *name;
	const char *type;
	struct mk_plan_document_end *from;
	struct mk_plan_document_end *to;
	const char *becomes; /* NULL: it cannot be made */
	mk_row_texts trace;
};

struct mk_plan_document_loader {
	struct mk_object object;
	struct mk_row_range range;
	bool placed;
	mk_row_texts trace;
	struct mk_row_number start;
};

/* An entry of the layout that is nothing in the plan, and what asks for it. */
struct mk_plan_document_traced {
	struct mk_object object;
	const char *entry;
	mk_row_texts trace;
};

struct mk_plan_document {
	struct mk_object object;
	const char *format;
	struct mk_row_number version;
	struct mk_plan_document_generated *generated; /* NULL, as the next, in plans that lack it */
	struct mk_plan_document_contract *contract;
	struct mk_plan_document_board *board;
	MK_VEC(struct mk_plan_document_node) nodes;
	MK_VEC(struct mk_plan_document_outside) outside;
	MK_VEC(struct mk_plan_document_shared) shared;
	MK_VEC(struct mk_plan_document_ipi) ipis;
	MK_VEC(struct mk_plan_document_connection) connections;
	struct mk_plan_document_loader *loader;
	mk_plan_document_places free;
	struct mk_row_number max_irq;
	MK_VEC(struct mk_plan_document_traced) traced;
	const struct mk_doc *meta; /* the author's own keys, or NULL */
};

extern const struct mk_rows mk_plan_document_rows;
extern const struct mk_rows mk_plan_document_generated_rows;
extern const struct mk_rows mk_plan_document_board_rows;
extern const struct mk_rows mk_plan_document_node_rows;
extern const struct mk_rows mk_plan_document_device_rows;
extern const struct mk_rows mk_plan_document_untyped_rows;
extern const struct mk_rows mk_plan_document_shared_rows;
extern const struct mk_rows mk_plan_document_ipi_rows;
extern const struct mk_rows mk_plan_document_connection_rows;

#endif
