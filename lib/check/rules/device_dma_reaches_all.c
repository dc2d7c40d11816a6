/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/dma.h"
#include "check/rule.h"
#include "check/words.h"

static void check_group(struct mk_check *check, const struct mk_plan_node *node,
	const struct mk_dma_group *group, struct mk_dma_share share)
{
	struct mk_finding *finding;

	if (!share.reached || share.reached == share.total)
		return;
	finding = mk_check_report(check, group->devices.items[0]->origin,
		"node '%s' has devices that do not reach %s of its memory, only what is inside %s: %s",
		node->name, mk_check_size(check, share.total - share.reached),
		mk_dma_windows_text(check, &group->dma), mk_dma_group_text(check, group));
	mk_about(check->findings, finding, node->name);
	mk_dma_note(check, finding, group);
}

static void check_node(struct mk_check *check, const struct mk_plan_node *node)
{
	mk_check_each_dma_group(check, node, check_group);
}

extern const struct mk_rule mk_rule_device_one_owner, mk_rule_device_not_kernels,
	mk_rule_device_is_hardware;

const struct mk_rule mk_rule_device_dma_reaches_all = {
	.problem = {.code = "MK0618",
		.name = "dma-reaches-all",
		.severity = MK_NOTE,
		.title = "a node's device reaches only part of its node's memory",
		.why = "The buses between the device and memory pass on only the addresses in "
		       "their `dma-ranges`. A buffer in the other part of the memory is cut off, "
		       "or wraps around to another address.",
		.fix = "If the driver takes its buffers from the part that the device reaches, do "
		       "nothing. Otherwise give the node memory only inside the window.",
		.about = "the node, or a device's path"},
	.each_node = check_node,
	.prerequisites = MK_RULES(&mk_rule_device_one_owner, &mk_rule_device_not_kernels,
		&mk_rule_device_is_hardware),
};
