/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"

static void report(struct mk_check *check, const struct mk_plan_node *node)
{
	const struct mk_dt_node *core = node->cpu->node;
	struct mk_finding *finding = mk_check_report(check, node->cpu_origin,
		"node '%s' is on core '%s', which the board's tree disables", node->name,
		core->name);

	mk_add_note(check->findings, finding, mk_dt_origin(check->plan->board->tree, core),
		"the core is described here");
	mk_about(check->findings, finding, node->name);
	mk_about(check->findings, finding, core->path);
}

static void check_node(struct mk_check *check, const struct mk_plan_node *node)
{
	if (node->cpu && !node->cpu->usable)
		report(check, node);
}

/* Not one by one, where no other could be taken. */
static void check_all(struct mk_check *check)
{
	const struct mk_board *board = check->plan->board;
	const struct mk_cpu *first = board->cpus.items;
	struct mk_finding *finding;

	if (!board->cpus.count || first->enabled || !first->usable)
		return;
	finding = mk_check_report(check, check->layout->board.record.origin,
		"the board's tree disables all of its cores");
	mk_add_note(check->findings, finding, mk_dt_origin(board->tree, first->node->parent),
		"the cores are described here");
	mk_about(check->findings, finding, first->node->parent->path);
	mk_suggest(check->findings, finding,
		"when you know that firmware enables them, allow it: allow: [{code: MK0402, why: "
		"REASON}]");
}

const struct mk_rule mk_rule_cpu_enabled = {
	.problem = {.code = "MK0402",
		.name = "cpu-enabled",
		.severity = MK_WARNING,
		.title = "a node is on a core that the board's tree disables",
		.why = "The loader ignores `status` and starts the core anyway. If firmware or "
		       "hardware has switched it off, it never comes up, and the boot core waits "
		       "for ever. In a tree that disables every core, as the kernel's own tree for "
		       "tx2 does, firmware is expected to enable them, and mkpart treats them all "
		       "as usable.",
		.fix = "Choose another core, or enable it in the board's tree.",
		.about = "the node, or the core by its path; where all are disabled, /cpus"},
	.whole = check_all,
	.each_node = check_node,
};
