/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What makes it hard is decided upon first, by a depth-first search: the cluster of those that are
 * to be in the same one, the clusters of those that are to be apart, and the cores of those whose
 * place in the order is given, in that order. These cores cut the row of cores into parts, each
 * with room for as many nodes as there are places between. All the others are then a matching of
 * nodes with cores, which is found without any search; before that it tells early what leads
 * nowhere.
 */
#include "core/assign.h"

#include <assert.h>
#include <string.h>

#include "core/assign_search.h"

#define NONE MK_ASSIGN_NONE

/* --- whether it is right already ------------------------------------------------------------- */

static bool are_clusters_right(const struct mk_assign_search *search)
{
	const struct mk_assign_instance *instance = search->instance;
	struct mk_core_set used = {{0}};
	uint32_t same = NONE;

	for (size_t i = 0; i < instance->node_count; i++) {
		uint32_t cluster = instance->clusters[search->scratch->matching.column_of[i]];
		enum mk_assign_cluster asked = instance->nodes[i].cluster;
		if (asked == MK_CLUSTER_SAME && same != NONE && cluster != same)
			return false;
		if (asked == MK_CLUSTER_SAME)
			same = cluster;
		if (asked == MK_CLUSTER_DIFFERENT && mk_core_set_has(&used, cluster))
			return false;
		if (asked == MK_CLUSTER_DIFFERENT)
			mk_core_set_add(&used, cluster);
	}
	return true;
}

/* As many of the others are before a node as its id needs, and never less before a later one. */
static bool is_order_right(const struct mk_assign_search *search)
{
	const struct mk_assign_instance *instance = search->instance;
	const uint32_t *row_of = search->scratch->matching.row_of;
	size_t others = instance->first_used && row_of[0] == NONE;
	size_t before = 0;

	for (uint32_t core = 0; core < instance->core_count; core++) {
		uint32_t id = row_of[core] == NONE ? NONE : instance->nodes[row_of[core]].id;
		if (id != NONE) {
			if (id < before + others || (core == 0 && id != 0))
				return false;
			others = id - before;
		}
		before += row_of[core] != NONE;
	}
	return others <= instance->others;
}

/* What a matching gives is often right before everything is decided. */
static bool is_right(const struct mk_assign_search *search)
{
	return are_clusters_right(search) && is_order_right(search);
}

/* --- decisions ------------------------------------------------------------------------------- */

static void add_decision(struct mk_assign_scratch *scratch, uint32_t node, bool by_core)
{
	scratch->decisions[scratch->decision_count++] =
		(struct mk_assign_decision){.node = node, .by_core = by_core};
}

static size_t count_with(const struct mk_assign_instance *instance, enum mk_assign_cluster asked)
{
	size_t count = 0;

	for (size_t i = 0; i < instance->node_count; i++)
		count += instance->nodes[i].cluster == asked;
	return count;
}

/* Nodes with an id come in that order; the cluster, if it matters, is decided before the core. */
static void add_ordered_decisions(
	const struct mk_assign_instance *instance, struct mk_assign_scratch *scratch, bool apart)
{
	for (size_t i = 0; i < scratch->ordered_count; i++) {
		uint32_t node = scratch->ordered[i];
		if (apart && instance->nodes[node].cluster == MK_CLUSTER_DIFFERENT)
			add_decision(scratch, node, false);
		add_decision(scratch, node, true);
	}
}

/* An insertion sort, which is fast where nodes come in the order of their ids. */
static void order_by_id(
	const struct mk_assign_instance *instance, struct mk_assign_scratch *scratch)
{
	const struct mk_assign_node *nodes = instance->nodes;
	uint32_t *ordered = scratch->ordered;
	size_t count = 0;

	for (uint32_t i = 0; i < instance->node_count; i++) {
		size_t at = count;
		if (nodes[i].id == NONE)
			continue;
		for (; at > 0 && nodes[ordered[at - 1]].id > nodes[i].id; at--)
			ordered[at] = ordered[at - 1];
		ordered[at] = i;
		count++;
	}
	scratch->ordered_count = count;
}

/* One alone is in a cluster of its own, and in the same as itself. */
static void collect_decisions(
	const struct mk_assign_instance *instance, struct mk_assign_scratch *scratch)
{
	bool apart = count_with(instance, MK_CLUSTER_DIFFERENT) > 1;

	scratch->decision_count = 0;
	if (count_with(instance, MK_CLUSTER_SAME) > 1)
		add_decision(scratch, NONE, false);
	order_by_id(instance, scratch);
	add_ordered_decisions(instance, scratch, apart);
	for (uint32_t i = 0; apart && i < instance->node_count; i++)
		if (instance->nodes[i].cluster == MK_CLUSTER_DIFFERENT &&
			instance->nodes[i].id == NONE)
			add_decision(scratch, i, false);
}

