/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>

#include "check/rule.h"

static void report(struct mk_check *check, const struct mk_plan_component *first,
	const struct mk_plan_component *second)
{
	const char *here = second->node->name;
	struct mk_finding *finding;

	if (first->node == second->node)
		finding = mk_check_report(check, second->name->origin,
			"node '%s' lists component '%s' twice", here, second->name->value);
	else
		finding = mk_check_report(check, second->name->origin,
			"component '%s' is in node '%s', but node '%s' already has it",
			second->name->value, here, first->node->name);
	mk_add_note(check->findings, finding, first->name->origin, "it is listed here first");
}

static void component_one_node(struct mk_check *check)
{
	const struct mk_plan_component *list = check->plan->components.items;
	const struct mk_plan_component *first = list;

	for (size_t i = 1; i < check->plan->components.count; i++) {
		if (strcmp(first->name->value, list[i].name->value) == 0)
			report(check, first, &list[i]);
		else
			first = &list[i];
	}
}

const struct mk_rule mk_rule_connection_component_one_node = {
	.problem = {.code = "MK1103",
		.name = "component-one-node",
		.severity = MK_ERROR,
		.title = "a component is listed twice",
		.why = "A component is one program with one address space, so one kernel runs it; "
		       "the CAmkES configuration says once which node that is.",
		.fix = "List it in the node that it lives in and nowhere else; to have one in each "
		       "node, make two instances with different names."},
	.whole = component_one_node,
};
