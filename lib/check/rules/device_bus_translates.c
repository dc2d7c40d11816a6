/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>

#include "check/devices.h"
#include "check/rule.h"

static void report(
	struct mk_check *check, const struct mk_holder *holder, const struct mk_unmapped *unmapped)
{
	const struct mk_dt_tree *tree = check->plan->board->tree;
	const struct mk_dt_node *device = holder->device->node;
	struct mk_finding *finding = mk_check_report(check, holder->device->origin,
		"'%s' has no `ranges`, so entry %" PRIu32 " of the `reg` of '%s' is not an "
		"address of the CPU, and node '%s' does not get it",
		unmapped->bus->path, unmapped->entry, device->path, holder->node->name);

	mk_add_note(check->findings, finding, mk_dt_origin(tree, unmapped->bus), "the bus is here");
	mk_about(check->findings, finding, device->path);
	mk_about(check->findings, finding, holder->node->name);
}

/* What has nothing else is MK0607's. */
static void check_device(struct mk_check *check, const struct mk_holder *holder)
{
	const struct mk_device *device = mk_check_device(check, holder->device->node);
	const struct mk_unmapped *unmapped;

	if (!device || (!device->mmio.count && !device->interrupts.count))
		return;
	mk_each(unmapped, &device->unmapped) {
		if (unmapped->why != MK_UNMAPPED_NO_RANGES)
			continue;
		report(check, holder, unmapped);
		return;
	}
}

extern const struct mk_rule mk_rule_device_one_owner, mk_rule_device_not_kernels;

const struct mk_rule mk_rule_device_bus_translates = {
	.problem = {.code = "MK0514",
		.name = "bus-translates",
		.severity = MK_NOTE,
		.title = "an assigned device is on a bus that translates no addresses",
		.why = "Without `ranges` the addresses on a bus are its own: the CPU reaches the "
		       "devices there through the bus's own registers, or not at all.",
		.fix = "Give the node the device that drives the bus as well. If the CPU does "
		       "reach the device at that address, the tree lacks `ranges;` in the bus.",
		.about = "the device's path, or the node"},
	.each_named_device = check_device,
	.prerequisites = MK_RULES(&mk_rule_device_one_owner, &mk_rule_device_not_kernels),
};
