/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/memory.h"
#include "check/rule.h"
#include "check/words.h"

static void check_shared(struct mk_check *check, const struct mk_plan_shared *shared)
{
	if (shared->region.placed && mk_check_outside_ram(check, shared->region.range))
		mk_about(check->findings,
			mk_check_report(check, shared->region.origin,
				"shared region '%s' %s is not inside the board's RAM, %s",
				shared->name, mk_check_range(check, shared->region.range),
				mk_check_ram_text(check)),
			shared->name);
}

extern const struct mk_rule mk_rule_board_has_memory, mk_rule_shared_not_mmio,
	mk_rule_memory_within_physical_bits;

const struct mk_rule mk_rule_shared_in_ram = {
	.problem = {.code = "MK0708",
		.name = "shared-in-ram",
		.severity = MK_WARNING,
		.title = "a shared region is outside the board's RAM",
		.why = "On-chip memory that the tree does not describe as RAM works well for this; "
		       "an access to an address with nothing behind it stops both nodes.",
		.fix = "Correct the start, or allow this finding and say what is there.",
		.about = "the shared region"},
	.each_shared = check_shared,
	.prerequisites = MK_RULES(MK_RULES_OF_NUMBERS, &mk_rule_board_has_memory,
		&mk_rule_shared_not_mmio, &mk_rule_memory_within_physical_bits),
};
