/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>

#include "check/rule.h"
#include "check/words.h"

/* The absolute number is often taken for an SPI's. */
static void suggest(
	struct mk_check *check, struct mk_finding *finding, const struct mk_plan_irq *irq)
{
	uint32_t spi = mk_spi_from_intid(irq->intid).value;

	if (irq->device)
		mk_suggest(check->findings, finding,
			"remove the device, or raise MAX_IRQ in the kernel's platform");
	else if (irq->request->spi.given && spi >= MK_INTID_SPI_FIRST &&
		 spi <= check->plan->max_irq)
		mk_suggest(check->findings, finding,
			"write {intid: %" PRIu32 "} if it is the absolute number", spi);
}

static void check_irq(
	struct mk_check *check, const struct mk_plan_node *node, const struct mk_plan_irq *irq)
{
	const struct mk_plan *plan = check->plan;
	const char *platform = mk_plan_platform_name(plan);
	struct mk_finding *finding;

	if (irq->intid.value <= plan->max_irq)
		return;
	finding = mk_check_report(check, irq->origin,
		"node '%s' has %s%s%s, but the last interrupt of %s%s is INTID %" PRIu32,
		node->name, mk_check_intid(check, irq->intid), irq->device ? " with device " : "",
		irq->device ? irq->device->path : "", platform ? "platform " : "",
		platform ? platform : "the board", plan->max_irq);
	if (!plan->platform)
		mk_add_note(check->findings, finding, check->layout->board.max_irq.origin,
			"the last interrupt is stated here");
	suggest(check, finding, irq);
}

static bool has_last_irq(struct mk_check *check)
{
	return check->plan->max_irq_stated;
}

const struct mk_rule mk_rule_irq_in_platform_range = {
	.problem = {.code = "MK0203",
		.name = "irq-in-platform-range",
		.severity = MK_ERROR,
		.title = "an interrupt above the platform's last one",
		.why = "The kernel builds and boots, but writes outside one of its arrays.",
		.fix = "Check the number: SPI n is INTID n + 32. If it is right, the kernel's "
		       "MAX_IRQ for this platform is too small for the device."},
	.applies = has_last_irq,
	.each_irq = check_irq,
};
