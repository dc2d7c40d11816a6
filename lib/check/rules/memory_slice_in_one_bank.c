/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/memory.h"
#include "check/rule.h"
#include "check/words.h"

static void report_straddling(
	struct mk_check *check, const struct mk_plan_node *node, const struct mk_region *region)
{
	struct mk_finding *finding;

	if (!region->placed || !mk_check_in_ram(check, region->range) ||
		mk_check_bank_of(check, region->range))
		return;
	finding = mk_check_report(check, region->origin,
		"node '%s' memory %s extends across the banks %s", node->name,
		mk_check_range(check, region->range), mk_check_banks_text(check, region->range));
	mk_suggest(check->findings, finding, "split it into one range for each bank");
}

extern const struct mk_rule mk_rule_board_has_memory;

const struct mk_rule mk_rule_memory_slice_in_one_bank = {
	.problem = {.code = "MK0106",
		.name = "slice-in-one-bank",
		.severity = MK_ERROR,
		.title = "a memory range lies across two banks",
		.why = "The banks adjoin today, but a range across them states a fact about the "
		       "board that its tree does not: with other memory fitted, half of it is "
		       "gone.",
		.fix = "Give the node one range in each bank."},
	.each_region = report_straddling,
	.prerequisites = MK_RULES(MK_RULES_OF_NUMBERS, &mk_rule_board_has_memory),
};
