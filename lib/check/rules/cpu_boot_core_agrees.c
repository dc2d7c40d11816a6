/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"

static void boot_core_agrees(struct mk_check *check)
{
	const struct mk_plan *plan = check->plan;
	const struct mk_text *stated = &check->layout->board.boot_cpu;
	const struct mk_dt_node *boot;
	struct mk_finding *finding;

	if (!plan->other_boot)
		return;
	boot = plan->board->cpus.items[mk_board_boot_cpu(plan->board)].node;
	finding = mk_check_report(check, stated->origin,
		"the layout says that core '%s' boots, but %s says that '%s' does", boot->name,
		plan->other_source == MK_BOOT_PLATFORM
			? mk_arena_printf(check->arena, "platform %s", plan->platform->name)
			: "the board's tree",
		plan->other_boot->name);
	mk_add_note(check->findings, finding, mk_dt_origin(plan->board->tree, plan->other_boot),
		"that core is described here");
	mk_about(check->findings, finding, boot->path);
	mk_suggest(check->findings, finding, "leave `boot_cpu` out");
}

const struct mk_rule mk_rule_cpu_boot_core_agrees = {
	.problem = {.code = "MK0419",
		.name = "boot-core-agrees",
		.severity = MK_WARNING,
		.title = "the boot core in the layout is not the one in the board's tree or of the "
			 "platform",
		.why = "mkpart goes by the layout. If it is wrong, every node runs on a different "
		       "core than the plan says, or the loader aborts.",
		.fix = "Leave `boot_cpu` out; or make sure that the firmware boots on that core, and "
		       "allow this finding with the reason.",
		.about = "the core that the layout names, by its path"},
	.whole = boot_core_agrees,
};
