/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"

static const struct mk_plan_node *node_on(const struct mk_check *check, const struct mk_cpu *cpu)
{
	const struct mk_plan_node *node;

	mk_each(node, &check->plan->nodes)
		if (node->cpu == cpu)
			return node;
	return NULL;
}

static void unused_free(struct mk_check *check)
{
	const struct mk_layout_unused *unused;

	mk_each(unused, &check->layout->cpus_unused) {
		const struct mk_cpu *cpu =
			unused->record.broken
				? NULL
				: mk_board_find_cpu(check->plan->board, unused->cpu.value);
		const struct mk_plan_node *node = cpu ? node_on(check, cpu) : NULL;
		if (node)
			mk_add_note(check->findings,
				mk_check_report(check, unused->cpu.origin,
					"core '%s' is listed as unused, but node '%s' is on it",
					cpu->node->name, node->name),
				node->cpu_origin, "the node is here");
	}
}

const struct mk_rule mk_rule_cpu_unused_free = {
	.problem = {.code = "MK0431",
		.name = "unused-free",
		.severity = MK_ERROR,
		.title = "a core that is listed as unused has a node",
		.why = "One of the two statements is out of date, and a reader of the layout "
		       "cannot tell which.",
		.fix = "Remove the entry from `cpus_unused`, or put the node on another core."},
	.whole = unused_free,
};
