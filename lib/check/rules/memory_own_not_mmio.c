/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/claims.h"
#include "check/rule.h"

static void own_not_mmio(struct mk_check *check)
{
	mk_report_over_registers(check, MK_CLAIM_OWN);
	mk_report_over_registers(check, MK_CLAIM_OUTSIDE);
}

const struct mk_rule mk_rule_memory_own_not_mmio = {
	.problem = {.code = "MK0152",
		.name = "own-not-mmio",
		.severity = MK_ERROR,
		.title = "memory that one node or peer has alone covers registers of a device",
		.why = "What is written there as data is a command to the device.",
		.fix = "Move the range, or leave `start` out and let mkpart place it. To give a "
		       "device to a node, list it under `devices`."},
	.whole = own_not_mmio,
};
