/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/dma.h"
#include "check/rule.h"
#include "check/words.h"

/*
 * Whether each device that does DMA is kept to windows, none of which has all of the range. A
 * device that reaches nothing of its node's has a finding of its own.
 */
static bool is_out_of_reach(const struct mk_node_dma *own, struct mk_range range)
{
	const struct mk_dma_group *group;
	size_t confined = 0;
	bool reached = false;

	mk_each(group, &own->groups) {
		if (mk_dma_reach(&group->dma, range) == mk_range_size(range))
			return false;
		reached = reached || group->share.reached;
		confined += group->devices.count;
	}
	return reached && confined == own->masters;
}

static void report(struct mk_check *check, const struct mk_plan_holding *holding,
	const struct mk_node_dma *own)
{
	const struct mk_dma_group *group;
	struct mk_finding *finding = mk_check_report(check, holding->region.origin,
		"no device of node '%s' reaches all of its memory '%s' for DMA, %s",
		holding->node->name, holding->name, mk_check_range(check, holding->region.range));

	mk_about(check->findings, finding, holding->node->name);
	mk_each(group, &own->groups) {
		mk_add_note(check->findings, finding, group->devices.items[0]->origin,
			"%s %s only %s", mk_dma_group_text(check, group),
			group->devices.count > 1 ? "reach" : "reaches",
			mk_dma_windows_text(check, &group->dma));
		mk_dma_note(check, finding, group);
	}
	mk_suggest(check->findings, finding,
		holding->region.fixed ? "leave its start out, and write within: dma"
				      : "within: dma");
}

static void check_holding(
	struct mk_check *check, const char *what, const struct mk_plan_holding *holding)
{
	const struct mk_node_dma *own;

	(void)what;
	if (!holding->node || !holding->region.placed || !mk_is_for_dma(holding))
		return;
	own = mk_check_node_dma(check, holding->node);
	if (is_out_of_reach(own, holding->region.range))
		report(check, holding, own);
}

extern const struct mk_rule mk_rule_device_one_owner, mk_rule_device_not_kernels,
	mk_rule_device_is_hardware;

const struct mk_rule mk_rule_device_dma_buffers_reached = {
	.problem = {.code = "MK0622",
		.name = "dma-buffers-reached",
		.severity = MK_WARNING,
		.title = "memory for DMA is out of reach of the node's devices",
		.why = "A range that a node has `for: dma` is where its drivers take their buffers "
		       "from. The buses between each of the node's devices and memory pass on only "
		       "the addresses in their `dma-ranges`, and the range is not in them: what "
		       "a device writes there is cut off, or goes to another address, which may be "
		       "another owner's.",
		.fix = "Place the range where the devices reach it: `within: dma` does. Or call it "
		       "something else if it is not for the devices that the node has.",
		.about = "the node, or a device's path"},
	.each_holding = check_holding,
	.prerequisites = MK_RULES(&mk_rule_device_one_owner, &mk_rule_device_not_kernels,
		&mk_rule_device_is_hardware),
};
