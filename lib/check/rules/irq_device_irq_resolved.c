/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>

#include "check/rule.h"

static void check_interrupt(struct mk_check *check, const struct mk_plan_node *node,
	const struct mk_plan_device *device, const struct mk_interrupt *interrupt)
{
	struct mk_finding *finding;

	if (interrupt->kind != MK_INTERRUPT_UNRESOLVED || device->rest)
		return;
	finding = mk_check_report(check, device->origin,
		"interrupt %" PRIu32 " of device '%s', which node '%s' has, %s", interrupt->index,
		device->node->path, node->name, interrupt->complaint);
	mk_add_note(check->findings, finding,
		mk_dt_origin(check->plan->board->tree,
			interrupt->controller ? interrupt->controller : device->node),
		"the board's tree says so here");
}

static void check_device(struct mk_check *check, const struct mk_plan_node *node,
	const struct mk_plan_device *device)
{
	const struct mk_interrupt *interrupt;

	mk_each(interrupt, &device->interrupts)
		check_interrupt(check, node, device, interrupt);
}

const struct mk_rule mk_rule_irq_device_irq_resolved = {
	.problem = {.code = "MK0207",
		.name = "device-irq-resolved",
		.severity = MK_ERROR,
		.title = "an assigned device has an interrupt that leads nowhere",
		.why = "mkpart cannot tell which of the GIC's interrupts the device raises, so it "
		       "can neither give it to the node nor see whether another node has it.",
		.fix = "Correct the device's interrupt properties in the board's tree, or leave "
		       "the device out and list its interrupt under `irqs`."},
	.each_device = check_device,
};
