/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>

#include "base/buffer.h"
#include "check/devices.h"
#include "check/rule.h"

#define MAX_NAMED 3u

/*
 * Generic names of devices that master the bus (Devicetree Specification 0.4, 2.2.2), and what real
 * trees call such devices.
 */
static const char *const masters[] = {"ahci", "can-fd", "crypto", "display", "display-controller",
	"dma-controller", "ethernet", "gpu", "mmc", "nvme", "pci", "pcie", "sata", "sdhci", "sdmmc",
	"ufs", "ufshc", "usb", "video-codec", "virtio_mmio", NULL};

/* What only such devices have (Linux: dma/dma-controller.yaml, iommu/iommu.txt). */
static const char *const signs[] = {
	"iommus", "iommu-map", "dma-coherent", "dma-channels", "dma-ranges", "#dma-cells", NULL};

static bool has_generic_name(const struct mk_dt_node *node, const char *name)
{
	size_t length = strlen(name);

	return strncmp(node->name, name, length) == 0 &&
	       (node->name[length] == '\0' || node->name[length] == '@');
}

/* An IOMMU reads its tables, which are what confines. */
static bool masters_bus(const struct mk_dt_node *node)
{
	if (mk_dt_property(node, "#iommu-cells"))
		return false;
	for (size_t i = 0; signs[i]; i++)
		if (mk_dt_property(node, signs[i]))
			return true;
	for (size_t i = 0; masters[i]; i++)
		if (has_generic_name(node, masters[i]))
			return true;
	return false;
}

/* The IOMMU in front of a device, or NULL. */
static const struct mk_dt_node *iommu_of(const struct mk_device *device)
{
	const struct mk_provider *provider;

	mk_each(provider, &device->providers)
		if (strncmp(provider->property, "iommu", strlen("iommu")) == 0)
			return provider->node;
	return NULL;
}

/* Behind an IOMMU that the same node programs, the node decides what the device reaches. */
static bool is_unconfined(
	struct mk_check *check, const struct mk_plan_node *node, const struct mk_dt_node *at)
{
	const struct mk_device *device = mk_devices_find(mk_check_devices(check), at);
	const struct mk_dt_node *iommu = device ? iommu_of(device) : NULL;

	if (!device || !device->mmio.count || mk_dt_is_plain_bus(at) || !masters_bus(at))
		return false;
	return !iommu || !mk_check_has_around(check, node, iommu);
}

typedef MK_VEC(const struct mk_plan_device *) device_list;

static device_list unconfined_of(struct mk_check *check, const struct mk_plan_node *node)
{
	const struct mk_plan_device *device;
	device_list list = {0};

	mk_each(device, &node->devices)
		if (is_unconfined(check, node, device->node))
			*mk_vec_add(check->arena, &list) = device;
	return list;
}

static const char *names_text(struct mk_check *check, const device_list *list)
{
	struct mk_buffer text;

	mk_buffer_init(&text, check->arena);
	for (size_t i = 0; i < list->count && i < MAX_NAMED; i++)
		mk_buffer_printf(&text, "%s'%s'", i ? ", " : "", list->items[i]->node->path);
	if (list->count > MAX_NAMED)
		mk_buffer_printf(&text, " and %zu more", list->count - MAX_NAMED);
	return text.text;
}

/* Says of the first device that has an IOMMU why that does not help. */
static void note_iommu(struct mk_check *check, struct mk_finding *finding, const device_list *list)
{
	const struct mk_plan_device *const *device;

	mk_each(device, list) {
		const struct mk_dt_node *iommu =
			iommu_of(mk_devices_find(mk_check_devices(check), (*device)->node));
		if (!iommu)
			continue;
		mk_add_note(check->findings, finding, mk_dt_origin(check->plan->board->tree, iommu),
			"this IOMMU is in front of '%s', but no kernel programs it",
			(*device)->node->path);
		return;
	}
}

static void check_node(struct mk_check *check, const struct mk_plan_node *node)
{
	device_list list = unconfined_of(check, node);
	const struct mk_plan_device *const *device;
	struct mk_finding *finding;

	if (!list.count)
		return;
	finding = mk_check_report(check, list.items[0]->origin,
		"node '%s' has devices that can write the memory of every node: %s", node->name,
		names_text(check, &list));
	note_iommu(check, finding, &list);
	mk_about(check->findings, finding, node->name);
	mk_each(device, &list)
		mk_about(check->findings, finding, (*device)->node->path);
}

extern const struct mk_rule mk_rule_device_one_owner, mk_rule_device_not_kernels,
	mk_rule_device_is_hardware;

const struct mk_rule mk_rule_device_dma_confined = {
	.problem = {.code = "MK0609",
		.name = "dma-confined",
		.severity = MK_WARNING,
		.title = "a node's devices reach memory without an IOMMU that confines them",
		.why = "A device that masters the bus writes to whatever address its driver gives "
		       "it; the MMU does not see that. The kernels of this contract do not "
		       "program IOMMUs, so that a driver which is wrong or subverted overwrites "
		       "another node's kernel.",
		.fix = "Review these drivers as part of what every node trusts, or give such "
		       "devices to a node that all others trust; then allow this finding with "
		       "that reason. A node that has the IOMMU as well can confine its own "
		       "devices with it.",
		.about = "the node, or one of its devices' paths"},
	.each_node = check_node,
	.prerequisites = MK_RULES(&mk_rule_device_one_owner, &mk_rule_device_not_kernels,
		&mk_rule_device_is_hardware),
};
