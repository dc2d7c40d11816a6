/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Which cores form a cluster: what /cpus/cpu-map says (Devicetree specification, 3.8, and Linux'
 * binding cpu/cpu-topology.txt), where it has every core just once; else what MPIDRs say.
 */
#include <string.h>

#include "base/sort.h"
#include "board/parts.h"

#define AFFINITY_BITS 8
#define AFFINITY_MASK 0xffu

#define UNMAPPED UINT64_MAX

/*
 * How far to shift an MPIDR right to get the number of the cluster: past the affinity level of
 * threads as well where all cores say that they have those (MPIDR_EL1.MT, Arm DDI 0487, D17.2.101).
 */
static unsigned cluster_shift(const struct mk_board *board)
{
	const struct mk_cpu *cpu;

	mk_each(cpu, &board->cpus)
		if (cpu->mpidr & AFFINITY_MASK)
			return AFFINITY_BITS;
	return 2 * AFFINITY_BITS;
}

static void take_from_mpidrs(struct mk_board *board)
{
	unsigned shift = cluster_shift(board);
	struct mk_cpu *cpu;

	mk_each(cpu, &board->cpus)
		cpu->cluster = cpu->mpidr >> shift;
}

/* --- cpu-map ---------------------------------------------------------------------------------- */

struct map_reader {
	struct mk_board *board;
	struct mk_cpu **by_node; /* ascending by the order of their nodes in the tree */
	uint64_t cluster;	 /* the number of the one being read */
	size_t mapped;		 /* cores that have got their cluster */
	bool sound;
};

static int compare_nodes(const void *left, const void *right)
{
	const struct mk_cpu *a = *(struct mk_cpu *const *)left;
	const struct mk_cpu *b = *(struct mk_cpu *const *)right;

	return mk_compare_numbers(a->node->order, b->node->order);
}

static struct mk_cpu *cpu_of(const struct map_reader *reader, const struct mk_dt_node *node)
{
	struct mk_cpu wanted = {.node = node};
	struct mk_cpu *key = &wanted;
	struct mk_cpu *const *found = mk_find(&key, reader->by_node, reader->board->cpus.count,
		sizeof *reader->by_node, compare_nodes);

	return found ? *found : NULL;
}

static bool is_named(const struct mk_dt_node *node, const char *kind)
{
	return strncmp(node->name, kind, strlen(kind)) == 0;
}

/* A core's node, or that of one of its threads, says which CPU it is. */
static void read_core(struct map_reader *reader, const struct mk_dt_node *core)
{
	const struct mk_dt_node *node =
		mk_dt_by_phandle(reader->board->tree, mk_dt_u32(core, "cpu", 0));
	struct mk_cpu *cpu = node ? cpu_of(reader, node) : NULL;

	if (!cpu || cpu->cluster != UNMAPPED) {
		reader->sound = false;
		return;
	}
	cpu->cluster = reader->cluster;
	reader->mapped++;
}

static void read_cluster(struct map_reader *reader, const struct mk_dt_node *cluster)
{
	size_t before = reader->mapped;

	for (const struct mk_dt_node *core = cluster->first_child; core;
		core = core->next_sibling) {
		if (!is_named(core, "core"))
			continue;
		if (mk_dt_property(core, "cpu"))
			read_core(reader, core);
		for (const struct mk_dt_node *thread = core->first_child; thread;
			thread = thread->next_sibling)
			if (is_named(thread, "thread"))
				read_core(reader, thread);
	}
	if (reader->mapped > before)
		reader->cluster++;
}

static void prepare(struct map_reader *reader, struct mk_arena *arena)
{
	struct mk_board *board = reader->board;

	reader->by_node = mk_arena_array(arena, board->cpus.count, sizeof *reader->by_node);
	for (size_t i = 0; i < board->cpus.count; i++) {
		reader->by_node[i] = &board->cpus.items[i];
		board->cpus.items[i].cluster = UNMAPPED;
	}
	mk_sort(reader->by_node, board->cpus.count, sizeof *reader->by_node, compare_nodes);
}

/* Clusters may be in clusters, and in sockets: the innermost one around a core is its own. */
static bool take_from_map(struct mk_board *board, struct mk_arena *arena)
{
	const struct mk_dt_node *cpus = mk_dt_child(board->tree->root, "cpus");
	const struct mk_dt_node *map = cpus ? mk_dt_child(cpus, "cpu-map") : NULL;
	struct map_reader reader = {.board = board, .sound = true};

	if (!map || !board->cpus.count)
		return false;
	prepare(&reader, arena);
	for (const struct mk_dt_node *node = map; node && mk_dt_is_within(node, map);
		node = node->next)
		if (is_named(node, "cluster"))
			read_cluster(&reader, node);
	return reader.sound && reader.mapped == board->cpus.count;
}

void mk_board_read_clusters(struct mk_board *board, struct mk_arena *arena)
{
	board->cpu_map = take_from_map(board, arena);
	if (!board->cpu_map)
		take_from_mpidrs(board);
}
