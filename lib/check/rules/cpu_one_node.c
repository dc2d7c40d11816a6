/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"

static void cpu_one_node(struct mk_check *check)
{
	const struct mk_plan *plan = check->plan;
	const struct mk_plan_node **holders =
		mk_arena_array(check->arena, plan->board->cpus.count, sizeof *holders);
	const struct mk_plan_node *node;

	mk_each(node, &plan->nodes) {
		const struct mk_plan_node **holder;
		if (!node->cpu)
			continue;
		holder = &holders[node->cpu - plan->board->cpus.items];
		if (*holder)
			mk_add_note(check->findings,
				mk_check_report(check, node->cpu_origin,
					"node '%s' is on core '%s', which node '%s' already has",
					node->name, node->cpu->node->name, (*holder)->name),
				(*holder)->cpu_origin, "node '%s' has it from here",
				(*holder)->name);
		else
			*holder = node;
	}
}

const struct mk_rule mk_rule_cpu_one_node = {
	.problem = {.code = "MK0403",
		.name = "cpu-one-node",
		.severity = MK_ERROR,
		.title = "two nodes on one core",
		.why = "The loader starts one kernel on each core; the second node would never "
		       "run.",
		.fix = "Give each node a core of its own."},
	.whole = cpu_one_node,
};
