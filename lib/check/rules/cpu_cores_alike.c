/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>

#include "check/rule.h"

static bool is_same_type(const struct mk_plan_node *a, const struct mk_plan_node *b)
{
	return strcmp(a->cpu->compatible, b->cpu->compatible) == 0;
}

/* The first node with a core of that type; each is reported once. */
static const struct mk_plan_node *first_of_type(
	const struct mk_plan *plan, const struct mk_plan_node *node)
{
	const struct mk_plan_node *other;

	mk_each(other, &plan->nodes)
		if (other->cpu && other->cpu->compatible && is_same_type(other, node))
			return other;
	return node;
}

static void report(
	struct mk_check *check, const struct mk_plan_node *node, const struct mk_plan_node *first)
{
	struct mk_finding *finding = mk_check_report(check, node->cpu_origin,
		"node '%s' is on core '%s', '%s', but node '%s' is on core '%s', '%s'", node->name,
		node->cpu->node->name, node->cpu->compatible, first->name, first->cpu->node->name,
		first->cpu->compatible);

	mk_add_note(check->findings, finding, first->cpu_origin, "node '%s' is there from here",
		first->name);
	mk_about(check->findings, finding, node->cpu->compatible);
	mk_about(check->findings, finding, node->name);
}

static void cores_alike(struct mk_check *check)
{
	const struct mk_plan *plan = check->plan;
	const struct mk_plan_node *first = NULL;
	const struct mk_plan_node *node;

	mk_each(node, &plan->nodes) {
		if (!node->cpu || !node->cpu->compatible)
			continue;
		if (!first)
			first = node;
		else if (!is_same_type(node, first) && first_of_type(plan, node) == node)
			report(check, node, first);
	}
}

const struct mk_rule mk_rule_cpu_cores_alike = {
	.problem = {.code = "MK0411",
		.name = "cores-alike",
		.severity = MK_WARNING,
		.title = "nodes are on cores of different types",
		.why = "The kernel is built for one type of core: its physical address size and "
		       "its errata are built in. With hypervisor support, a kernel for 44-bit "
		       "physical addresses stops on a core that has 40 bits, and a kernel for 40 "
		       "bits cannot use the higher addresses of another core.",
		.fix = "Put all nodes on cores of one type; or make sure that the platform's "
		       "kernel runs on both, and allow this finding with that reason.",
		.about = "the type of core, or the node that is on it"},
	.whole = cores_alike,
};
