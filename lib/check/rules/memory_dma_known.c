/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"
#include "check/written.h"
#include "plan/reach.h"

static void check_request(struct mk_check *check, const struct mk_plan_node *node,
	const struct mk_layout_range *request)
{
	struct mk_plan_reach reach = mk_plan_reach(check->arena, check->plan, node);
	struct mk_finding *finding;

	if (reach.masters && (!reach.confined || reach.windows.count))
		return;
	finding = mk_check_report(check, request->within_word.origin,
		reach.masters ? "no address is within reach of all devices of node '%s'"
			      : "node '%s' has no device that does DMA",
		node->name);
	mk_about(check->findings, finding, node->name);
}

static void check_node(struct mk_check *check, const struct mk_plan_node *node)
{
	const struct mk_layout_range *request;

	mk_each(request, &mk_written_node(node)->memory)
		if (request->within_word.given && !request->record.broken)
			check_request(check, node, request);
}

extern const struct mk_rule mk_rule_device_exists;

const struct mk_rule mk_rule_memory_dma_known = {
	.problem = {.code = "MK0619",
		.name = "dma-known",
		.severity = MK_WARNING,
		.title = "`within: dma` has no meaning for this node",
		.why = "It asks for memory that the node's devices reach. If none of them does "
		       "DMA, as far as the board's tree says, the memory may go anywhere; if their "
		       "windows do not overlap, it can go nowhere.",
		.fix = "Give the node the device that is meant, or leave `within` out; or state "
		       "the ranges.",
		.about = "the node"},
	.each_node = check_node,
	.prerequisites = MK_RULES(&mk_rule_device_exists),
};
