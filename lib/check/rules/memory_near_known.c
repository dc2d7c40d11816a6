/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"

static bool has_numa_node(const struct mk_dt_node *node)
{
	return node && mk_dt_property(node, "numa-node-id");
}

static bool board_knows_not(struct mk_check *check)
{
	const struct mk_board *board = check->plan->board;
	const struct mk_bank *bank;
	const struct mk_cpu *cpu;

	mk_each(cpu, &board->cpus)
		mk_each(bank, &board->banks)
			if (has_numa_node(cpu->node) && has_numa_node(bank->node))
				return false;
	return true;
}

static void report_near(
	struct mk_check *check, const char *what, const struct mk_layout_range *request)
{
	struct mk_finding *finding;

	if (!request->near.given)
		return;
	finding = mk_check_report(check, request->near.origin,
		"%s asks to be near a core, but the board's tree does not say which RAM is", what);
	mk_about(check->findings, finding, what);
	mk_suggest(check->findings, finding,
		"remove 'near', or name the RAM that is near with 'within'");
}

extern const struct mk_rule mk_rule_board_has_memory;

const struct mk_rule mk_rule_memory_near_known = {
	.problem = {.code = "MK0135",
		.name = "near-known",
		.severity = MK_WARNING,
		.title = "'near' on a board whose tree states no NUMA nodes",
		.why = "The property numa-node-id of cores and memory says which RAM is near which "
		       "core. Without it the range is placed as if 'near' were absent.",
		.fix = "Remove 'near', or say with 'within' which RAM is meant.",
		.about = "the range, as in \"node 'a' memory\""},
	.applies = board_knows_not,
	.each_request = report_near,
	.prerequisites = MK_RULES(&mk_rule_board_has_memory),
};
