/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>

#include "check/rule.h"
#include "check/written.h"
#include "target/camkes.h"

static const struct mk_plan_component *component_called(
	const struct mk_plan *plan, const char *instance)
{
	const struct mk_plan_component *component;

	mk_each(component, &plan->components)
		if (strcmp(component->name->value, instance) == 0)
			return component;
	return NULL;
}

/* Names that differ in '-' and '_' alone are another rule's. */
static void check_other_nodes(
	struct mk_check *check, const struct mk_plan_node *node, const char *instance)
{
	const struct mk_plan_node *other = mk_plan_node_named(check->plan, instance);
	struct mk_finding *finding;

	if (!other || other == node || !mk_camkes_is_keyword(node->name))
		return;
	finding = mk_check_report(check, mk_written_node(other)->name.origin,
		"node '%s' has the name that node '%s' has in the CAmkES assembly", other->name,
		node->name);
	mk_add_note(check->findings, finding, mk_written_node(node)->name.origin,
		"node '%s' is here", node->name);
}

static void check_node(struct mk_check *check, const struct mk_plan_node *node)
{
	const char *instance = mk_camkes_instance(check->arena, node->name);
	const struct mk_plan_component *component = component_called(check->plan, instance);
	struct mk_finding *finding;

	check_other_nodes(check, node, instance);
	if (!component)
		return;
	finding = mk_check_report(check, component->name->origin,
		"component '%s' has the name that node '%s' has in the CAmkES assembly", instance,
		node->name);
	mk_add_note(check->findings, finding, mk_written_node(node)->name.origin,
		"node '%s' is here", node->name);
}

const struct mk_rule mk_rule_connection_instances_differ = {
	.problem = {.code = "MK1112",
		.name = "instances-differ",
		.severity = MK_ERROR,
		.title = "two instances of the CAmkES assembly have one name",
		.why = "In a CAmkES assembly each node is an instance of the component Kernel, beside "
		       "the components that live on it. Two instances cannot have one name.",
		.fix = "Rename the component or the node."},
	.each_node = check_node,
};
