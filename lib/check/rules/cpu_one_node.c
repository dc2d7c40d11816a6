/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>

#include "base/words.h"
#include "check/rule.h"
#include "check/written.h"

#define NAMED 4u

/* "cpu@1, cpu@2 or 3 more"; "" where each core has a node. */
static const char *idle_cores(struct mk_check *check)
{
	const struct mk_plan *plan = check->plan;
	const struct mk_cpu *cpu;
	struct mk_listing names;

	mk_listing_begin(&names, check->arena, NAMED);
	mk_each(cpu, &plan->board->cpus)
		if (cpu->usable && !mk_plan_node_on(plan, cpu->node))
			mk_listing_add(&names, "%s", cpu->node->name);
	return mk_listing_joined(&names, "or");
}

static void report(struct mk_check *check, const struct mk_plan_node *node,
	const struct mk_plan_node *holder, const char **idle)
{
	struct mk_finding *finding = mk_check_report(check, node->cpu_origin,
		"node '%s' is on core '%s', which node '%s' already has", node->name,
		node->cpu->node->name, holder->name);

	mk_add_note(check->findings, finding, holder->cpu_origin, "node '%s' has it from here",
		holder->name);
	if (!*idle)
		*idle = idle_cores(check);
	if (!**idle)
		return;
	mk_suggest(check->findings, finding, "move one to a core without a node: %s", *idle);
	if (!strchr(*idle, ' '))
		mk_fix(check->findings, finding, MK_REMEDY_GUESS, node->cpu_origin,
			mk_written_node(node)->cpu.value, *idle);
}

static void cpu_one_node(struct mk_check *check)
{
	const struct mk_plan *plan = check->plan;
	const struct mk_plan_node **holders =
		mk_arena_array(check->arena, plan->board->cpus.count, sizeof *holders);
	const char *idle = NULL; /* the same for all of them */
	const struct mk_plan_node *node;

	mk_each(node, &plan->nodes) {
		const struct mk_plan_node **holder;
		if (!node->cpu)
			continue;
		holder = &holders[node->cpu - plan->board->cpus.items];
		if (*holder)
			report(check, node, *holder, &idle);
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
