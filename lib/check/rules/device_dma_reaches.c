/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>

#include "check/dma.h"
#include "check/rule.h"
#include "check/words.h"

/* The first window, as `within` takes it. */
static void suggest(struct mk_check *check, struct mk_finding *finding, const struct mk_dma *dma)
{
	if (dma->windows.count)
		mk_suggest(check->findings, finding,
			"place memory of the node inside it: within: [{start: 0x%" PRIx64
			", size: 0x%" PRIx64 "}]",
			dma->windows.items[0].first, mk_range_size(dma->windows.items[0]));
}

static void check_group(struct mk_check *check, const struct mk_plan_node *node,
	const struct mk_dma_group *group, struct mk_dma_share share)
{
	struct mk_finding *finding;

	if (share.reached || !share.total)
		return;
	finding = mk_check_report(check, group->devices.items[0]->origin,
		"no memory of node '%s' is inside the DMA window of its %s: %s", node->name,
		mk_dma_group_text(check, group), mk_dma_windows_text(check, &group->dma));
	mk_about(check->findings, finding, node->name);
	mk_dma_note(check, finding, group);
	suggest(check, finding, &group->dma);
}

static void check_node(struct mk_check *check, const struct mk_plan_node *node)
{
	mk_check_each_dma_group(check, node, check_group);
}

extern const struct mk_rule mk_rule_device_one_owner, mk_rule_device_not_kernels,
	mk_rule_device_is_hardware;

const struct mk_rule mk_rule_device_dma_reaches = {
	.problem = {.code = "MK0617",
		.name = "dma-reaches",
		.severity = MK_WARNING,
		.title = "a node's device reaches no memory of its node",
		.why = "The buses between the device and memory pass on only the addresses in "
		       "their `dma-ranges`. A buffer outside those is cut off or wraps around to "
		       "another address: the device reads and writes what belongs to another "
		       "owner, and the driver sees corrupt data.",
		.fix = "Give the node memory inside the window, with `start` or `within`, or give "
		       "the device to a node that has such memory; or allow this finding if the "
		       "driver does not use DMA.",
		.about = "the node, or a device's path"},
	.each_node = check_node,
	.prerequisites = MK_RULES(&mk_rule_device_one_owner, &mk_rule_device_not_kernels,
		&mk_rule_device_is_hardware),
};
