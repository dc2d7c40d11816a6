/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"

static void boot_core_owned(struct mk_check *check)
{
	const struct mk_plan *plan = check->plan;
	const struct mk_plan_node *first = mk_plan_node_at_rank(plan, 0);
	struct mk_finding *finding;
	const struct mk_cpu *boot;

	if (!first || plan->by_rank.count < plan->nodes.count)
		return;
	boot = &plan->board->cpus.items[mk_board_boot_cpu(plan->board)];
	if (!boot->boot || first->cpu == boot)
		return;
	finding = mk_check_report(
		check, first->cpu_origin, "no node is on the boot core '%s'", boot->node->name);
	mk_add_note(check->findings, finding, mk_dt_origin(plan->board->tree, boot->node),
		"the boot core is described here");
	mk_suggest(check->findings, finding, "cpu: %s", boot->node->name);
}

const struct mk_rule mk_rule_cpu_boot_core_owned = {
	.problem = {.code = "MK0407",
		.name = "boot-core-owned",
		.severity = MK_ERROR,
		.title = "the boot core belongs to no node",
		.why = "The loader runs on the boot core and enters the first node there. If that "
		       "core has no node, the loader aborts.",
		.fix = "Put one node on the boot core."},
	.whole = boot_core_owned,
};
