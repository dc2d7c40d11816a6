/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/claims.h"
#include "check/memory.h"
#include "check/rule.h"

static void shared_not_mmio(struct mk_check *check)
{
	mk_report_over_registers(check, MK_CLAIM_SHARED);
}

const struct mk_rule mk_rule_shared_not_mmio = {
	.problem = {.code = "MK0709",
		.name = "shared-not-mmio",
		.severity = MK_ERROR,
		.title = "a shared region covers registers of a device",
		.why = "What one node writes as a message is a command to the device, and what "
		       "the other reads is not what was written.",
		.fix = "Move the region, or leave `start` out and let mkpart place it. To give a "
		       "device to a node, list it under `devices`."},
	.whole = shared_not_mmio,
	.prerequisites = MK_RULES(MK_RULES_OF_NUMBERS),
};
