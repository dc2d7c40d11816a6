/* SPDX-License-Identifier: BSD-2-Clause */
/* Cores for nodes, compared with all ways that there are. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <string.h>

#include "core/assign.h"

#define MAX_NODES 5u
#define MAX_CORES 6u
#define NONE MK_ASSIGN_NONE

static struct mk_assign_scratch scratch;

static void allow_work(uint64_t steps)
{
	scratch.steps = steps;
	scratch.steps_each = steps;
}

/* --- all ways there are ----------------------------------------------------------------------- */

static bool are_cores_own(const struct mk_assign_instance *instance, const uint32_t *cores)
{
	for (size_t i = 0; i < instance->node_count; i++)
		for (size_t j = 0; j < i; j++)
			if (cores[i] == cores[j])
				return false;
	return true;
}

static bool are_clusters_kept(const struct mk_assign_instance *instance, const uint32_t *cores)
{
	for (size_t i = 0; i < instance->node_count; i++)
		for (size_t j = 0; j < i; j++) {
			bool same = instance->clusters[cores[i]] == instance->clusters[cores[j]];
			enum mk_assign_cluster wish = instance->nodes[i].cluster;
			if (wish != instance->nodes[j].cluster || wish == MK_CLUSTER_ANY)
				continue;
			if (same != (wish == MK_CLUSTER_SAME))
				return false;
		}
	return true;
}

static size_t count_before(
	const struct mk_assign_instance *instance, const uint32_t *cores, uint32_t core)
{
	size_t count = 0;

	for (size_t i = 0; i < instance->node_count; i++)
		count += cores[i] < core;
	return count;
}

/* The others stand where ids need them: never less of them before a higher core. */
static bool is_order_kept(const struct mk_assign_instance *instance, const uint32_t *cores)
{
	bool used = !instance->first_used;
	size_t least = 0;

	for (size_t i = 0; i < instance->node_count; i++)
		used |= cores[i] == 0;
	if (!used && !instance->others)
		return false;
	for (uint32_t core = 0; core < instance->core_count; core++)
		for (size_t i = 0; i < instance->node_count; i++) {
			size_t before = count_before(instance, cores, core);
			uint32_t id = instance->nodes[i].id;
			if (cores[i] != core || id == NONE)
				continue;
			if (core == 0 ? id != 0 : id < before + least + (least == 0 && !used))
				return false;
			least = id - before;
			if (least > instance->others)
				return false;
		}
	return true;
}

static bool is_right(const struct mk_assign_instance *instance, const uint32_t *cores)
{
	for (size_t i = 0; i < instance->node_count; i++)
		if (!mk_core_set_has(&instance->nodes[i].cores, cores[i]))
			return false;
	return are_cores_own(instance, cores) && are_clusters_kept(instance, cores) &&
	       is_order_kept(instance, cores);
}

/* The first one in the order of nodes and cores; false where there is none. */
static bool find_by_trying(const struct mk_assign_instance *instance, uint32_t *cores)
{
	size_t at;

	memset(cores, 0, instance->node_count * sizeof *cores);
	if (!instance->core_count)
		return !instance->node_count;
	for (;;) {
		if (is_right(instance, cores))
			return true;
		for (at = instance->node_count; at > 0 && cores[at - 1] + 1 == instance->core_count;
			at--)
			cores[at - 1] = 0;
		if (!at)
			return false;
		cores[at - 1]++;
	}
}

/* --- random instances --------------------------------------------------------------------------
 */

static uint32_t seed;

static uint32_t dice(uint32_t sides)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 16) % sides;
}

struct random_problem {
	struct mk_assign_instance instance;
	struct mk_assign_node nodes[MAX_NODES];
	struct mk_core_set wide[MAX_NODES];
	uint32_t clusters[MAX_CORES];
};

static void make_node(struct random_problem *made, size_t index, const uint32_t *types)
{
	struct mk_assign_node *node = &made->nodes[index];
	uint32_t kind = dice(4);
	uint32_t type = dice(3);

	memset(node, 0, sizeof *node);
	memset(&made->wide[index], 0, sizeof *made->wide);
	node->id = dice(3) ? NONE : dice((uint32_t)made->instance.node_count);
	node->cluster = (enum mk_assign_cluster)dice(3);
	for (uint32_t core = 0; core < made->instance.core_count; core++) {
		mk_core_set_add(&made->wide[index], core);
		if (kind == 0 || (kind == 1 && types[core] == type) ||
			(kind == 2 && core == type * 2) || (kind == 3 && dice(3)))
			mk_core_set_add(&node->cores, core);
	}
}

