/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Parts are left out for good where the rest is still impossible: first many at once, then one by
 * one. Leaving out more never makes impossible what was possible, so no part that remains in the
 * end is one too many.
 */
#include <string.h>

#include "core/assign.h"

struct reduction {
	const struct mk_assign_instance *instance;
	const struct mk_core_set *wide;
	struct mk_assign_scratch *scratch;
	struct mk_assign_conflict *conflict;
};

static bool still_fails(struct reduction *reduction)
{
	struct mk_assign_conflict *conflict = reduction->conflict;
	struct mk_assign_instance rest = *reduction->instance;
	enum mk_assign_result result;
	size_t count = 0;

	for (size_t i = 0; i < rest.node_count; i++) {
		struct mk_assign_node *node = &conflict->reduced[count];
		if (!conflict->nodes[i])
			continue;
		*node = rest.nodes[i];
		if (!conflict->cores[i])
			node->cores = reduction->wide[i];
		if (!conflict->clusters[i])
			node->cluster = MK_CLUSTER_ANY;
		if (!conflict->ids[i])
			node->id = MK_ASSIGN_NONE;
		count++;
	}
	rest.nodes = conflict->reduced;
	rest.others += rest.node_count - count;
	rest.node_count = count;
	rest.first_used = conflict->first_used;
	result = mk_assign(&rest, reduction->scratch, conflict->answer);
	conflict->minimal &= result != MK_ASSIGN_UNKNOWN;
	return result == MK_ASSIGN_IMPOSSIBLE;
}

static void try_without(struct reduction *reduction, bool *parts, size_t first, size_t end)
{
	bool before[MK_ASSIGN_MAX_NODES];

	memcpy(before, parts + first, (end - first) * sizeof *parts);
	if (!memchr(before, true, (end - first) * sizeof *parts))
		return;
	memset(parts + first, false, (end - first) * sizeof *parts);
	if (!still_fails(reduction))
		memcpy(parts + first, before, (end - first) * sizeof *parts);
}

/* From the last to the first, in ever smaller portions. */
static void reduce_parts(struct reduction *reduction, bool *parts, size_t count)
{
	for (size_t portion = count; portion; portion /= 2)
		for (size_t end = count; end; end -= end < portion ? end : portion)
			try_without(reduction, parts, end < portion ? 0 : end - portion, end);
}

static bool is_narrow(const struct reduction *reduction, size_t node)
{
	return memcmp(&reduction->instance->nodes[node].cores, &reduction->wide[node],
		       sizeof *reduction->wide) != 0;
}

/* A node that is left out takes with it what it says. */
static void drop_with_nodes(struct reduction *reduction)
{
	struct mk_assign_conflict *conflict = reduction->conflict;

	for (size_t i = 0; i < reduction->instance->node_count; i++) {
		const struct mk_assign_node *node = &reduction->instance->nodes[i];
		bool in = conflict->nodes[i];
		conflict->cores[i] = in && is_narrow(reduction, i);
		conflict->clusters[i] = in && node->cluster != MK_CLUSTER_ANY;
		conflict->ids[i] = in && node->id != MK_ASSIGN_NONE;
	}
}

void mk_assign_reduce(const struct mk_assign_instance *instance, const struct mk_core_set *wide,
	struct mk_assign_scratch *scratch, struct mk_assign_conflict *conflict)
{
	struct reduction reduction = {instance, wide, scratch, conflict};
	size_t count = instance->node_count;

	memset(conflict->nodes, true, count);
	memset(conflict->cores, true, count);
	memset(conflict->clusters, true, count);
	memset(conflict->ids, true, count);
	conflict->first_used = instance->first_used;
	conflict->minimal = true;
	reduce_parts(&reduction, conflict->nodes, count);
	drop_with_nodes(&reduction);
	reduce_parts(&reduction, conflict->ids, count);
	reduce_parts(&reduction, conflict->clusters, count);
	reduce_parts(&reduction, conflict->cores, count);
	reduce_parts(&reduction, &conflict->first_used, 1);
}
