/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/devices.h"
#include "check/irqs.h"
#include "check/rule.h"

static const char *holder_text(struct mk_check *check, const struct mk_holder *holder)
{
	if (!holder->node)
		return "no node has";
	return mk_arena_printf(check->arena, "node '%s' has", holder->node->name);
}

static void check_cascade(struct mk_check *check, const struct mk_cascade *cascade)
{
	const struct mk_dt_node *controller = cascade->interrupt->controller;
	const struct mk_holder *holder = &cascade->holder;
	struct mk_finding *finding;

	if (cascade->device->rest || (cascade->sole && holder->node))
		return;
	finding = mk_check_report(check, cascade->device->origin,
		"device '%s' of node '%s' has an interrupt through '%s', which %s",
		cascade->device->node->path, cascade->node->name, controller->path,
		holder_text(check, holder));
	if (holder->node)
		mk_add_note(check->findings, finding, holder->device->origin,
			"node '%s' has it from here", holder->node->name);
	else
		mk_add_note(check->findings, finding,
			mk_dt_origin(check->plan->board->tree, controller),
			"the controller is described here");
	mk_about(check->findings, finding, cascade->device->node->path);
	mk_about(check->findings, finding, controller->path);
	mk_about(check->findings, finding, cascade->node->name);
}

extern const struct mk_rule mk_rule_board_gic_present;

const struct mk_rule mk_rule_irq_cascade_owned = {
	.problem = {.code = "MK0216",
		.name = "cascade-owned",
		.severity = MK_WARNING,
		.title = "an interrupt of a device arrives at a controller that its node does not "
			 "have",
		.why = "The controller, a GPIO block or a combiner, has to be driven before the "
		       "interrupt is passed on. Here the device has other interrupts as well, or "
		       "no node has the controller; a driver that waits for this interrupt waits "
		       "for ever.",
		.fix = "List the controller under the `devices` of the same node. If the driver "
		       "polls, as it can with the PHY of a network interface, allow this finding "
		       "and say so.",
		.about = "the device's path, the controller's, or the node"},
	.each_cascade = check_cascade,
	.prerequisites = MK_RULES(&mk_rule_board_gic_present),
};
