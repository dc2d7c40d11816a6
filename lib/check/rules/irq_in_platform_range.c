/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>

#include "check/check.h"

static void run(struct mk_check *check)
{
	const struct mk_plan *plan = check->plan;
	const struct mk_plan_node *node;
	const struct mk_plan_irq *irq;

	if (!plan->platform)
		return;
	mk_each (node, &plan->nodes) {
		mk_each (irq, &node->irqs) {
			if (irq->intid.value <= plan->max_irq)
				continue;
			mk_check_report(check, irq->origin,
				"node '%s' has %s%s%s, but the last interrupt of platform %s is "
				"INTID "
				"%" PRIu32,
				node->name, mk_check_intid(check, irq->intid),
				irq->device ? " with device " : "",
				irq->device ? irq->device->path : "", plan->platform->name,
				plan->max_irq);
		}
	}
}

const struct mk_rule mk_rule_irq_in_platform_range = {
	.problem = {.code = "MK0203",
		.name = "irq-in-platform-range",
		.severity = MK_ERROR,
		.title = "an interrupt above the platform's last one",
		.why = "The kernel builds and boots, and writes outside one of its arrays.",
		.fix = "Check the number: SPI n is INTID n + 32. If it is right, the kernel's "
		       "MAX_IRQ for "
		       "this platform is too small for the device."},
	.run = run,
};