static void make_problem(struct random_problem *made)
{
	uint32_t types[MAX_CORES];
	uint32_t clusters = 1 + dice(4);

	made->instance = (struct mk_assign_instance){.nodes = made->nodes,
		.node_count = dice(MAX_NODES + 1),
		.core_count = 1 + dice(MAX_CORES),
		.clusters = made->clusters,
		.others = dice(4) ? 0 : dice(3),
		.first_used = dice(4)};
	for (size_t i = 0; i < made->instance.core_count; i++) {
		types[i] = dice(3);
		made->clusters[i] = dice(clusters) % (uint32_t)made->instance.core_count;
	}
	for (size_t i = 0; i < made->instance.node_count; i++)
		make_node(made, i, types);
}

Test(assign, finds_what_trying_all_ways_finds)
{
	size_t found = 0;

	for (seed = 1; seed < 20000u * 77u; seed += 77) {
		struct random_problem made;
		uint32_t expected[MAX_NODES];
		uint32_t cores[MAX_NODES];
		uint32_t start = seed;
		enum mk_assign_result result;
		bool exists;
		make_problem(&made);
		seed = start;
		exists = find_by_trying(&made.instance, expected);
		allow_work(1000000);
		result = mk_assign(&made.instance, &scratch, cores);
		cr_assert(result == (exists ? MK_ASSIGN_FOUND : MK_ASSIGN_IMPOSSIBLE),
			"seed %u: %d, but %d", start, result, exists);
		if (!exists)
			continue;
		found++;
		cr_assert(is_right(&made.instance, cores), "seed %u", start);
		mk_assign_lower(&made.instance, &scratch, cores);
		cr_assert(memcmp(cores, expected, made.instance.node_count * sizeof *cores) == 0,
			"seed %u is not the first", start);
	}
	cr_assert(lt(sz, 5000, found));
}

/* --- what cannot be had together -------------------------------------------------------------- */

static bool is_part_possible(const struct random_problem *made, struct mk_assign_conflict *conflict)
{
	struct mk_assign_instance rest = made->instance;
	struct mk_assign_node nodes[MAX_NODES];
	uint32_t cores[MAX_NODES];

	rest.nodes = nodes;
	rest.node_count = 0;
	for (size_t i = 0; i < made->instance.node_count; i++) {
		struct mk_assign_node *node = &nodes[rest.node_count];
		if (!conflict->nodes[i])
			continue;
		rest.node_count++;
		*node = made->nodes[i];
		node->cores = conflict->cores[i] ? node->cores : made->wide[i];
		node->cluster = conflict->clusters[i] ? node->cluster : MK_CLUSTER_ANY;
		node->id = conflict->ids[i] ? node->id : NONE;
	}
	rest.others += made->instance.node_count - rest.node_count;
	rest.first_used = conflict->first_used;
	return find_by_trying(&rest, cores);
}

static void expect_needed(
	const struct random_problem *made, struct mk_assign_conflict *conflict, bool *part)
{
	if (!*part)
		return;
	*part = false;
	cr_assert(is_part_possible(made, conflict), "a part too many");
	*part = true;
}

Test(assign, names_no_part_too_many)
{
	static struct mk_assign_conflict conflict;
	size_t count = 0;

	for (seed = 5; count < 10000; seed += 77) {
		struct random_problem made;
		uint32_t cores[MAX_NODES];
		uint32_t start = seed;
		make_problem(&made);
		seed = start;
		if (find_by_trying(&made.instance, cores))
			continue;
		count++;
		allow_work(10000000);
		mk_assign_reduce(&made.instance, made.wide, &scratch, &conflict);
		cr_assert(conflict.minimal);
		cr_assert(not(is_part_possible(&made, &conflict)), "seed %u: possible", start);
		for (size_t i = 0; i < made.instance.node_count; i++) {
			expect_needed(&made, &conflict, &conflict.nodes[i]);
			expect_needed(&made, &conflict, &conflict.cores[i]);
			expect_needed(&made, &conflict, &conflict.clusters[i]);
			expect_needed(&made, &conflict, &conflict.ids[i]);
		}
		expect_needed(&made, &conflict, &conflict.first_used);
	}
}

/* --- what is to stay -------------------------------------------------------------------------- */

/* The instance with the nodes that kept what they wanted, and one more, bound to it. */
static bool could_stay(const struct random_problem *made, const uint32_t *wanted,
	const uint32_t *cores, size_t mover)
{
	struct random_problem bound = *made;
	uint32_t answer[MAX_NODES];

	bound.instance.nodes = bound.nodes;
	bound.instance.clusters = bound.clusters;
	for (size_t i = 0; i < bound.instance.node_count; i++) {
		struct mk_core_set only = {{0}};
		if (wanted[i] == NONE || (cores[i] != wanted[i] && i != mover))
			continue;
		if (mk_core_set_has(&made->nodes[i].cores, wanted[i]))
			mk_core_set_add(&only, wanted[i]);
		bound.nodes[i].cores = only;
	}
	return find_by_trying(&bound.instance, answer);
}

