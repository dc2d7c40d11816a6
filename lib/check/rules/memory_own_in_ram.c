/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/memory.h"
#include "check/rule.h"
#include "check/words.h"

/* A peer's own memory, such as the TCM of a Cortex-R5, often is none of these cores' RAM. */
static void own_in_ram(struct mk_check *check)
{
	const struct mk_claim *claim;

	mk_each(claim, &check->plan->claims.list)
		if (claim->kind == MK_CLAIM_OWN && claim->placed && claim->region->fixed &&
			!claim->region->reservation && mk_check_outside_ram(check, claim->range))
			mk_about(check->findings,
				mk_check_report(check, claim->origin,
					"%s %s is not inside the board's RAM, %s", claim->what,
					mk_check_range(check, claim->range),
					mk_check_ram_text(check)),
				claim->holding->name);
}

extern const struct mk_rule mk_rule_board_has_memory, mk_rule_memory_own_not_mmio;

const struct mk_rule mk_rule_memory_own_in_ram = {
	.problem = {.code = "MK0153",
		.name = "own-in-ram",
		.severity = MK_WARNING,
		.title = "memory of a node, but not of its kernel, is outside the board's RAM",
		.why = "Memory in programmable logic or on the chip need not be in the device "
		       "tree; an access to an address with nothing behind it stops the core.",
		.fix = "Correct the start, or allow this finding and say what is there. Registers "
		       "belong under `mmio`.",
		.about = "the range, by its name"},
	.whole = own_in_ram,
	.prerequisites = MK_RULES(&mk_rule_board_has_memory, &mk_rule_memory_own_not_mmio),
};
