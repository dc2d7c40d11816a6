/* SPDX-License-Identifier: BSD-2-Clause */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "plan/cores.h"
#include "plan/stages.h"

/* The number that "cpu1", "core 1", "0x1" or "CPU@01" ends with, digits as in a unit address. */
static const char *last_digits(const char *name)
{
	size_t length = strlen(name);
	size_t first = length;

	while (first > 0 && isxdigit((unsigned char)name[first - 1]))
		first--;
	while (name[first] == '0' && name[first + 1])
		first++;
	/* The letters of "core" are none of the number's. */
	while (first < length && !isdigit((unsigned char)name[first]))
		first++;
	return name + first;
}

/* By the unit address that it ends with, or by its place in MPIDR order; NULL: there is none. */
static const char *nearest_cpu(const struct mk_board *board, const char *wanted)
{
	const char *digits = last_digits(wanted);
	const struct mk_cpu *cpu;

	if (!*digits)
		return NULL;
	mk_each(cpu, &board->cpus) {
		const char *unit = strchr(cpu->node->name, '@');
		if (unit && strcasecmp(unit + 1, digits) == 0)
			return cpu->node->name;
	}
	cpu = mk_board_find_cpu(board, digits);
	return cpu ? cpu->node->name : NULL;
}

static void add_unknown(struct mk_arena *arena, struct mk_plan *plan, const struct mk_text *cpu)
{
	mk_plan_add_reference(
		arena, plan, MK_REFERENCE_CPU, cpu, nearest_cpu(plan->board, cpu->value));
}

static void find_cpu(struct mk_arena *arena, struct mk_plan *plan, struct mk_plan_node *node)
{
	const struct mk_text *cpu = &node->layout->cpu;

	if (!cpu->given || mk_plan_leaves_core_open(node))
		return;
	node->cpu = mk_board_find_cpu(plan->board, cpu->value);
	if (!node->cpu)
		add_unknown(arena, plan, cpu);
}

static void find_unused(
	struct mk_arena *arena, struct mk_plan *plan, const struct mk_layout_unused *unused)
{
	const struct mk_cpu *cpu;

	if (unused->record.broken)
		return;
	cpu = mk_board_find_cpu(plan->board, unused->cpu.value);
	if (!cpu)
		add_unknown(arena, plan, &unused->cpu);
	else if (!mk_plan_is_unused(plan, cpu))
		*mk_vec_add(arena, &plan->unused) = cpu;
}

/* The loader starts at the boot CPU and goes on in ascending MPIDR order, wrapping around. */
static void rank_nodes(struct mk_arena *arena, struct mk_plan *plan)
{
	size_t cpu_count = plan->board->cpus.count;
	size_t boot = mk_board_boot_cpu(plan->board);
	struct mk_plan_node *node;

	for (size_t i = 0; i < cpu_count; i++) {
		const struct mk_cpu *cpu = &plan->board->cpus.items[(boot + i) % cpu_count];
		mk_each(node, &plan->nodes) {
			if (node->cpu != cpu)
				continue;
			node->rank = (uint32_t)plan->by_rank.count;
			*mk_vec_add(arena, &plan->by_rank) = node;
		}
	}
}

/* The core that the lock says a node had. */
static const struct mk_cpu *earlier_core(
	const struct mk_plan *plan, const struct mk_plan_node *node)
{
	const struct mk_lock_node *old = mk_lock_find_node(plan->lock, node->name);

	return old && old->cpu ? mk_board_find_cpu(plan->board, old->cpu) : NULL;
}

static const struct mk_cpu *const *collect_earlier_cores(
	struct mk_arena *arena, const struct mk_plan *plan)
{
	const struct mk_cpu **cores = mk_arena_array(arena, plan->nodes.count, sizeof *cores);
	const struct mk_plan_node *node;

	mk_each(node, &plan->nodes)
		cores[node->position] = earlier_core(plan, node);
	return cores;
}

void mk_plan_resolve_cores(struct mk_arena *arena, struct mk_plan *plan)
{
	const struct mk_layout_unused *unused;
	struct mk_plan_node *node;

	mk_each(node, &plan->nodes)
		find_cpu(arena, plan, node);
	mk_each(unused, &plan->layout->cpus_unused)
		find_unused(arena, plan, unused);
	mk_plan_choose_cores(arena, plan, plan->lock ? collect_earlier_cores(arena, plan) : NULL);
	rank_nodes(arena, plan);
	mk_each(node, &plan->nodes) {
		const struct mk_number *id = &node->layout->id;
		uint32_t natural = node->cpu ? node->rank : (uint32_t)node->position;
		node->id = id->given && id->value < UINT32_MAX ? (uint32_t)id->value : natural;
	}
}
