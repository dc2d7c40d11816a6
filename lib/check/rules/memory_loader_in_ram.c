/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/claims.h"
#include "check/memory.h"
#include "check/rule.h"
#include "check/words.h"

static void report_withheld(struct mk_check *check)
{
	mk_claim_list reserved =
		mk_claims_ascending(check->arena, &check->plan->claims, MK_CLAIMS_RESERVED);
	const struct mk_claim *const *claim;
	mk_parties parties = {0};

	mk_parties_add(check, &parties, MK_CLAIM_BIT(MK_CLAIM_LOADER), "loader", MK_MOVES_FIRST);
	mk_each(claim, &reserved)
		if ((*claim)->kind != MK_CLAIM_DEVICE)
			mk_party_add(check, &parties, *claim, "reserved", MK_STAYS);
	mk_each_conflict(check, &parties, mk_report_conflict);
}

static void loader_in_ram(struct mk_check *check)
{
	const struct mk_region *loader = &check->plan->loader;
	struct mk_finding *finding;

	report_withheld(check);
	if (!loader->placed || !mk_check_outside_ram(check, loader->range))
		return;
	finding = mk_check_report(check, loader->origin,
		"the loader's memory %s is not inside the board's RAM, %s",
		mk_check_range(check, loader->range), mk_check_ram_text(check));
	mk_note_registers(check, finding, loader->range);
	mk_suggest_free(check, finding, loader->range.first, mk_range_size(loader->range),
		check->plan->contract->page_size);
}

extern const struct mk_rule mk_rule_board_has_memory;

const struct mk_rule mk_rule_memory_loader_in_ram = {
	.problem = {.code = "MK0110",
		.name = "loader-in-ram",
		.severity = MK_ERROR,
		.title = "the loader is outside RAM or over reserved memory",
		.why = "The loader's image is copied there by the boot firmware. Outside RAM "
		       "nothing starts at all.",
		.fix = "Leave `loader` out, so that mkpart places it, or give a range in free "
		       "RAM."},
	.whole = loader_in_ram,
	.prerequisites = MK_RULES(MK_RULES_OF_NUMBERS, &mk_rule_board_has_memory),
};
