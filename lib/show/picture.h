/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The address space as the formats that draw it see it: bank by bank, whose each piece is. Made
 * once from the plan, of plans with errors too: what is claimed twice is a piece of its own.
 */
#ifndef MK_SHOW_PICTURE_H
#define MK_SHOW_PICTURE_H

#include "plan/order.h"

enum mk_part {
	MK_PART_FREE, /* RAM that nobody has */
	MK_PART_NODE,
	MK_PART_SHARED,
	MK_PART_OWN,	 /* a node's, but no RAM of its kernel */
	MK_PART_OUTSIDE, /* of a peer that is no node */
	MK_PART_LOADER,
	MK_PART_RESERVED, /* reserved from everybody */
	MK_PART_CLASH,	  /* claimed by several */
	MK_PART_CROWD,	  /* the rest of a strip with more pieces than anybody looks at */
};

#define MK_PART_COUNT (MK_PART_CROWD + 1)

/* A claim as it is drawn. */
struct mk_tenant {
	enum mk_part part;
	size_t node;		      /* whose, if a node's: index in picture->nodes */
	const char *name;	      /* raw: the node's, region's or reservation's */
	const struct mk_claim *claim; /* NULL in a legend */
	struct mk_range range;	      /* if it is placed; what is reserved, in whole pages */
};

/* Of a clash, so many are named. */
#define MK_SEGMENT_TENANTS 3

struct mk_segment {
	struct mk_range range;
	enum mk_part part;
	const struct mk_tenant
		*tenants[MK_SEGMENT_TENANTS]; /* none, one, or a clash's first ones */
	size_t count; /* of tenants, also those not named; MK_PART_CROWD: of pieces */
};

/* A bank; or a stretch of addresses that somebody claims although there is no RAM. */
struct mk_strip {
	struct mk_range range;
	const struct mk_bank *bank;	    /* NULL: no RAM */
	MK_VEC(struct mk_segment) segments; /* ascending; they fill the strip */
};

struct mk_picture {
	const struct mk_plan *plan;
	mk_node_list nodes; /* in the order of mk_order_nodes */
	MK_VEC(struct mk_tenant) tenants;
	MK_VEC(struct mk_strip) strips;		   /* ascending */
	size_t strips_left_out;			   /* beyond MK_PICTURE_MAX_STRIPS */
	MK_VEC(const struct mk_tenant *) unplaced; /* requests without a place */
};

/* More than any board has that is one. What is beyond is counted, not drawn. */
#define MK_PICTURE_MAX_STRIPS 32u
#define MK_STRIP_MAX_SEGMENTS 500u

/* Never NULL; costs n log n of what the plan places. */
const struct mk_picture *mk_picture_make(struct mk_arena *arena, const struct mk_plan *plan);

/* --- words: raw text in arena memory, which may hold bytes of the input ------------------------
 */

/* "node control", "shared packets (control, io)", "loader", "free". */
const char *mk_segment_owner(
	struct mk_arena *arena, const struct mk_picture *picture, const struct mk_segment *segment);
const char *mk_tenant_name(
	struct mk_arena *arena, const struct mk_picture *picture, const struct mk_tenant *tenant);

/* "fixed" or "placed"; "" where that is no question. */
const char *mk_segment_how(const struct mk_segment *segment);

/* "/memory@0", "RAM by the layout", "no RAM". */
const char *mk_strip_name(const struct mk_strip *strip);

/* A name, or as much of a very long one as anybody reads. NULL is "-". */
const char *mk_shown_name(struct mk_arena *arena, const char *name);

/* One character that tells owners apart: 'A' to 'Z', 'a' to 'z' for nodes, '*' for further ones. */
char mk_node_letter(size_t node);
char mk_segment_letter(const struct mk_segment *segment);

/* "shared region", "left alone": what a connection comes to. */
const char *mk_connection_outcome(const struct mk_plan_connection *connection);

#endif
