/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"
#include "check/words.h"
#include "plan/foreign.h"

static bool has_component(const struct mk_plan *plan, const struct mk_plan_node *node)
{
	const struct mk_plan_component *component;

	mk_each(component, &plan->components)
		if (component->node == node)
			return true;
	return false;
}

static void report(struct mk_check *check, const struct mk_plan_node *node, struct mk_origin origin,
	const char *what, struct mk_range range)
{
	mk_about(check->findings,
		mk_check_report(check, origin,
			"CAmkES' own template for a node's tree cannot express %s node '%s' %s, at "
			"or above 4 GiB",
			what, node->name, mk_check_range(check, range)),
		node->name);
}

/* The template writes `memory`, and `reserved` below it. */
static void check_node(struct mk_check *check, const struct mk_plan_node *node)
{
	const struct mk_region *last = node->sorted.items + node->sorted.count;
	mk_foreigns reserved;

	if (!has_component(check->plan, node))
		return;
	reserved = mk_foreign_ranges(check->arena, check->plan, node, false);
	if (node->sorted.count && last[-1].range.last > UINT32_MAX)
		report(check, node, last[-1].origin, "the memory of", last[-1].range);
	else if (reserved.count && reserved.items[reserved.count - 1].range.last > UINT32_MAX)
		report(check, node, node->origin, "what is reserved from",
			reserved.items[reserved.count - 1].range);
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
