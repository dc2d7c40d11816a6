/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>

#include "check/devices.h"
#include "check/rule.h"

static bool is_behind(const struct mk_device *device, const struct mk_dt_node *iommu)
{
	const struct mk_provider *provider;

	mk_each(provider, &device->providers)
		if (provider->node == iommu &&
			strncmp(provider->property, "iommu", strlen("iommu")) == 0)
			return true;
	return false;
}

static void report(
	struct mk_check *check, const struct mk_holder *iommu, const struct mk_device *device)
{
	struct mk_holder user = mk_check_holder_around(check, device->node);
	struct mk_finding *finding = mk_check_report(check, iommu->device->origin,
		"node '%s' has IOMMU '%s', which is in front of '%s' of node '%s'",
		iommu->node->name, iommu->device->node->path, device->node->path, user.node->name);

	mk_add_note(check->findings, finding, user.device->origin, "node '%s' has '%s' from here",
		user.node->name, device->node->path);
}

/* One finding for an IOMMU: whoever is behind it, it belongs to no node. */
static void check_device(struct mk_check *check, const struct mk_holder *iommu)
{
	const struct mk_devices *devices = mk_check_devices(check);
	const struct mk_device *found = mk_devices_find(devices, iommu->device->node);
	const size_t *index;

	if (!found || !mk_dt_property(found->node, "#iommu-cells"))
		return;
	mk_each(index, &found->consumers) {
		const struct mk_device *device = &devices->list.items[*index];
		if (!mk_check_holder_around(check, device->node).node ||
			mk_check_has_around(check, iommu->node, device->node) ||
			!is_behind(device, found->node))
			continue;
		report(check, iommu, device);
		return;
	}
}

extern const struct mk_rule mk_rule_device_one_owner, mk_rule_device_not_kernels,
	mk_rule_device_parent_and_child, mk_rule_device_is_hardware;

const struct mk_rule mk_rule_device_iommu_serves_one = {
	.problem = {.code = "MK0615",
		.name = "iommu-serves-one",
		.severity = MK_ERROR,
		.title = "a node has an IOMMU that serves other nodes' devices",
		.why = "Whoever programs an IOMMU decides which memory the devices behind it read "
		       "and write: this node could turn the other nodes' devices against any node, "
		       "including their own.",
		.fix = "Remove the IOMMU from `devices`, or give the node all devices that are "
		       "behind it."},
	.each_named_device = check_device,
	.prerequisites = MK_RULES(&mk_rule_device_one_owner, &mk_rule_device_not_kernels,
		&mk_rule_device_parent_and_child, &mk_rule_device_is_hardware),
};
