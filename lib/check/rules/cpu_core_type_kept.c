/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"
#include "check/written.h"

/* The first core of the board that is of that type, or NULL. */
static const struct mk_cpu *core_of_type(const struct mk_board *board, const char *type)
{
	const struct mk_cpu *cpu;

	mk_each(cpu, &board->cpus)
		if (cpu->usable && mk_dt_is_compatible(cpu->node, type))
			return cpu;
	return NULL;
}

static void report(struct mk_check *check, const struct mk_plan_node *node)
{
	const struct mk_board *board = check->plan->board;
	const struct mk_text *type = &mk_written_node(node)->cpu_compatible;
	const struct mk_cpu *other = core_of_type(board, type->value);
	const char *own = node->cpu->compatible;
	struct mk_finding *finding = mk_check_report(check, type->origin,
		"node '%s' asks for a core that is '%s', but core '%s' is %s%s%s", node->name,
		type->value, node->cpu->node->name,
		own ? "'" : "of a type that the tree does not state", own ? own : "",
		own ? "'" : "");

	mk_add_note(check->findings, finding, node->cpu_origin,
		"node '%s' is on that core from here", node->name);
	mk_add_note(check->findings, finding, mk_dt_origin(board->tree, node->cpu->node),
		"the core is described here");
	if (other)
		mk_suggest(check->findings, finding,
			"cpu: %s, or cpu: any to have mkpart choose one of that type",
			other->node->name);
	else if (own)
		mk_suggest(check->findings, finding, "cpu_compatible: %s", own);
}

static void check_node(struct mk_check *check, const struct mk_plan_node *node)
{
	const struct mk_text *type = &mk_written_node(node)->cpu_compatible;

	if (type->given && node->cpu && !mk_dt_is_compatible(node->cpu->node, type->value))
		report(check, node);
}

const struct mk_rule mk_rule_cpu_core_type_kept = {
	.problem = {.code = "MK0414",
		.name = "core-type-kept",
		.severity = MK_ERROR,
		.title = "a node's core is not of the type that the node asks for",
		.why = "`cpu_compatible` is given because the type matters: how fast the core is, "
		       "what it supports, which kernel runs on it. Another type of core does not "
		       "meet that.",
		.fix = "Put the node on a core of that type, or correct `cpu_compatible`: one of "
		       "the strings in the core's `compatible`."},
	.each_node = check_node,
};
