/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/devices.h"
#include "check/rule.h"

/* The next node above that the CPU reaches, or NULL. */
static const struct mk_dt_node *reached_through(
	struct mk_check *check, const struct mk_dt_node *node)
{
	const struct mk_device *device = mk_devices_owner(mk_check_devices(check), node->parent);

	return device ? device->node : NULL;
}

static void report_bus(struct mk_check *check, const struct mk_holder *holder)
{
	struct mk_finding *finding = mk_check_report(check, holder->device->origin,
		"'%s' is a bus: the devices on it do not come with it", holder->device->node->path);

	mk_suggest(check->findings, finding, "name the devices of node '%s' one by one",
		holder->node->name);
	mk_about(check->findings, finding, holder->device->node->path);
}

static void report_disabled(struct mk_check *check, const struct mk_holder *holder)
{
	const struct mk_dt_node *node = holder->device->node;
	struct mk_finding *finding;

	finding = mk_check_report(check, holder->device->origin,
		"'%s' of node '%s' is disabled in the board's tree", node->path,
		holder->node->name);
	while (node->parent && !node->parent->enabled)
		node = node->parent;
	mk_add_note(check->findings, finding, mk_dt_origin(check->plan->board->tree, node),
		"it is disabled here");
	mk_about(check->findings, finding, holder->device->node->path);
}

static void report_empty(struct mk_check *check, const struct mk_holder *holder)
{
	const struct mk_dt_node *node = holder->device->node;
	const struct mk_dt_node *through = reached_through(check, node);
	struct mk_finding *finding = mk_check_report(check, holder->device->origin,
		"'%s' brings node '%s' nothing: it has no registers that the CPU reaches, and no "
		"interrupts",
		node->path, holder->node->name);

	if (through && !mk_check_has(check, holder->node, through))
		mk_suggest(check->findings, finding,
			"it is reached through '%s': list that instead", through->path);
	mk_about(check->findings, finding, node->path);
}

/* What has registers behind its bus alone is MK0513's; the interrupts of a shared device are no
 * node's. */
static bool is_empty(struct mk_check *check, const struct mk_dt_node *node)
{
	const struct mk_device *device = mk_check_device(check, node);
	const struct mk_unmapped *unmapped;

	if (!device)
		return true;
	mk_each(unmapped, &device->unmapped)
		if (unmapped->why == MK_UNMAPPED_OUTSIDE)
			return false;
	return !device->mmio.count && !device->interrupts.count;
}

static void check_device(struct mk_check *check, const struct mk_holder *holder)
{
	const struct mk_dt_node *node = holder->device->node;

	if (mk_dt_is_plain_bus(node))
		report_bus(check, holder);
	else if (!node->enabled)
		report_disabled(check, holder);
	else if (is_empty(check, node))
		report_empty(check, holder);
}

extern const struct mk_rule mk_rule_device_one_owner, mk_rule_device_not_kernels,
	mk_rule_device_is_hardware;

const struct mk_rule mk_rule_device_usable = {
	.problem = {.code = "MK0607",
		.name = "device-usable",
		.severity = MK_WARNING,
		.title = "a node lists a device that it cannot use as listed",
		.why = "A device that the tree disables is not wired up, or belongs to the "
		       "firmware. A bus brings none of the devices on it, and a device without "
		       "registers and interrupts of its own brings nothing at all: its driver "
		       "works through another device.",
		.fix = "Name the devices that are meant; for a device on I2C, SPI or the like, "
		       "list its controller. If a disabled device works anyway, allow this finding "
		       "with the reason.",
		.about = "the device's path"},
	.each_named_device = check_device,
	.prerequisites = MK_RULES(&mk_rule_device_one_owner, &mk_rule_device_not_kernels,
		&mk_rule_device_is_hardware),
};
