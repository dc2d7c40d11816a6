/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"
#include "check/words.h"

static bool has_component(const struct mk_plan *plan, const struct mk_plan_node *node)
{
	const struct mk_plan_component *component;

	mk_each(component, &plan->components)
		if (component->node == node)
			return true;
	return false;
}

static void check_node(struct mk_check *check, const struct mk_plan_node *node)
{
	const struct mk_region *last = node->sorted.items + node->sorted.count;
	struct mk_finding *finding;

	if (!node->sorted.count || last[-1].range.last <= UINT32_MAX ||
		!has_component(check->plan, node))
		return;
	finding = mk_check_report(check, last[-1].origin,
		"CAmkES' own template for a node's tree cannot express node '%s' memory %s, at or "
		"above 4 GiB",
		node->name, mk_check_range(check, last[-1].range));
	mk_about(check->findings, finding, node->name);
}

const struct mk_rule mk_rule_connection_memory_below_4g = {
	.problem = {.code = "MK1113",
		.name = "memory-below-4g",
		.severity = MK_NOTE,
		.title = "memory that CAmkES' template for a node's tree cannot express",
		.why = "The template of the public CAmkES fork writes only the low 32 bits of an "
		       "address, and omits the rest of mkpart's overlay: the deletion of other "
		       "memory nodes, interrupts, the loader's devices.",
		.fix = "Replace the tree that the template writes with each node's overlay.dts "
		       "from mkpart.",
		.about = "the node's name"},
	.each_node = check_node,
};
