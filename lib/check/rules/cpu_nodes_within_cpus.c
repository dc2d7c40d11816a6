/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>

#include "check/check.h"

static void report_surplus(struct mk_check *check, size_t limit, const char *what)
{
	const struct mk_layout *layout = check->plan->layout;

	if (layout->nodes.count > limit)
		mk_check_report(check, layout->nodes.items[limit].record.origin,
			"the layout has %zu nodes, but %s %zu", layout->nodes.count, what, limit);
}

static void run(struct mk_check *check)
{
	const struct mk_plan *plan = check->plan;

	report_surplus(check, plan->board->cpus.count, "the cores in the board's tree are");
	if (plan->board->gic.kind == MK_GIC_V2 &&
		plan->board->cpus.count > plan->contract->max_gicv2_nodes)
		report_surplus(check, plan->contract->max_gicv2_nodes, "with a GICv2 at most");
}

const struct mk_rule mk_rule_cpu_nodes_within_cpus = {
	.problem = {.code = "MK0405",
		.name = "nodes-within-cores",
		.severity = MK_ERROR,
		.title = "more nodes than the board has cores",
		.why = "Nodes are counted against the tree's cores; the surplus never boots, "
		       "silently.",
		.fix = "Remove nodes, or use the tree of the board that has that many cores."},
	.run = run,
};
