/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a rule is called for: a visitor has the check, and one thing of the kind that it is named
 * after.
 */
#ifndef MK_CHECK_VISITORS_H
#define MK_CHECK_VISITORS_H

#include "image/image.h"
#include "plan/plan.h"

struct mk_check;
struct mk_cascade;
struct mk_holder;
struct mk_irq_use;
struct mk_untypeds;

typedef void mk_node_visitor(struct mk_check *check, const struct mk_plan_node *node);
typedef void mk_shared_visitor(struct mk_check *check, const struct mk_plan_shared *shared);
typedef void mk_ipi_visitor(struct mk_check *check, const struct mk_plan_ipi *ipi);
typedef void mk_connection_visitor(
	struct mk_check *check, const struct mk_plan_connection *connection);
typedef void mk_bank_visitor(struct mk_check *check, const struct mk_bank *bank);
typedef void mk_archive_visitor(struct mk_check *check, const struct mk_archive *archive);

/* A region of a node's slice, for rules that look at each alone. */
typedef void mk_region_visitor(
	struct mk_check *check, const struct mk_plan_node *node, const struct mk_region *region);

/* What a node or a peer has beside RAM of kernels, with that in words. */
typedef void mk_holding_visitor(
	struct mk_check *check, const char *what, const struct mk_plan_holding *holding);

/* Any range the author wrote, with what it is for: "node 'a' memory", "the loader". */
typedef void mk_request_visitor(
	struct mk_check *check, const char *what, const struct mk_layout_range *request);

/* A node, and how many untypeds its kernel makes. */
typedef void mk_untypeds_visitor(struct mk_check *check, const struct mk_plan_node *node,
	const struct mk_untypeds *untypeds);

/* One of a connection's two ends: where it is written, and what it comes to. */
typedef void mk_end_visitor(struct mk_check *check, const struct mk_plan_connection *connection,
	const struct mk_text *text, const struct mk_connection_end *end);

/* One that a node has, by its `devices` or by `rest`. */
typedef void mk_device_visitor(struct mk_check *check, const struct mk_plan_node *node,
	const struct mk_plan_device *device);

/* A device that a node names, not one that came with `rest`. */
typedef void mk_named_device_visitor(struct mk_check *check, const struct mk_holder *holder);

/* One whose controller its node does not have. */
typedef void mk_cascade_visitor(struct mk_check *check, const struct mk_cascade *cascade);

/* One that a node has, listed or of a device. */
typedef void mk_irq_visitor(
	struct mk_check *check, const struct mk_plan_node *node, const struct mk_plan_irq *irq);

/*
 * Once for each INTID that a node's kernel can give it: of those under its `irqs`, or of all that
 * it has, and then at the first device that brings it, if one does.
 */
typedef void mk_irq_use_visitor(struct mk_check *check, const struct mk_irq_use *use);

/*
 * For each interrupt that is not the first with its INTID in the layout, and that first one; but
 * not where one comes with a device that is in the other's.
 */
typedef void mk_repeated_irq_visitor(
	struct mk_check *check, const struct mk_irq_use *later, const struct mk_irq_use *first);

enum mk_name_kind {
	MK_NAME_NODE,
	MK_NAME_SHARED,
	MK_NAME_IPI,
	MK_NAME_CONNECTION,
	MK_NAME_OUTSIDE,
	MK_NAME_HOLDING, /* of a range of memory or registers: among those of one owner */
};

#define MK_NAME_KINDS 6u

/* The first so many, no two of which may be alike. */
#define MK_NAME_KINDS_UNIQUE 5u

/* Kind by kind, in that order. */
typedef void mk_name_visitor(
	struct mk_check *check, enum mk_name_kind kind, const struct mk_text *name);

/* An image that some node has. */
typedef void mk_image_visitor(struct mk_check *check, const struct mk_plan_node *node,
	enum mk_image_role role, const struct mk_image *image);

/* What can be wrong with a loader image; each is the subject of one rule. */
enum mk_image_fault {
	MK_FAULT_NONE,
	MK_FAULT_UNREADABLE,	   /* no image, or a block that its kernel does not take */
	MK_FAULT_FOREIGN,	   /* a node receives another's memory */
	MK_FAULT_FIRST_ENTRY,	   /* the first reserved entry is handed out */
	MK_FAULT_RESERVED_OVERLAP, /* the kernel sorts for ever */
	MK_FAULT_RESERVED_PAGES,   /* part of a page */
	MK_FAULT_KERNEL_REGISTERS, /* reserved over what the kernel keeps: it reopens others */
	MK_FAULT_COUNTS,	   /* more entries or pieces than the kernel takes */
	MK_FAULT_STOPS,		   /* the kernel does not start for another reason */
	MK_FAULT_KERNEL_PLACE,	   /* outside of its node's RAM */
	MK_FAULT_ROOT_PLACE,
	MK_FAULT_ROOT_OVER,   /* a root task in another node's memory */
	MK_FAULT_NOT_LOADED,  /* nothing writes a kernel or a root task */
	MK_FAULT_REGIONS,     /* written over each other */
	MK_FAULT_LOADER,      /* the loader is not apart */
	MK_FAULT_TABLES,      /* page tables that do not lead to the kernel */
	MK_FAULT_NODES,	      /* more nodes than are started, or another number is told */
	MK_FAULT_SEVERAL,     /* memory that several nodes receive */
	MK_FAULT_RAM_PAGES,   /* part of a page as RAM */
	MK_FAULT_NO_RAM,      /* RAM that the board does not have */
	MK_FAULT_FIRMWARE,    /* a node receives the firmware's memory */
	MK_FAULT_NOT_CLEARED, /* memory that several nodes receive as it was found */
	MK_FAULT_UNTYPEDS,    /* more untypeds than the kernel tells of */
	MK_FAULT_PLAN,	      /* not what was planned */
};

#endif
