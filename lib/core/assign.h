/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Which core each node gets, where some have a choice. Exact: what exists is found, unless the work
 * allowed is used up. Pure functions: no allocation, no library. Deterministic.
 */
#ifndef MK_CORE_ASSIGN_H
#define MK_CORE_ASSIGN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MK_ASSIGN_MAX_NODES 512u
#define MK_ASSIGN_MAX_CORES 512u

/* No core; no id. */
#define MK_ASSIGN_NONE UINT32_MAX

/* Bits of cores, which are numbered in the order in which the loader starts them. */
struct mk_core_set {
	uint64_t words[MK_ASSIGN_MAX_CORES / 64];
};

static inline bool mk_core_set_has(const struct mk_core_set *set, uint32_t core)
{
	return set->words[core / 64] >> core % 64 & 1;
}

static inline void mk_core_set_add(struct mk_core_set *set, uint32_t core)
{
	set->words[core / 64] |= UINT64_C(1) << core % 64;
}

static inline void mk_core_set_remove(struct mk_core_set *set, uint32_t core)
{
	set->words[core / 64] &= ~(UINT64_C(1) << core % 64);
}

/* Leaves what is in both. */
static inline void mk_core_set_keep(struct mk_core_set *set, const struct mk_core_set *other)
{
	for (size_t i = 0; i < sizeof set->words / sizeof *set->words; i++)
		set->words[i] &= other->words[i];
}

enum mk_assign_cluster {
	MK_CLUSTER_ANY,
	MK_CLUSTER_SAME,      /* all nodes that say so are in one cluster */
	MK_CLUSTER_DIFFERENT, /* no two nodes that say so are in one */
};

struct mk_assign_node {
	struct mk_core_set cores; /* that it may have */
	enum mk_assign_cluster cluster;
	uint32_t id; /* how many nodes are on cores before its own; MK_ASSIGN_NONE: as many as come
		      */
};

struct mk_assign_instance {
	const struct mk_assign_node *nodes;
	size_t node_count;
	size_t core_count;
	const uint32_t *clusters; /* by core: a number below core_count */
	size_t others;		  /* further nodes, of which nothing is known: they count for ids */
	bool first_used;	  /* core 0 has to be a node's */
};

enum mk_assign_result {
	MK_ASSIGN_FOUND,
	MK_ASSIGN_IMPOSSIBLE,
	MK_ASSIGN_UNKNOWN, /* the work allowed was used up */
};

/* Two for each node with an id, two for the first core, and what is behind them. */
#define MK_ASSIGN_MAX_GROUPS (2 * MK_ASSIGN_MAX_NODES + 3)

/* Rows of bits joined with columns, each with at most one of the other side. */
struct mk_assign_matching {
	struct mk_core_set rows[MK_ASSIGN_MAX_NODES];
	struct mk_core_set free; /* columns without a row */
	uint32_t column_of[MK_ASSIGN_MAX_NODES];
	uint32_t row_of[MK_ASSIGN_MAX_CORES];
	uint32_t group_of[MK_ASSIGN_MAX_CORES]; /* columns side by side */
	uint32_t group_first[MK_ASSIGN_MAX_GROUPS];
	uint32_t room[MK_ASSIGN_MAX_GROUPS]; /* rows that a group's columns can still take */
	uint32_t group_count;
	uint32_t column_count;

	/* Of the search for a way to join one more row. */
	uint32_t taker[MK_ASSIGN_MAX_CORES];	 /* the row that would take the column */
	uint32_t pushed_by[MK_ASSIGN_MAX_NODES]; /* the column for whose sake the row would move */
	uint32_t queue[MK_ASSIGN_MAX_NODES];
	struct mk_core_set unseen;
	bool reached[MK_ASSIGN_MAX_NODES];
	bool emptied[MK_ASSIGN_MAX_GROUPS];
};

/* What is tried, one after the other; all nodes that ask for the same cluster are one. */
struct mk_assign_decision {
	uint32_t node; /* MK_ASSIGN_NONE: those with the same cluster */
	bool by_core;  /* else a cluster is decided upon */
	uint32_t value;
};

struct mk_assign_scratch {
	uint64_t steps;	     /* work allowed; each is a word of bits or a core looked at */
	uint64_t steps_each; /* the same for a single question */

	struct mk_assign_matching matching;
	struct mk_core_set left[MK_ASSIGN_MAX_NODES]; /* cores that each may have after decisions */
	struct mk_core_set cluster_cores[MK_ASSIGN_MAX_CORES];
	uint32_t cluster_of[MK_ASSIGN_MAX_NODES]; /* decided; MK_ASSIGN_NONE: not yet */
	uint32_t core_of[MK_ASSIGN_MAX_NODES];
	uint32_t usable_below[MK_ASSIGN_MAX_CORES + 1]; /* cores below that somebody may have */
	uint32_t pinned[MK_ASSIGN_MAX_NODES];		/* asked for; MK_ASSIGN_NONE: not */
	struct mk_assign_decision decisions[1 + 2 * MK_ASSIGN_MAX_NODES];
	size_t decision_count;
	uint32_t ordered[MK_ASSIGN_MAX_NODES]; /* nodes with an id, ascending by it */
	size_t ordered_count;
};

/* Writes a core for each node to `cores` where there is a way to give each one of its own. */
enum mk_assign_result mk_assign(const struct mk_assign_instance *instance,
	struct mk_assign_scratch *scratch, uint32_t *cores);

/*
 * From what mk_assign found: gives nodes the cores they want (MK_ASSIGN_NONE: any), the first ones
 * first. Each that does not get it could not have it beside those that do.
 */
void mk_assign_keep(const struct mk_assign_instance *instance, struct mk_assign_scratch *scratch,
	const uint32_t *wanted, uint32_t *cores);

/* From what mk_assign found: the first node gets the lowest core that it can have, and so on. */
void mk_assign_lower(const struct mk_assign_instance *instance, struct mk_assign_scratch *scratch,
	uint32_t *cores);

/*
 * What of a instance cannot be had together; each flag says that the part is in it. A node that is
 * not counts as one of the `others`.
 */
struct mk_assign_conflict {
	bool nodes[MK_ASSIGN_MAX_NODES];
	bool cores[MK_ASSIGN_MAX_NODES]; /* that the node may only have some of its wide set */
	bool clusters[MK_ASSIGN_MAX_NODES];
	bool ids[MK_ASSIGN_MAX_NODES];
	bool first_used;
	bool minimal; /* without any one part of it the others can be had; else work was used up */
	struct mk_assign_node reduced[MK_ASSIGN_MAX_NODES]; /* scratch */
	uint32_t answer[MK_ASSIGN_MAX_NODES];
};

/*
 * Reduces a instance that is impossible to a part that still is. `wide` has for each node the cores
 * that it may have if it does not say which; they include those that it has in the instance.
 */
void mk_assign_reduce(const struct mk_assign_instance *instance, const struct mk_core_set *wide,
	struct mk_assign_scratch *scratch, struct mk_assign_conflict *conflict);

#endif
