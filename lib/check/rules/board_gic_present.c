/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/check.h"

static const char *controller_text(struct mk_check *check)
{
	const struct mk_gic *gic = &check->plan->board->gic;

	if (gic->kind == MK_GIC_NONE)
		return "the board's tree has no interrupt controller that mkpart knows";
	return mk_arena_printf(check->arena, "the board's interrupt controller, '%s', is no GIC",
		gic->compatible ? gic->compatible : gic->node->path);
}

static void report_need(struct mk_check *check, struct mk_origin origin, const char *need)
{
	const struct mk_gic *gic = &check->plan->board->gic;
	struct mk_finding *finding =
		mk_check_report(check, origin, "%s, but %s", need, controller_text(check));

	if (gic->node)
		mk_add_note(check->findings, finding,
			mk_dt_origin(check->plan->board->tree, gic->node),
			"the controller is described here");
}

/* The first device of the node that has interrupts, or NULL. */
static const struct mk_plan_device *interrupting_device(const struct mk_plan_node *node)
{
	const struct mk_plan_device *device;

	mk_each(device, &node->devices)
		if (!device->rest && device->interrupts.count)
			return device;
	return NULL;
}

static void check_node(struct mk_check *check, const struct mk_plan_node *node)
{
	const struct mk_plan_device *device = interrupting_device(node);
	const char *listed = mk_arena_printf(check->arena, "node '%s' has interrupts", node->name);
	const char *brought =
		mk_arena_printf(check->arena, "a device of node '%s' has interrupts", node->name);

	if (node->layout->irqs.count)
		report_need(check, node->layout->irqs.items[0].record.origin, listed);
	else if (device)
		report_need(check, device->origin, brought);
}

static void gic_present(struct mk_check *check)
{
	enum mk_gic_kind kind = check->plan->board->gic.kind;
	const struct mk_plan_ipi *ipi = check->plan->ipis.items;
	const struct mk_plan_node *node;

	if (kind == MK_GIC_V2 || kind == MK_GIC_V3)
		return;
	mk_each(node, &check->plan->nodes)
		check_node(check, node);
	if (ipi)
		report_need(check, ipi->origin,
			mk_arena_printf(check->arena, "the layout has IPI '%s'", ipi->name));
}

const struct mk_rule mk_rule_board_gic_present = {
	.problem = {.code = "MK0506",
		.name = "gic-present",
		.severity = MK_ERROR,
		.title = "interrupts or IPIs on a board without a GIC",
		.why = "The contract partitions shared interrupts of a GICv2 or GICv3 and signals "
		       "with its SGIs. On RISC-V there is one software interrupt for each hart, "
		       "and it is not delivered to user level.",
		.fix = "Remove the interrupts and IPIs, and poll shared memory; or use a board "
		       "with a GIC."},
	.whole = gic_present,
};
