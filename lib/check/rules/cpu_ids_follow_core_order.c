/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>

#include "check/rule.h"
#include "check/written.h"

static void ids_follow_core_order(struct mk_check *check)
{
	const struct mk_plan_node *node;

	/* Nodes without a core are missing in the order. */
	if (check->plan->core_misfit.found || check->plan->by_rank.count < check->plan->nodes.count)
		return;
	mk_each(node, &check->plan->nodes) {
		struct mk_finding *finding;
		if (!mk_written_node(node)->id.given ||
			mk_written_node(node)->id.value == node->rank)
			continue;
		finding = mk_check_report(check, mk_written_node(node)->id.origin,
			"node '%s' has id %" PRIu64
			", but the loader starts core '%s' as number %" PRIu32,
			node->name, mk_written_node(node)->id.value, node->cpu->node->name,
			node->rank);
		mk_suggest(check->findings, finding,
			"id: %" PRIu32 ", or leave `id` out to have mkpart number the nodes",
			node->rank);
	}
}

extern const struct mk_rule mk_rule_cpu_one_node, mk_rule_name_ids_unique;

const struct mk_rule mk_rule_cpu_ids_follow_core_order = {
	.problem = {.code = "MK0406",
		.name = "ids-follow-core-order",
		.severity = MK_ERROR,
		.title = "a node's id contradicts the order in which the loader starts cores",
		.why = "The loader gives its first images to the boot core and the others to the "
		       "cores in ascending MPIDR order. With other numbers a node's kernel runs "
		       "on another node's core.",
		.fix = "Leave `id` out, or exchange the cores."},
	.whole = ids_follow_core_order,
	.prerequisites = MK_RULES(&mk_rule_cpu_one_node, &mk_rule_name_ids_unique),
};
