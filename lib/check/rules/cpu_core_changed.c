/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>

#include "check/rule.h"

static const struct mk_plan_node *find_holder(const struct mk_plan *plan, const char *path)
{
	const struct mk_plan_node *node;

	mk_each(node, &plan->nodes)
		if (node->cpu && strcmp(node->cpu->node->path, path) == 0)
			return node;
	return NULL;
}

static void report(
	struct mk_check *check, const struct mk_plan_node *node, const struct mk_lock_node *old)
{
	const struct mk_plan_node *holder = find_holder(check->plan, old->cpu);
	struct mk_finding *finding =
		mk_check_report(check, node->cpu_origin, "node '%s' moved from core %s to core %s",
			node->name, old->cpu, node->cpu->node->path);

	if (holder)
		mk_add_note(check->findings, finding, holder->cpu_origin,
			"node '%s' has that core now", holder->name);
	mk_add_note(check->findings, finding, old->cpu_origin, "the earlier plan has it here");
	mk_about(check->findings, finding, node->name);
}

static void check_node(struct mk_check *check, const struct mk_plan_node *node)
{
	const struct mk_plan *plan = check->plan;
	const struct mk_lock_node *old = mk_lock_find_node(plan->lock, node->name);

	if (old && old->cpu && node->cpu_chosen && node->cpu &&
		strcmp(old->cpu, node->cpu->node->path) != 0)
		report(check, node, old);
}

const struct mk_rule mk_rule_cpu_core_changed = {
	.problem = {.code = "MK0416",
		.name = "core-changed",
		.severity = MK_NOTE,
		.title = "a node has a different core than in the earlier plan",
		.why = "Its kernel's device tree, its place in the loader's archive and the "
		       "targets of signals to it are all made for that core.",
		.fix = "Rebuild all nodes, and record the core with `mkpart plan --lock`. If it "
		       "has to stay the same, state `cpu` at the node.",
		.about = "the node"},
	.each_node = check_node,
};
