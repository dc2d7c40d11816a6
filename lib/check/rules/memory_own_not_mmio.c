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
		.title = "memory that a node or a peer has alone lies over registers of a device",
		.why = "What is written there as data is a command to the device.",
		.fix = "Move the range, or leave `start` out and let mkpart place it. A device is "
		       "given to a node under `devices`."},
	.whole = own_not_mmio,
};
