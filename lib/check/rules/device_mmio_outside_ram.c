/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/claims.h"
#include "check/rule.h"
#include "check/words.h"

static void mmio_outside_ram(struct mk_check *check)
{
	const struct mk_claim *claim;
	const struct mk_bank *bank;

	mk_each(claim, &check->plan->claims.list) {
		if (claim->kind != MK_CLAIM_MMIO || !claim->placed)
			continue;
		mk_each(bank, &check->plan->ram)
			if (mk_ranges_overlap(bank->range, claim->range)) {
				mk_check_report(check, claim->origin,
					"%s %s is in the board's RAM, %s", claim->what,
					mk_check_range(check, claim->range),
					mk_check_ram_text(check));
				break;
			}
	}
}

const struct mk_rule mk_rule_device_mmio_outside_ram = {
	.problem = {.code = "MK0632",
		.name = "mmio-outside-ram",
		.severity = MK_ERROR,
		.title = "registers under `mmio` are in RAM",
		.why = "There are no registers in RAM: a digit is wrong, or memory is meant.",
		.fix = "Correct the start. Memory that the node has but its kernel does not use as "
		       "RAM belongs under `memory`, with `for`."},
	.whole = mmio_outside_ram,
};
