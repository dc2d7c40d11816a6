/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"
#include "check/written.h"
#include "plan/reach.h"

static void check_reach(struct mk_check *check, const struct mk_layout_range *request,
	struct mk_plan_reach reach, const char *whose, const char *name)
{
	struct mk_finding *finding;

	if (reach.masters && (!reach.confined || reach.windows.count))
		return;
	finding = mk_check_report(check, request->within_word.origin,
		reach.masters ? "no address is within reach of all devices of %s"
			      : "no device of %s does DMA",
		whose);
	mk_about(check->findings, finding, name);
}

static bool asks(const struct mk_layout_range *request)
{
	return request && request->within_word.given && !request->record.broken;
}

static void check_node(struct mk_check *check, const struct mk_plan_node *node)
{
	const struct mk_layout_range *request;

	mk_each(request, &mk_written_node(node)->memory)
		if (asks(request))
			check_reach(check, request, mk_plan_reach(check->arena, check->plan, node),
				mk_arena_printf(check->arena, "node '%s'", node->name), node->name);
}

static void check_shared(struct mk_check *check, const struct mk_plan_shared *shared)
{
	if (asks(shared->region.request))
		check_reach(check, shared->region.request,
			mk_plan_shared_reach(check->arena, check->plan, shared),
			mk_arena_printf(
				check->arena, "the nodes of shared region '%s'", shared->name),
			shared->name);
}

extern const struct mk_rule mk_rule_device_exists;

const struct mk_rule mk_rule_memory_dma_known = {
	.problem = {.code = "MK0619",
		.name = "dma-known",
		.severity = MK_WARNING,
		.title = "`within: dma` has no meaning here",
		.why = "It asks for memory that the nodes' devices reach. If none of them does "
		       "DMA, as far as the board's tree says, the memory may go anywhere; if their "
		       "windows do not overlap, it can go nowhere.",
		.fix = "Give the node the device that is meant, or leave `within` out; or state "
		       "the ranges.",
		.about = "the node, or the shared region"},
	.each_node = check_node,
	.each_shared = check_shared,
	.prerequisites = MK_RULES(&mk_rule_device_exists),
};
