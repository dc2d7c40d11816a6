/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/devices.h"
#include "check/rule.h"

static void report(
	struct mk_check *check, const struct mk_holder *child, const struct mk_holder *parent)
{
	struct mk_finding *finding = mk_check_report(check, child->device->origin,
		"node '%s' has '%s', which is part of '%s' of node '%s'", child->node->name,
		child->device->node->path, parent->device->node->path, parent->node->name);

	mk_add_note(check->findings, finding, parent->device->origin, "node '%s' has it from here",
		parent->node->name);
	mk_suggest(check->findings, finding,
		mk_dt_is_plain_bus(parent->device->node) ? "the bus is not a device: remove it"
							 : "give both to one node");
}

/* The nearest one above tells enough: it is itself checked against those above it. */
static void check_device(struct mk_check *check, const struct mk_holder *child)
{
	struct mk_holder parent = mk_check_holder_around(check, child->device->node->parent);

	if (parent.node && parent.node != child->node &&
		!mk_check_has(check, child->node, parent.device->node))
		report(check, child, &parent);
}

extern const struct mk_rule mk_rule_device_one_owner, mk_rule_device_not_kernels,
	mk_rule_device_is_hardware;

const struct mk_rule mk_rule_device_parent_and_child = {
	.problem = {.code = "MK0605",
		.name = "parent-and-child",
		.severity = MK_ERROR,
		.title = "a device is part of another one that a different node has",
		.why = "A part of a device works through it: its registers are among those of the "
		       "device, or are reached through it, and the device's driver resets it and "
		       "powers it off. In each node's tree the devices of other nodes are "
		       "disabled, together with everything inside them.",
		.fix = "Give both to one node, or name only the inner devices."},
	.each_named_device = check_device,
	.prerequisites = MK_RULES(&mk_rule_device_one_owner, &mk_rule_device_not_kernels,
		&mk_rule_device_is_hardware),
};
