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
		"entry %" PRIu32 " of the `reg` of '%s' is outside the `ranges` of '%s': node "
		"'%s' does not get it",
		unmapped->entry, device->path, unmapped->bus->path, holder->node->name);

	mk_add_note(check->findings, finding, mk_dt_origin(tree, device), "the device is here");
	mk_about(check->findings, finding, device->path);
	mk_about(check->findings, finding, holder->node->name);
}

static void check_device(struct mk_check *check, const struct mk_holder *holder)
{
	const struct mk_device *device = mk_check_device(check, holder->device->node);
	const struct mk_unmapped *unmapped;

	if (!device)
		return;
	mk_each(unmapped, &device->unmapped) {
		if (unmapped->why != MK_UNMAPPED_OUTSIDE)
			continue;
		report(check, holder, unmapped);
		return;
	}
}

extern const struct mk_rule mk_rule_device_one_owner, mk_rule_device_not_kernels;

const struct mk_rule mk_rule_device_reg_reachable = {
	.problem = {.code = "MK0513",
		.name = "reg-reachable",
		.severity = MK_WARNING,
		.title = "an assigned device has registers that its bus does not translate",
		.why = "The device's bus translates only some addresses, and not these. According "
		       "to the tree the CPU cannot reach them, so the node's driver does not find "
		       "its registers; at the address as written there is something else.",
		.fix = "Mend the `ranges` of the bus or the `reg` of the device; or allow this "
		       "finding if the driver does not need them.",
		.about = "the device's path, or the node"},
	.each_named_device = check_device,
	.prerequisites = MK_RULES(&mk_rule_device_one_owner, &mk_rule_device_not_kernels),
};