Test(assign, what_moves_could_not_have_stayed)
{
	size_t moved = 0;

	for (seed = 9; moved < 3000; seed += 77) {
		struct random_problem made;
		uint32_t wanted[MAX_NODES];
		uint32_t cores[MAX_NODES];
		uint32_t start = seed;
		make_problem(&made);
		for (size_t i = 0; i < MAX_NODES; i++)
			wanted[i] = dice(4) ? dice(MAX_CORES) : NONE;
		seed = start;
		allow_work(10000000);
		if (mk_assign(&made.instance, &scratch, cores) != MK_ASSIGN_FOUND)
			continue;
		mk_assign_keep(&made.instance, &scratch, wanted, cores);
		cr_assert(is_right(&made.instance, cores), "seed %u", start);
		for (size_t i = 0; i < made.instance.node_count; i++) {
			if (wanted[i] == NONE || cores[i] == wanted[i])
				continue;
			moved++;
			cr_assert(not(could_stay(&made, wanted, cores, i)), "seed %u", start);
		}
	}
}

/* --- size ------------------------------------------------------------------------------------- */

static struct mk_assign_node many_nodes[MK_ASSIGN_MAX_NODES];
static struct mk_core_set many_wide[MK_ASSIGN_MAX_NODES];
static uint32_t many_clusters[MK_ASSIGN_MAX_CORES];
static uint32_t many_cores[MK_ASSIGN_MAX_NODES];

static struct mk_assign_instance many(uint32_t cluster_size)
{
	for (uint32_t i = 0; i < MK_ASSIGN_MAX_CORES; i++)
		many_clusters[i] = i / cluster_size;
	for (uint32_t i = 0; i < MK_ASSIGN_MAX_NODES; i++) {
		many_nodes[i] = (struct mk_assign_node){.id = NONE};
		memset(&many_nodes[i].cores, 0xff, sizeof many_nodes[i].cores);
		many_wide[i] = many_nodes[i].cores;
	}
	return (struct mk_assign_instance){.nodes = many_nodes,
		.node_count = MK_ASSIGN_MAX_NODES,
		.core_count = MK_ASSIGN_MAX_CORES,
		.clusters = many_clusters,
		.first_used = true};
}

Test(assign, as_many_nodes_as_cores_get_them_in_order)
{
	struct mk_assign_instance instance = many(4);

	allow_work(UINT64_C(1) << 24);
	cr_assert(eq(int, mk_assign(&instance, &scratch, many_cores), MK_ASSIGN_FOUND));
	mk_assign_lower(&instance, &scratch, many_cores);
	for (uint32_t i = 0; i < MK_ASSIGN_MAX_NODES; i++)
		cr_assert(eq(u32, many_cores[i], i));
}

Test(assign, all_places_can_be_given)
{
	struct mk_assign_instance instance = many(4);

	for (uint32_t i = 0; i < MK_ASSIGN_MAX_NODES; i++)
		many_nodes[i].id = MK_ASSIGN_MAX_NODES - 1 - i;
	allow_work(UINT64_C(1) << 28);
	cr_assert(eq(int, mk_assign(&instance, &scratch, many_cores), MK_ASSIGN_FOUND));
	for (uint32_t i = 0; i < MK_ASSIGN_MAX_NODES; i++)
		cr_assert(eq(u32, many_cores[i], MK_ASSIGN_MAX_NODES - 1 - i));
}

Test(assign, one_node_too_many_for_the_clusters_is_seen_at_once)
{
	struct mk_assign_instance instance = many(4);

	for (uint32_t i = 0; i < MK_ASSIGN_MAX_CORES / 4 + 1; i++)
		many_nodes[2 * i].cluster = MK_CLUSTER_DIFFERENT;
	allow_work(UINT64_C(1) << 24);
	cr_assert(eq(int, mk_assign(&instance, &scratch, many_cores), MK_ASSIGN_IMPOSSIBLE));
}

Test(assign, work_ends_where_it_is_used_up)
{
	static struct mk_assign_conflict conflict;
	struct mk_assign_instance instance = many(4);

	allow_work(1000);
	cr_assert(eq(int, mk_assign(&instance, &scratch, many_cores), MK_ASSIGN_UNKNOWN));
	many_nodes[MK_ASSIGN_MAX_NODES - 1].cores = (struct mk_core_set){{0}};
	allow_work(1000);
	mk_assign_reduce(&instance, many_wide, &scratch, &conflict);
	cr_assert(not(conflict.minimal));
}