static bool is_candidate(const struct mk_assign_search *search,
	const struct mk_assign_decision *decision, uint32_t value)
{
	struct mk_core_set set;

	if (decision->node == NONE)
		return !mk_core_set_is_empty(&search->scratch->cluster_cores[value]);
	set = mk_assign_own_cores(search, decision->node);
	if (decision->by_core)
		return mk_core_set_has(&set, value);
	mk_core_set_keep(&set, &search->scratch->cluster_cores[value]);
	return !mk_core_set_is_empty(&set);
}

static bool next_value(struct mk_assign_search *search, struct mk_assign_decision *decision)
{
	uint32_t value = decision->value + 1;

	for (; value < search->instance->core_count && mk_assign_spend(search, MK_CORE_SET_WORDS);
		value++)
		if (is_candidate(search, decision, value)) {
			decision->value = value;
			return true;
		}
	return false;
}

/* NONE + 1 is 0: the first value. */
static enum mk_assign_result decide(struct mk_assign_search *search)
{
	struct mk_assign_scratch *scratch = search->scratch;
	size_t made = 0;

	do {
		if (mk_assign_is_possible(search, made)) {
			if (is_right(search))
				return MK_ASSIGN_FOUND;
			if (made < scratch->decision_count)
				scratch->decisions[made++].value = NONE;
		}
		while (made && !next_value(search, &scratch->decisions[made - 1]))
			made--;
	} while (made);
	return search->steps ? MK_ASSIGN_IMPOSSIBLE : MK_ASSIGN_UNKNOWN;
}

/* --- questions ------------------------------------------------------------------------------- */

static void begin(const struct mk_assign_instance *instance, struct mk_assign_scratch *scratch)
{
	assert(instance->node_count <= MK_ASSIGN_MAX_NODES);
	assert(instance->core_count <= MK_ASSIGN_MAX_CORES);
	memset(scratch->pinned, 0xff, instance->node_count * sizeof *scratch->pinned);
	memset(scratch->cluster_cores, 0, instance->core_count * sizeof *scratch->cluster_cores);
	for (uint32_t i = 0; i < instance->core_count; i++)
		mk_core_set_add(&scratch->cluster_cores[instance->clusters[i]], i);
	collect_decisions(instance, scratch);
}

static enum mk_assign_result ask(const struct mk_assign_instance *instance,
	struct mk_assign_scratch *scratch, uint32_t *cores)
{
	uint64_t allowed =
		scratch->steps < scratch->steps_each ? scratch->steps : scratch->steps_each;
	struct mk_assign_search search = {instance, scratch, allowed};
	enum mk_assign_result result;

	result = decide(&search);
	scratch->steps -= allowed - search.steps;
	for (size_t i = 0; result == MK_ASSIGN_FOUND && i < instance->node_count; i++)
		cores[i] = scratch->matching.column_of[i];
	return result;
}

enum mk_assign_result mk_assign(const struct mk_assign_instance *instance,
	struct mk_assign_scratch *scratch, uint32_t *cores)
{
	begin(instance, scratch);
	return ask(instance, scratch, cores);
}

/* Whether a node can have that core beside all that is pinned already. */
static bool try_core(const struct mk_assign_instance *instance, struct mk_assign_scratch *scratch,
	size_t node, uint32_t core, uint32_t *cores)
{
	if (core >= instance->core_count || !mk_core_set_has(&instance->nodes[node].cores, core))
		return false;
	scratch->pinned[node] = core;
	if (cores[node] == core || ask(instance, scratch, cores) == MK_ASSIGN_FOUND)
		return true;
	scratch->pinned[node] = NONE;
	return false;
}

void mk_assign_keep(const struct mk_assign_instance *instance, struct mk_assign_scratch *scratch,
	const uint32_t *wanted, uint32_t *cores)
{
	begin(instance, scratch);
	for (size_t i = 0; i < instance->node_count; i++)
		if (wanted[i] != NONE)
			try_core(instance, scratch, i, wanted[i], cores);
}

/* Cores that nodes before it have got are no question. In the end it gets the one that it has. */
void mk_assign_lower(const struct mk_assign_instance *instance, struct mk_assign_scratch *scratch,
	uint32_t *cores)
{
	struct mk_core_set left = mk_core_set_first((uint32_t)instance->core_count);

	begin(instance, scratch);
	for (size_t i = 0; i < instance->node_count; i++) {
		uint32_t core = mk_core_set_next_common(&instance->nodes[i].cores, &left, 0);
		while (!try_core(instance, scratch, i, core, cores))
			core = mk_core_set_next_common(&instance->nodes[i].cores, &left, core + 1);
		mk_core_set_remove(&left, core);
	}
}
