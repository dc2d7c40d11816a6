/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdlib.h>

#include "check/devices.h"
#include "check/rule.h"
#include "check/words.h"

static bool has_spi(const struct mk_plan_node *node, struct mk_intid intid)
{
	for (size_t i = 0; i < node->spis.count; i++)
		if (node->spis.items[i].value == intid.value)
			return true;
	return false;
}

static bool somebody_has(const struct mk_plan *plan, struct mk_intid intid)
{
	const struct mk_plan_node *node;

	mk_each(node, &plan->nodes)
		if (has_spi(node, intid))
			return true;
	return false;
}

static void report(struct mk_check *check, const struct mk_holder *holder, struct mk_intid intid)
{
	struct mk_finding *finding = mk_check_report(check, holder->device->origin,
		"no node receives %s of '%s', which several nodes share",
		mk_check_intid(check, intid), holder->device->node->path);

	mk_suggest(check->findings, finding, "irqs: [{spi: %u}] at the node that handles it",
		(unsigned)mk_spi_from_intid(intid).value);
	mk_about(check->findings, finding, holder->device->node->path);
}

/* Told at the first node that has the device. */
static void check_device(struct mk_check *check, const struct mk_holder *holder)
{
	const struct mk_device *device = mk_check_device(check, holder->device->node);
	const struct mk_interrupt *interrupt;

	if (!device || !holder->device->shared ||
		mk_check_holder(check, device->node).node != holder->node)
		return;
	mk_each(interrupt, &device->interrupts)
		if (interrupt->kind == MK_INTERRUPT_SPI &&
			!somebody_has(check->plan, interrupt->intid))
			report(check, holder, interrupt->intid);
}

extern const struct mk_rule mk_rule_device_one_owner, mk_rule_device_not_kernels,
	mk_rule_device_is_hardware;

const struct mk_rule mk_rule_device_shared_interrupts_received = {
	.problem = {.code = "MK0614",
		.name = "shared-interrupts-received",
		.severity = MK_NOTE,
		.title = "no node receives the interrupts of a shared device",
		.why = "An interrupt has one receiver, and the entries of a shared device do not "
		       "say which node that is, so the interrupt comes with none of them. A driver "
		       "that waits for it waits for ever.",
		.fix = "List it under `irqs` of the node that handles it; if all drivers poll, "
		       "there is nothing to do.",
		.about = "the device's path"},
	.each_named_device = check_device,
	.prerequisites = MK_RULES(&mk_rule_device_one_owner, &mk_rule_device_not_kernels,
		&mk_rule_device_is_hardware),
};
