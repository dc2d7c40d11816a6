/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/claims.h"
#include "check/memory.h"
#include "check/rule.h"

static void slice_not_mmio(struct mk_check *check)
{
	mk_report_over_registers(check, MK_CLAIM_SLICE);
}

extern const struct mk_rule mk_rule_board_has_memory;

const struct mk_rule mk_rule_memory_slice_not_mmio = {
	.problem = {.code = "MK0122",
		.name = "slice-not-mmio",
		.severity = MK_ERROR,
		.title = "a node's memory covers registers of a device",
		.why = "The board's tree states RAM where the device has registers, as some trees "
		       "do for operating systems that know not to use it. The kernel would take "
		       "the registers for RAM: it zeroes them and puts objects there, and the "
		       "device or the whole board stops silently.",
		.fix = "Move the range away from the registers, or give the node a range on each "
		       "side of them. If the device does not exist, disable it in the board's tree."},
	.whole = slice_not_mmio,
	.prerequisites = MK_RULES(MK_RULES_OF_NUMBERS, &mk_rule_board_has_memory),
};
