/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Who has which memory: one table, from which placement, rules, pictures, `own` and outputs take
 * it. A new kind of owner is a kind here and a function in claims.c that makes its rows.
 */
#ifndef MK_PLAN_CLAIMS_H
#define MK_PLAN_CLAIMS_H

#include "base/finding.h"
#include "board/board.h"
#include "core/range.h"

struct mk_plan;
struct mk_record;

enum mk_claim_kind {
	MK_CLAIM_SLICE,		     /* a node's own memory */
	MK_CLAIM_SHARED,	     /* a shared region */
	MK_CLAIM_OWN,		     /* a node's memory that is no RAM of its kernel */
	MK_CLAIM_OUTSIDE,	     /* memory of a peer that is no node */
	MK_CLAIM_MMIO,		     /* a node's registers that the tree does not have */
	MK_CLAIM_LOADER,	     /* the loader */
	MK_CLAIM_FIRMWARE,	     /* by the board's tree or by the platform */
	MK_CLAIM_DEVICE,	     /* registers that the tree has in RAM, in whole pages */
	MK_CLAIM_RESERVED,	     /* by the layout, from everybody */
	MK_CLAIM_RESERVED_FROM_NODE, /* a node's own `reserved`: from that node alone */
	MK_CLAIM_REGISTERS,	     /* of an enabled device, anywhere: in no row, for messages */
};

/* Sets of kinds are bits. */
#define MK_CLAIM_BIT(kind) (1u << (kind))

/* Reserved from everybody. */
#define MK_CLAIMS_RESERVED                                                                         \
	(MK_CLAIM_BIT(MK_CLAIM_FIRMWARE) | MK_CLAIM_BIT(MK_CLAIM_DEVICE) |                         \
		MK_CLAIM_BIT(MK_CLAIM_RESERVED))

/* Beside RAM of kernels, of one owner alone. */
#define MK_CLAIMS_HELD                                                                             \
	(MK_CLAIM_BIT(MK_CLAIM_OWN) | MK_CLAIM_BIT(MK_CLAIM_OUTSIDE) | MK_CLAIM_BIT(MK_CLAIM_MMIO))

/* No one else can have memory there. */
#define MK_CLAIMS_TAKEN                                                                            \
	(MK_CLAIM_BIT(MK_CLAIM_SLICE) | MK_CLAIM_BIT(MK_CLAIM_SHARED) | MK_CLAIMS_HELD |           \
		MK_CLAIM_BIT(MK_CLAIM_LOADER) | MK_CLAIMS_RESERVED)

struct mk_claim {
	enum mk_claim_kind kind;
	bool placed; /* the range is valid; always, but for what found no place */
	struct mk_range range;
	struct mk_origin origin;
	const char *what; /* "node 'rtos' memory", "shared region 'ring'", "the loader" */

	/* Whose it is, by kind; NULL where that is no question. */
	const struct mk_plan_node *node; /* a slice's, a holding's, or from whom it is reserved */
	const struct mk_plan_holding *holding;	  /* that it is */
	const struct mk_plan_shared *shared;	  /* a shared region's */
	const struct mk_region *region;		  /* of what is asked for */
	const struct mk_reservation *reservation; /* firmware's */
	const struct mk_dt_node *device;	  /* whose registers are there */
	const char *why;			  /* of what the layout reserves: as it says */
	const struct mk_record *entry;		  /* of what the layout reserves; else NULL */
};

struct mk_claims {
	/* The rows: what is asked for, what is reserved from everybody, what from one node; among
	 * these in the order of the layout or the board. */
	MK_VEC(struct mk_claim) list;

	/* Those that have a place, ascending; `owner` is the row. */
	struct mk_owned_range *sorted;
	size_t sorted_count;
	uint64_t *reach; /* the last address up to each of these */
};

typedef MK_VEC(const struct mk_claim *) mk_claim_list;

/* Those of `kinds` that overlap `range`, in the order of the rows. */
mk_claim_list mk_claims_in(struct mk_arena *arena, const struct mk_claims *claims,
	struct mk_range range, unsigned kinds);

/* The same for all addresses, ascending. */
mk_claim_list mk_claims_ascending(
	struct mk_arena *arena, const struct mk_claims *claims, unsigned kinds);

/* The same of one node's. */
mk_claim_list mk_claims_of_node(struct mk_arena *arena, const struct mk_claims *claims,
	unsigned kinds, const struct mk_plan_node *node);

/* The ranges of those with a place, ascending; `owner` is the row. */
struct mk_owned_range *mk_claims_ranges(
	struct mk_arena *arena, const struct mk_claims *claims, unsigned kinds, size_t *count);

/* Reserved without no-map: it may be used with care. */
bool mk_claim_is_mapped(const struct mk_claim *claim);

/* "no-map", "mapped", "memreserve", "registers", "layout": why something is reserved. */
const char *mk_claim_cause(const struct mk_claim *claim);

/*
 * Makes the rows of a plan whose requests are known, without those places that mkpart chooses. What
 * is reserved is complete. Private to lib/plan, as is the next.
 */
void mk_claims_make(struct mk_arena *arena, struct mk_plan *plan);

/* Takes over the places that were chosen, and sorts. */
void mk_claims_settle(struct mk_arena *arena, struct mk_plan *plan);

#endif
