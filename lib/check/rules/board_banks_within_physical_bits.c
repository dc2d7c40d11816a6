/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>

#include "check/rule.h"
#include "check/words.h"

static void report_bank(struct mk_check *check, const struct mk_bank *bank, uint32_t bits)
{
	const struct mk_platform *platform = check->plan->platform;
	uint64_t last = (UINT64_C(1) << bits) - 1;
	struct mk_finding *finding =
		mk_check_report(check, mk_dt_origin(check->plan->board->tree, bank->node),
			"RAM %s extends above 0x%" PRIx64 ", the last address of %s: %s "
			"%" PRIu32 " physical address bits",
			mk_check_range(check, bank->range), last,
			platform ? mk_arena_printf(check->arena, "platform %s", platform->name)
				 : "a core about which nothing is known",
			platform ? "its cores have" : "it is taken to have", bits);

	mk_about(check->findings, finding, bank->node->path);
}

static void check_bank(struct mk_check *check, const struct mk_bank *bank)
{
	uint32_t bits = mk_pa_bits(check->plan->contract, check->plan->platform);

	if (bank->range.last >> bits)
		report_bank(check, bank, bits);
}

const struct mk_rule mk_rule_board_banks_within_physical_bits = {
	.problem = {.code = "MK0526",
		.name = "banks-within-physical-bits",
		.severity = MK_WARNING,
		.title = "the board's RAM extends above the last address that the cores can reach",
		.why = "No core can use what lies there, so the tree is wrong here: a wrong number "
		       "of cells or an extra digit looks like this, and the rest of what it states "
		       "may be wrong as well. mkpart places nothing above that address.",
		.fix = "Mend the `reg` of the memory node, or name the board's platform; if the "
		       "tree is right, allow this finding with that reason.",
		.about = "the memory node's path"},
	.each_bank = check_bank,
};
