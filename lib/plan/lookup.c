/* SPDX-License-Identifier: BSD-2-Clause */
/* Questions to a plan that one look answers. */
#include <string.h>

#include "plan/cores.h"

const struct mk_plan_node *mk_plan_node_named(const struct mk_plan *plan, const char *name)
{
	const struct mk_plan_node *node;

	mk_each(node, &plan->nodes)
		if (node->layout->name.given && strcmp(node->name, name) == 0)
			return node;
	return NULL;
}

const struct mk_plan_node *mk_plan_node_on(
	const struct mk_plan *plan, const struct mk_dt_node *core)
{
	const struct mk_plan_node *node;

	mk_each(node, &plan->nodes)
		if (node->cpu && node->cpu->node == core)
			return node;
	return NULL;
}

const struct mk_plan_node *mk_plan_node_at_rank(const struct mk_plan *plan, size_t rank)
{
	return rank < plan->by_rank.count ? plan->by_rank.items[rank] : NULL;
}

uint32_t mk_plan_pa_bits(const struct mk_plan *plan)
{
	return plan->platform ? plan->platform->pa_bits : plan->contract->pa_bits;
}

bool mk_plan_is_unused(const struct mk_plan *plan, const struct mk_cpu *cpu)
{
	const struct mk_cpu *const *unused;

	mk_each(unused, &plan->unused)
		if (*unused == cpu)
			return true;
	return false;
}

bool mk_plan_leaves_core_open(const struct mk_plan_node *node)
{
	const struct mk_text *cpu = &node->layout->cpu;

	return cpu->given && strcmp(cpu->value, MK_PLAN_ANY_CPU) == 0;
}

const struct mk_plan_outside *mk_plan_outside_named(const struct mk_plan *plan, const char *name)
{
	const struct mk_plan_outside *outside;

	mk_each(outside, &plan->outside)
		if (strcmp(outside->name, name) == 0)
			return outside;
	return NULL;
}

bool mk_plan_is_slice(const struct mk_layout_range *request)
{
	return !request->purpose.given && !request->reserved.given;
}

const char *mk_holding_owner(const struct mk_plan_holding *holding)
{
	return holding->node ? holding->node->name : holding->outside->name;
}
