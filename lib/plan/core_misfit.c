/* SPDX-License-Identifier: BSD-2-Clause */
/* Why there is no core for each node: what cannot be had together, without any part too many. */
#include "plan/cores.h"

static struct mk_core_part *add_part(struct mk_core_choice *choice, enum mk_core_part_kind kind,
	const struct mk_plan_node *node, struct mk_origin origin)
{
	struct mk_core_part *part = mk_vec_add(choice->arena, &choice->plan->core_misfit.parts);

	part->kind = kind;
	part->node = node;
	part->origin = origin;
	return part;
}

static void add_node(
	struct mk_core_choice *choice, const struct mk_assign_conflict *conflict, size_t index)
{
	const struct mk_plan_node *node = choice->nodes[index];
	const struct mk_core_set *set =
		conflict->cores[index] ? &choice->asked[index].cores : &choice->wide[index];
	struct mk_core_part *part = add_part(choice,
		node->cpu ? MK_CORE_PART_FIXED : MK_CORE_PART_ANY, node, node->layout->cpu.origin);

	for (uint32_t i = 0; i < choice->instance.core_count; i++)
		if (mk_core_set_has(set, i))
			*mk_vec_add(choice->arena, &part->cores) = choice->cores[i];
}

static void add_node_parts(
	struct mk_core_choice *choice, const struct mk_assign_conflict *conflict, size_t index)
{
	const struct mk_plan_node *node = choice->nodes[index];
	const struct mk_layout_node *layout = node->layout;

	add_node(choice, conflict, index);
	if (conflict->cores[index])
		add_part(choice, MK_CORE_PART_COMPATIBLE, node, layout->cpu_compatible.origin);
	if (conflict->clusters[index])
		add_part(choice, MK_CORE_PART_CLUSTER, node, layout->cluster.origin);
	if (conflict->ids[index])
		add_part(choice, MK_CORE_PART_ID, node, layout->id.origin);
}

void mk_plan_find_core_misfit(struct mk_core_choice *choice)
{
	struct mk_assign_conflict *conflict = mk_arena_alloc(choice->arena, sizeof *conflict);
	const struct mk_board *board = choice->plan->board;

	mk_assign_reduce(&choice->instance, choice->wide, choice->scratch, conflict);
	choice->plan->core_misfit.minimal = conflict->minimal;
	for (size_t i = 0; i < choice->instance.node_count; i++)
		if (conflict->nodes[i])
			add_node_parts(choice, conflict, i);
	if (conflict->first_used)
		add_part(choice, MK_CORE_PART_BOOT, choice->nodes[0],
			mk_dt_origin(board->tree, choice->cores[0]->node));
}
