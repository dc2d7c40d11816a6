/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>

#include "check/devices.h"
#include "check/rule.h"
#include "check/words.h"

/* The part of a device that is on the page. */
static struct mk_range part_at(
	const struct mk_check *check, const struct mk_device *device, uint64_t page)
{
	struct mk_range whole = {page, page + (check->plan->contract->page_size - 1)};
	const struct mk_mmio *mmio;

	mk_each(mmio, &device->mmio)
		if (mk_ranges_overlap(mmio->range, whole))
			return mk_range_intersection(mmio->range, whole);
	return whole;
}

/* The first node that has `device` and not `other`; `node` is NULL where each has both. */
static struct mk_holder holder_without(
	struct mk_check *check, const struct mk_dt_node *device, const struct mk_dt_node *other)
{
	struct mk_holder holder = mk_check_holder(check, device);
	const struct mk_plan_node *node;

	if (holder.node && !mk_check_has(check, holder.node, other))
		return holder;
	if (!holder.node || !holder.device->shared)
		return (struct mk_holder){NULL, NULL};
	mk_each(node, &check->plan->nodes) {
		holder = mk_check_holder_at(check, node, device);
		if (holder.node && !mk_check_has(check, node, other))
			return holder;
	}
	return (struct mk_holder){NULL, NULL};
}

/* Of two nodes, at least one of which has only one of the devices. */
static void report(struct mk_check *check, const struct mk_bond *bond,
	const struct mk_device *device, const struct mk_device *other)
{
	struct mk_holder holder = holder_without(check, device->node, other->node);
	struct mk_holder first = holder_without(check, other->node, device->node);
	struct mk_finding *finding;

	if (!holder.node)
		holder = mk_check_holder(check, device->node);
	if (!first.node)
		first = mk_check_holder(check, other->node);
	finding = mk_check_report(check, holder.device->origin,
		"'%s' of node '%s' has %s, on the same page as '%s' of node '%s', which has %s",
		device->node->path, holder.node->name,
		mk_check_range(check, part_at(check, device, bond->page)), other->node->path,
		first.node->name, mk_check_range(check, part_at(check, other, bond->page)));
	mk_add_note(check->findings, finding, first.device->origin, "node '%s' has '%s' from here",
		first.node->name, other->node->path);
	mk_suggest(check->findings, finding, "give both to one node");
}

/* One in the other is MK0605's. */
static bool conflicts(
	struct mk_check *check, const struct mk_device *device, const struct mk_device *other)
{
	return mk_check_holder(check, device->node).node &&
	       !mk_dt_is_within(device->node, other->node) &&
	       !mk_dt_is_within(other->node, device->node) &&
	       (holder_without(check, device->node, other->node).node ||
		       holder_without(check, other->node, device->node).node);
}

/* Each device against the first that somebody has: who agrees with that one is no trouble. */
static void check_bond(
	struct mk_check *check, const struct mk_devices *devices, const struct mk_bond *bond)
{
	const struct mk_device *first = NULL;
	const size_t *index;

	mk_each(index, &bond->devices) {
		const struct mk_device *device = &devices->list.items[*index];
		if (!first && mk_check_holder(check, device->node).node)
			first = device;
		else if (first && conflicts(check, device, first))
			report(check, bond, device, first);
	}
}

static void same_page(struct mk_check *check)
{
	const struct mk_devices *devices = mk_check_devices(check);
	const struct mk_bond *bond;

	mk_each(bond, &devices->bonds)
		if (bond->why == MK_BOND_PAGE)
			check_bond(check, devices, bond);
}

extern const struct mk_rule mk_rule_device_one_owner, mk_rule_device_not_kernels,
	mk_rule_device_is_hardware;

const struct mk_rule mk_rule_device_same_page = {
	.problem = {.code = "MK0606",
		.name = "same-page",
		.severity = MK_ERROR,
		.title = "devices of two nodes share a page",
		.why = "An MMU maps at least 4 KiB at a time. A node that can map the registers of "
		       "one device can write those of the other, whatever the capabilities say.",
		.fix = "Give the devices that share a page to one node; `mkpart board DTB` lists "
		       "them in groups. The other node can ask that node through shared memory."},
	.whole = same_page,
	.prerequisites = MK_RULES(&mk_rule_device_one_owner, &mk_rule_device_not_kernels,
		&mk_rule_device_is_hardware),
};
