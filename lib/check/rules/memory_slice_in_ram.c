/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/claims.h"
#include "check/memory.h"
#include "check/rule.h"
#include "check/words.h"

static void report_outside(
	struct mk_check *check, const struct mk_plan_node *node, const struct mk_region *region)
{
	struct mk_finding *finding;

	if (!region->placed || !mk_check_outside_ram(check, region->range))
		return;
	finding = mk_check_report(check, region->origin,
		"node '%s' memory %s is not inside the board's RAM, %s", node->name,
		mk_check_range(check, region->range), mk_check_ram_text(check));
	if (check->plan->ram.items[0].node)
		mk_add_note(check->findings, finding,
			mk_dt_origin(check->plan->board->tree, check->plan->ram.items[0].node),
			"the board's RAM is described here");
	mk_note_registers(check, finding, region->range);
	mk_suggest_free(check, finding, region->range.first, region->size,
		check->plan->contract->phys_base_alignment);
}

extern const struct mk_rule mk_rule_board_has_memory;

const struct mk_rule mk_rule_memory_slice_in_ram = {
	.problem = {.code = "MK0105",
		.name = "slice-in-ram",
		.severity = MK_ERROR,
		.title = "a node's memory is not RAM of this board",
		.why = "The node dies when the loader writes its kernel there; the boot core then "
		       "spins for ever, and the whole system is dead without any message.",
		.fix = "Choose a range inside the RAM that `mkpart plan` lists, or leave `start` "
		       "out and let mkpart place it."},
	.each_region = report_outside,
	.prerequisites = MK_RULES(MK_RULES_OF_NUMBERS, &mk_rule_board_has_memory),
};
