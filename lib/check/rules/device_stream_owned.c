/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>

#include "base/buffer.h"
#include "check/devices.h"
#include "check/rule.h"

/* Many times what real boards have; they are compared each with each. */
#define MAX_STREAMS 1024u

/* What one device of a node sends to an IOMMU. */
struct stream {
	const struct mk_provider *iommu;
	const struct mk_device *device;
	struct mk_holder holder;
};

typedef MK_VEC(struct stream) stream_list;

static void add_streams(struct mk_check *check, stream_list *list, const struct mk_device *device)
{
	struct mk_holder holder = mk_check_holder_around(check, device->node);
	const struct mk_provider *provider;

	if (!holder.node)
		return;
	mk_each(provider, &device->providers)
		if (strcmp(provider->property, "iommus") == 0)
			*mk_vec_add(check->arena, list) = (struct stream){provider, device, holder};
}

static uint32_t cell(const struct mk_provider *provider, uint32_t index)
{
	const uint8_t *at = provider->cells + (size_t)index * 4;

	return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

/* Two cells of an Arm SMMU are an id, and bits of it that do not matter (Linux: arm,smmu.yaml). */
static bool has_mask(const struct mk_provider *provider)
{
	return provider->cell_count == 2 &&
	       (mk_dt_is_compatible(provider->node, "arm,mmu-500") ||
		       mk_dt_is_compatible(provider->node, "arm,smmu-v2") ||
		       mk_dt_is_compatible(provider->node, "arm,mmu-401") ||
		       mk_dt_is_compatible(provider->node, "arm,mmu-400"));
}

static bool is_same(const struct mk_provider *a, const struct mk_provider *b)
{
	if (a->node != b->node || a->cell_count != b->cell_count)
		return false;
	if (has_mask(a))
		return ((cell(a, 0) ^ cell(b, 0)) & ~(cell(a, 1) | cell(b, 1))) == 0;
	return memcmp(a->cells, b->cells, (size_t)a->cell_count * 4) == 0;
}

/* "stream 0x14 0x0 of '/smmu'", or "'/iommu'" where it tells no streams apart. */
static const char *stream_text(struct mk_check *check, const struct mk_provider *provider)
{
	struct mk_buffer text;

	mk_buffer_init(&text, check->arena);
	for (uint32_t i = 0; i < provider->cell_count; i++)
		mk_buffer_printf(&text, "%s0x%x", i ? " " : "stream ", cell(provider, i));
	mk_buffer_printf(&text, "%s'%s'", provider->cell_count ? " of " : "", provider->node->path);
	return text.text;
}

static void report(struct mk_check *check, const struct stream *first, const struct stream *second)
{
	struct mk_finding *finding = mk_check_report(check, second->holder.device->origin,
		"'%s' of node '%s' and '%s' of node '%s' are the same stream to the IOMMU: %s",
		second->device->node->path, second->holder.node->name, first->device->node->path,
		first->holder.node->name, stream_text(check, second->iommu));

	mk_add_note(check->findings, finding, first->holder.device->origin,
		"node '%s' has '%s' from here", first->holder.node->name,
		first->device->node->path);
	mk_suggest(check->findings, finding, "give both to one node");
}

static void bound(struct mk_check *check, stream_list *list)
{
	const struct mk_device *first;

	if (list->count <= MAX_STREAMS)
		return;
	first = list->items[MAX_STREAMS].device;
	mk_check_unseen(check, mk_dt_origin(check->plan->board->tree, first->node),
		"whether the streams from those of '%s' on are another node's: %u are compared at "
		"most",
		first->node->path, MAX_STREAMS);
	list->count = MAX_STREAMS;
}

/* Devices that share registers anyway are no news. */
static bool conflicts(const struct stream *first, const struct stream *second)
{
	return first->device != second->device && first->holder.node != second->holder.node &&
	       !first->holder.device->shared && !second->holder.device->shared &&
	       is_same(first->iommu, second->iommu);
}

/* Each with the first that it conflicts with. */
static void stream_owned(struct mk_check *check)
{
	const struct mk_devices *devices = mk_check_devices(check);
	const struct mk_device *device;
	stream_list list = {0};

	mk_each(device, &devices->list)
		add_streams(check, &list, device);
	bound(check, &list);
	for (size_t i = 1; i < list.count; i++)
		for (size_t k = 0; k < i; k++)
			if (conflicts(&list.items[k], &list.items[i])) {
				report(check, &list.items[k], &list.items[i]);
				break;
			}
}

extern const struct mk_rule mk_rule_device_one_owner, mk_rule_device_not_kernels,
	mk_rule_device_parent_and_child, mk_rule_device_is_hardware;

const struct mk_rule mk_rule_device_stream_owned = {
	.problem = {.code = "MK0610",
		.name = "stream-owned",
		.severity = MK_ERROR,
		.title = "devices of two nodes are the same stream to the IOMMU",
		.why = "An IOMMU tells devices apart by their stream ids. Two devices with the "
		       "same id share one translation table: whatever one of them may reach, the "
		       "other may reach too.",
		.fix = "Give devices with the same stream id to one node."},
	.whole = stream_owned,
	.prerequisites = MK_RULES(&mk_rule_device_one_owner, &mk_rule_device_not_kernels,
		&mk_rule_device_parent_and_child, &mk_rule_device_is_hardware),
};
