/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"

static const char *kernel_role(const struct mk_board *board, const struct mk_dt_node *node)
{
	const struct mk_cpu *cpu;

	if (node == board->gic.node)
		return "the interrupt controller";
	if (board->gic.node && mk_dt_is_within(node, board->gic.node))
		return "a part of the interrupt controller";
	if (node == board->timer || mk_dt_is_compatible(node, "riscv,clint0") ||
		mk_dt_is_compatible(node, "sifive,clint0"))
		return "the kernels' timer";
	if (node == board->psci)
		return "the interface to the firmware";
	for (size_t i = 0; i < board->memory_nodes.count; i++)
		if (board->memory_nodes.items[i] == node)
			return "memory, which is given under `memory`";
	mk_each(cpu, &board->cpus)
		if (cpu->node == node)
			return "a core, which is given under `cpu`";
	return NULL;
}

static void check_device(struct mk_check *check, const struct mk_plan_node *node,
	const struct mk_plan_device *device)
{
	const char *role = kernel_role(check->plan->board, device->node);

	if (role)
		mk_check_report(check, device->origin,
			"node '%s' lists '%s' as a device, but that is %s", node->name,
			device->node->path, role);
}

const struct mk_rule mk_rule_device_not_kernels = {
	.problem = {.code = "MK0603",
		.name = "device-not-kernels",
		.severity = MK_ERROR,
		.title = "a node lists what belongs to the kernels or the loader",
		.why = "Whoever programs the interrupt controller, the timer or the firmware "
		       "interface controls every node.",
		.fix = "Remove it from `devices`. The kernels use it without an entry."},
	.each_device = check_device,
};
