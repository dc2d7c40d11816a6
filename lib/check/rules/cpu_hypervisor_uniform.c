/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"
#include "check/written.h"

static struct mk_origin setting_origin(
	const struct mk_check *check, const struct mk_plan_node *node)
{
	if (mk_written_node(node)->kernel.hypervisor.given)
		return mk_written_node(node)->kernel.hypervisor.origin;
	if (check->layout->kernel.hypervisor.given)
		return check->layout->kernel.hypervisor.origin;
	return mk_written_node(node)->record.origin;
}

static void check_node(struct mk_check *check, const struct mk_plan_node *node)
{
	const struct mk_plan_node *first = check->plan->nodes.items;
	struct mk_finding *finding;

	if (node->hypervisor == first->hypervisor)
		return;
	finding = mk_check_report(check, setting_origin(check, node),
		"node '%s' has hypervisor support %s, node '%s' has it %s", node->name,
		node->hypervisor ? "on" : "off", first->name, first->hypervisor ? "on" : "off");
	mk_add_note(check->findings, finding, setting_origin(check, first),
		"node '%s' has it from here", first->name);
}

const struct mk_rule mk_rule_cpu_hypervisor_uniform = {
	.problem = {.code = "MK0408",
		.name = "hypervisor-uniform",
		.severity = MK_ERROR,
		.title = "hypervisor support differs between nodes",
		.why = "The loader is built for one exception level and enters every kernel at "
		       "it; a kernel built for the other dies silently.",
		.fix = "Set `kernel: {hypervisor: ...}` once for the whole layout, not for single "
		       "nodes."},
	.each_node = check_node,
};
