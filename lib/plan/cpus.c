/* SPDX-License-Identifier: BSD-2-Clause */

#include "plan/cores.h"
#include "plan/stages.h"

static void find_cpu(struct mk_arena *arena, struct mk_plan *plan, struct mk_plan_node *node)
{
	const struct mk_text *cpu = &node->layout->cpu;

	if (!cpu->given || mk_plan_leaves_core_open(node))
		return;
	node->cpu = mk_board_find_cpu(plan->board, cpu->value);
	if (!node->cpu)
		mk_plan_add_reference(arena, plan, MK_REFERENCE_CPU, cpu, NULL);
}

static void find_unused(
	struct mk_arena *arena, struct mk_plan *plan, const struct mk_layout_unused *unused)
{
	const struct mk_cpu *cpu;

	if (unused->record.broken)
		return;
	cpu = mk_board_find_cpu(plan->board, unused->cpu.value);
	if (!cpu)
		mk_plan_add_reference(arena, plan, MK_REFERENCE_CPU, &unused->cpu, NULL);
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
