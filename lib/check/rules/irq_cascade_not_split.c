/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/devices.h"
#include "check/irqs.h"
#include "check/rule.h"

static void check_cascade(struct mk_check *check, const struct mk_cascade *cascade)
{
	const struct mk_holder *holder = &cascade->holder;
	struct mk_finding *finding;

	if (cascade->device->rest || !cascade->sole || !holder->node)
		return;
	finding = mk_check_report(check, cascade->device->origin,
		"device '%s' of node '%s' raises interrupts through '%s', which node '%s' "
		"has",
		cascade->device->node->path, cascade->node->name,
		cascade->interrupt->controller->path, holder->node->name);
	mk_add_note(check->findings, finding, holder->device->origin, "node '%s' has it from here",
		holder->node->name);
	mk_suggest(check->findings, finding, "give both to one node: devices: ['%s', '%s']",
		holder->device->node->path, cascade->device->node->path);
}

extern const struct mk_rule mk_rule_board_gic_present;

const struct mk_rule mk_rule_irq_cascade_not_split = {
	.problem = {.code = "MK0215",
		.name = "cascade-not-split",
		.severity = MK_ERROR,
		.title = "a device's interrupts arrive at a controller that another node has",
		.why = "The GIC sees only the interrupt of the controller, a GPIO block or a "
		       "combiner, and that interrupt goes to the other node. The driver of the "
		       "device never receives one.",
		.fix = "Give the device and the controller to one node."},
	.each_cascade = check_cascade,
	.prerequisites = MK_RULES(&mk_rule_board_gic_present),
};
