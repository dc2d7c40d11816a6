/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"
#include "check/written.h"

/* The first core that no node has, or NULL. */
static const struct mk_cpu *unowned_cpu(const struct mk_plan *plan)
{
	const struct mk_plan_node *node;
	const struct mk_cpu *cpu;

	mk_each(cpu, &plan->board->cpus) {
		bool owned = !cpu->usable;
		mk_each(node, &plan->nodes)
			owned |= node->cpu == cpu;
		if (!owned)
			return cpu;
	}
	return NULL;
}

static void check_node(struct mk_check *check, const struct mk_plan_node *node)
{
	struct mk_finding *finding;
	const struct mk_cpu *cpu;

	if (mk_written_node(node)->record.broken || mk_written_node(node)->cpu.given)
		return;
	finding = mk_check_report(
		check, mk_written_node(node)->record.origin, "node '%s' has no core", node->name);
	cpu = unowned_cpu(check->plan);
	if (!cpu)
		return;
	mk_suggest(check->findings, finding, "cpu: %s", cpu->node->name);
	mk_written_add_key(check, finding, node, "cpu",
		mk_arena_printf(check->arena, "\"%s\"", cpu->node->name));
}

const struct mk_rule mk_rule_cpu_node_has_core = {
	.problem = {.code = "MK0404",
		.name = "node-has-core",
		.severity = MK_ERROR,
		.title = "a node without a core",
		.why = "Each node is one kernel on one core.",
		.fix = "Give the node `cpu`, for example cpu@1; with `cpu: any`, mkpart chooses "
		       "one."},
	.each_node = check_node,
};
