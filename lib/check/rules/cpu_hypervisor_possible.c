/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"
#include "check/written.h"

static const struct mk_plan_node *first_hypervisor(const struct mk_plan *plan)
{
	const struct mk_plan_node *node;

	mk_each(node, &plan->nodes)
		if (node->hypervisor)
			return node;
	return NULL;
}

static struct mk_origin setting_origin(
	const struct mk_check *check, const struct mk_plan_node *node)
{
	return mk_written_node(node)->kernel.hypervisor.given
		       ? mk_written_node(node)->kernel.hypervisor.origin
		       : check->layout->kernel.hypervisor.origin;
}

static void hypervisor_possible(struct mk_check *check)
{
	const struct mk_board *board = check->plan->board;
	const struct mk_plan_node *node = first_hypervisor(check->plan);
	const struct mk_dt_node *where;
	const char *why;

	if (!node)
		return;
	why = mk_hypervisor_obstacle(board, check->arena, &where);
	if (why)
		mk_add_note(check->findings,
			mk_check_report(check, setting_origin(check, node),
				"node '%s' has hypervisor support on, but in the board's tree %s",
				node->name, why),
			mk_dt_origin(board->tree, where), "it is described here");
}

extern const struct mk_rule mk_rule_cpu_hypervisor_uniform, mk_rule_cpu_cores_startable;

const struct mk_rule mk_rule_cpu_hypervisor_possible = {
	.problem = {.code = "MK0412",
		.name = "hypervisor-possible",
		.severity = MK_ERROR,
		.title = "hypervisor support on a board whose tree rules it out",
		.why = "A kernel with hypervisor support runs at EL2 and drives the GIC's virtual "
		       "interface. Without that interface or its interrupt in the tree the kernel "
		       "does not compile; under another hypervisor it is entered at EL1 and dies.",
		.fix = "Set `kernel: {hypervisor: false}`; or, if the board has EL2, use a tree "
		       "that says so. For QEMU, dump the tree with -machine virt,virtualization=on."},
	.whole = hypervisor_possible,
	.prerequisites = MK_RULES(&mk_rule_cpu_hypervisor_uniform, &mk_rule_cpu_cores_startable),
};
