/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/devices.h"
#include "check/irqs.h"
#include "check/rule.h"
#include "check/words.h"

/* Some other node, or this one, has the device or what is around it. */
static bool is_held(struct mk_check *check, const struct mk_dt_node *device)
{
	for (; device; device = device->parent)
		if (mk_devices_find(mk_check_devices(check), device) &&
			mk_check_holder(check, device).node)
			return true;
	return false;
}

/*
 * There is more to it than the interrupt. A PMU has one for each core and no registers; what a
 * bridge hands on is its slots' and comes with no device.
 */
static bool is_device_to_have(const struct mk_raiser *raiser)
{
	return raiser->device->mmio.count && !raiser->handed_on;
}

/* The first such device at the line; NULL where somebody has one that is there. */
static const struct mk_dt_node *unowned_device(struct mk_check *check, struct mk_intid intid)
{
	const mk_raisers *raisers = mk_check_raisers(check, intid);
	const struct mk_dt_node *found = NULL;
	const struct mk_raiser *raiser;

	mk_each(raiser, raisers) {
		if (is_held(check, raiser->device->node))
			return NULL;
		if (!found && is_device_to_have(raiser))
			found = raiser->device->node;
	}
	return found;
}

static void check_listed(struct mk_check *check, const struct mk_irq_use *use)
{
	const struct mk_dt_node *device = unowned_device(check, use->irq->intid);
	struct mk_finding *finding;

	if (!device)
		return;
	finding = mk_check_report(check, use->irq->origin,
		"node '%s' has %s of device '%s', which no node has", use->node->name,
		mk_check_intid(check, use->irq->intid), device->path);
	mk_add_note(check->findings, finding, mk_dt_origin(check->plan->board->tree, device),
		"the device is described here");
	mk_suggest(check->findings, finding,
		"if the device is meant, devices: ['%s'] brings the interrupt with it",
		device->path);
	mk_about(check->findings, finding, device->path);
	mk_about(check->findings, finding, use->node->name);
}

extern const struct mk_rule mk_rule_irq_spi_one_owner;

const struct mk_rule mk_rule_irq_device_assigned = {
	.problem = {.code = "MK0213",
		.name = "irq-device-assigned",
		.severity = MK_WARNING,
		.title = "a node lists the interrupt of a device that no node has",
		.why = "Either the number is another device's, and the node waits for the wrong "
		       "interrupt; or the node drives a device that mkpart does not know to be in "
		       "use, so nothing keeps a second node from using it.",
		.fix = "List the device under `devices` instead of its interrupt; or correct the "
		       "number: SPI n is INTID n + 32.",
		.about = "the device's path, or the node"},
	.each_listed_irq = check_listed,
	.prerequisites = MK_RULES(&mk_rule_irq_spi_one_owner),
};
