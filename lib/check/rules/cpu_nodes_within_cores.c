/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"

static void report_surplus(struct mk_check *check, size_t limit, const char *who)
{
	const struct mk_layout *layout = check->layout;
	const struct mk_board *board = check->plan->board;
	struct mk_finding *finding;

	if (layout->nodes.count <= limit)
		return;
	finding = mk_check_report(check, layout->nodes.items[limit].record.origin,
		"the layout has %zu nodes, but %s %zu core%s", layout->nodes.count, who, limit,
		limit == 1 ? "" : "s");
	if (board->cpus.count)
		mk_add_note(check->findings, finding,
			mk_dt_origin(board->tree, board->cpus.items[0].node->parent),
			"the cores are described here");
}

static void nodes_within_cores(struct mk_check *check)
{
	const struct mk_plan *plan = check->plan;

	report_surplus(check, plan->board->cpus.count, "the board's tree has");
	if (plan->board->gic.kind == MK_GIC_V2 &&
		plan->board->cpus.count > plan->contract->max_gicv2_nodes)
		report_surplus(check, plan->contract->max_gicv2_nodes, "a GICv2 serves at most");
}

const struct mk_rule mk_rule_cpu_nodes_within_cores = {
	.problem = {.code = "MK0405",
		.name = "nodes-within-cores",
		.severity = MK_ERROR,
		.title = "more nodes than the board has cores",
		.why = "Surplus nodes never boot, and nothing says so.",
		.fix = "Remove nodes, or use the tree of a board that has enough cores."},
	.whole = nodes_within_cores,
};
