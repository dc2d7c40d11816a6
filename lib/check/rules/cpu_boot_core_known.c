/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"

static void boot_core_known(struct mk_check *check)
{
	const struct mk_plan *plan = check->plan;
	const struct mk_board *board = plan->board;
	const struct mk_dt_node *boot;
	struct mk_finding *finding;

	if (!mk_boot_core_is_guessed(plan->platform, board))
		return;
	boot = board->cpus.items[mk_board_boot_cpu(board)].node;
	finding = mk_check_report(check, check->layout->board.record.origin,
		"nothing says which core boots: '%s', which has the lowest MPIDR, is assumed to",
		boot->name);
	mk_add_note(check->findings, finding, mk_dt_origin(board->tree, boot),
		"the core is described here");
	mk_about(check->findings, finding, boot->path);
	mk_suggest(check->findings, finding, "write board: {boot_cpu: %s} when that is known",
		boot->name);
}

extern const struct mk_rule mk_rule_board_platform_known;

const struct mk_rule mk_rule_cpu_boot_core_known = {
	.problem = {.code = "MK0418",
		.name = "boot-core-known",
		.severity = MK_WARNING,
		.title = "nothing says which core boots",
		.why = "The loader runs on the core that firmware boots, enters the first node "
		       "there and starts the other cores in ascending MPIDR order. If the boot "
		       "core is not the lowest one, as on a Jetson TX2, every node runs on a "
		       "different core than the plan says, or the loader aborts.",
		.fix = "State it: `board: {boot_cpu: cpu@100}`. Linux prints it at the start of "
		       "its log, 'Booting Linux on physical CPU 0x...'.",
		.about = "the core by its path"},
	.whole = boot_core_known,
	.prerequisites = MK_RULES(&mk_rule_board_platform_known),
};
