/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>

#include "check/rule.h"

/* Where the kernel's own tree for the platform states RAM, that is a start. */
static void suggest(struct mk_check *check, struct mk_finding *finding)
{
	const struct mk_platform *platform = check->plan->platform;
	const char *list = "";

	if (!platform || !platform->memory) {
		mk_suggest(
			check->findings, finding, "board: {memory: [{start: 0x..., size: ...}]}");
		return;
	}
	for (const struct mk_range *range = platform->memory; range->last; range++)
		list = mk_arena_printf(check->arena,
			"%s%s{start: 0x%" PRIx64 ", size: 0x%" PRIx64 "}", list, *list ? ", " : "",
			range->first, mk_range_size(*range));
	mk_suggest(check->findings, finding,
		"board: {memory: [%s]}, which is what the kernel's own tree for %s states", list,
		platform->board ? platform->board : platform->name);
}

static void board_has_memory(struct mk_check *check)
{
	const struct mk_plan *plan = check->plan;
	struct mk_finding *finding;

	if (plan->ram.count || plan->layout->board.memory.count)
		return;
	finding = mk_check_report(check, plan->layout->board.record.origin,
		"the board's tree states no RAM: %s",
		plan->board->memory_nodes.count ? "its memory nodes are empty or disabled, to be "
						  "filled by the boot firmware"
						: "it has no memory node");
	mk_add_note(check->findings, finding,
		mk_dt_origin(plan->board->tree, plan->board->memory_nodes.count
							? plan->board->memory_nodes.items[0]
							: plan->board->tree->root),
		"no RAM is stated here");
	suggest(check, finding);
}

const struct mk_rule mk_rule_board_has_memory = {
	.problem = {.code = "MK0501",
		.name = "board-has-memory",
		.severity = MK_ERROR,
		.title = "it is not known where the board has RAM",
		.why = "Boot firmware fills the memory node in at run time on this board, so that "
		       "its tree alone does not tell where slices may be.",
		.fix = "State the RAM in the layout under `board: {memory: ...}`, as the firmware "
		       "reports it (/proc/iomem or /sys/firmware/fdt of a running Linux tell it "
		       "too)."},
	.whole = board_has_memory,
};
