/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What an earlier plan decided, so that the next one can keep to it. Typed, and in an order of
 * its own. It is told what was where, not whether mkpart or the author had put it there: when a
 * fixed start is taken out of a layout, the memory shall stay as well.
 */
#ifndef MK_PLAN_LOCK_H
#define MK_PLAN_LOCK_H

#include <stdint.h>

#include "base/finding.h"
#include "core/range.h"

struct mk_plan_document;
struct mk_plan_document_node;
struct mk_plan_document_shared;
struct mk_plan_document_ipi;

/* Memory that had a place. */
struct mk_lock_region {
	struct mk_range range;
	struct mk_origin origin; /* in the file */
	size_t request;		 /* which of its node's requests; SIZE_MAX where that is not said */
};

struct mk_lock_node {
	const char *name;
	const struct mk_plan_document_node *document;
	const char *cpu; /* path of its core in the board's tree; NULL: it had none */
	bool cpu_chosen; /* by mkpart */
	struct mk_origin cpu_origin;
	MK_VEC(struct mk_lock_region) memory; /* by request */
};

struct mk_lock_shared {
	const char *name;
	const struct mk_plan_document_shared *document;
	bool placed;
	struct mk_lock_region region; /* valid if placed */
};

/* Memory of a node or peer that is no kernel's RAM. */
struct mk_lock_holding {
	const char *name; /* "OWNER:NAME" */
	struct mk_lock_region region;
};

struct mk_lock_ipi {
	const char *name;
	const struct mk_plan_document_ipi *document;
	const char *to; /* name of the receiver, or NULL */
	uint64_t sgi;	/* UINT64_MAX: none */
	bool chosen;	/* by mkpart */
	struct mk_origin origin;
	const char *doorbell; /* name of the region with its bit; NULL: it had none */
	uint64_t channel;     /* there; valid if it had one */
};

struct mk_lock {
	const struct mk_plan_document *document;
	MK_VEC(struct mk_lock_node) nodes;	 /* by name */
	MK_VEC(struct mk_lock_shared) shared;	 /* by name */
	MK_VEC(struct mk_lock_ipi) ipis;	 /* by name */
	MK_VEC(struct mk_lock_holding) holdings; /* by name; those that had a place */
	struct mk_lock_region loader;
	bool loader_placed;
};

/* Reads a plan; NULL where it cannot be one, and MK0021 is reported then. */
struct mk_lock *mk_lock_read(
	struct mk_arena *arena, const struct mk_source *source, struct mk_findings *findings);

/* The same of a plan's document that is there already. NULL where something in it has no name. */
struct mk_lock *mk_lock_of(struct mk_arena *arena, const struct mk_plan_document *document);

/* Whether it is for the board that says this of itself (either may be NULL); else MK0021. */
bool mk_lock_fits(const struct mk_lock *lock, const char *compatible, const char *model,
	struct mk_findings *findings);

/* Of that name, or NULL. `lock` may be NULL. */
const struct mk_lock_node *mk_lock_find_node(const struct mk_lock *lock, const char *name);
const struct mk_lock_shared *mk_lock_find_shared(const struct mk_lock *lock, const char *name);
const struct mk_lock_region *mk_lock_find_holding(const struct mk_lock *lock, const char *name);
const struct mk_lock_ipi *mk_lock_find_ipi(const struct mk_lock *lock, const char *name);

#endif
