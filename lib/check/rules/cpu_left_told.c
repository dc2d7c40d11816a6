/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"

static bool has_node(const struct mk_check *check, const struct mk_cpu *cpu)
{
	const struct mk_plan_node *node;

	mk_each(node, &check->plan->nodes)
		if (node->cpu == cpu)
			return true;
	return false;
}

/* Layouts that account for none of their cores are taken to mean it. */
static void left_told(struct mk_check *check)
{
	const struct mk_layout *layout = check->layout;
	const struct mk_cpu *cpu;

	if (!layout->cpus_unused.count)
		return;
	mk_each(cpu, &check->plan->board->cpus)
		if (!has_node(check, cpu) && !mk_plan_is_unused(check->plan, cpu))
			mk_about(check->findings,
				mk_check_report(check, layout->cpus_unused.items[0].record.origin,
					"core '%s' has no node, and 'cpus_unused' does not say why",
					cpu->node->name),
				cpu->node->path);
}

extern const struct mk_rule mk_rule_cpu_exists, mk_rule_cpu_cores_chosen;

const struct mk_rule mk_rule_cpu_left_told = {
	.problem = {.code = "MK0430",
		.name = "left-told",
		.severity = MK_NOTE,
		.title = "a core has no node, and the layout does not say that this is meant",
		.why = "The layout gives reasons for some of the cores that it leaves idle; this "
		       "one may have been forgotten.",
		.fix = "List the core under `cpus_unused` with the reason, or give it a node.",
		.about = "the path of the core"},
	.whole = left_told,
	.prerequisites = MK_RULES(&mk_rule_cpu_exists, &mk_rule_cpu_cores_chosen),
};
