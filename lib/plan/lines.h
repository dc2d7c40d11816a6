/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Who raises which shared interrupt, and which nodes have it: one table, from which rules and `own`
 * take it. A further way to raise one is a function in lines.c that makes its rows.
 */
#ifndef MK_PLAN_LINES_H
#define MK_PLAN_LINES_H

#include "base/unseen.h"
#include "plan/plan.h"

/* A device from which a shared interrupt comes. */
struct mk_raiser {
	const struct mk_device *device;
	const struct mk_interrupt *interrupt;
	bool handed_on; /* from what is behind the device and not in the tree: cards in PCI slots */
	bool listed;	/* among the device's own interrupts */
};

typedef MK_VEC(struct mk_raiser) mk_raisers;

/* A shared interrupt that a node has. */
struct mk_irq_use {
	const struct mk_plan_node *node;
	const struct mk_plan_irq *irq;
};

typedef MK_VEC(struct mk_irq_use) mk_irq_uses;

struct mk_line {
	mk_raisers raisers;	       /* each device once: in the order of the tree */
	mk_irq_uses uses;	       /* in the order of the layout */
	const struct mk_device *frame; /* the GICv2m frame that says that it raises it, or NULL */
};

struct mk_lines {
	struct mk_line *by_intid[MK_INTID_SPI_LAST + 1]; /* NULL: neither raised nor used */
	mk_unseen_list unseen;				 /* what bounds keep from being followed */
};

/* The line of an INTID; an empty one where it is neither raised nor used. */
const struct mk_line *mk_line_of(const struct mk_lines *lines, struct mk_intid intid);

/* Those of a plan; `devices` are its board's. */
struct mk_lines *mk_lines_make(
	struct mk_arena *arena, const struct mk_plan *plan, const struct mk_devices *devices);

#endif
