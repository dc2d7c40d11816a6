/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/claims.h"
#include "check/memory.h"
#include "check/rule.h"

static void loader_not_mmio(struct mk_check *check)
{
	mk_report_over_registers(check, MK_CLAIM_LOADER);
}

extern const struct mk_rule mk_rule_board_has_memory;

const struct mk_rule mk_rule_memory_loader_not_mmio = {
	.problem = {.code = "MK0124",
		.name = "loader-not-mmio",
		.severity = MK_ERROR,
		.title = "the loader covers registers of a device",
		.why = "The boot firmware would copy the loader's image into the registers of a "
		       "device, perhaps of the interrupt controller, instead of into memory.",
		.fix = "Leave `loader` out, so that mkpart places it, or move it away from the "
		       "registers."},
	.whole = loader_not_mmio,
	.prerequisites = MK_RULES(MK_RULES_OF_NUMBERS, &mk_rule_board_has_memory),
};
