/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/not_enforced.h"

static void shared_hardware_told(struct mk_check *check)
{
	mk_about(check->findings,
		mk_check_not_enforced(check,
			"does not divide caches, buses and memory bandwidth: each node's activity "
			"affects the others, and can be measured by them",
			NULL),
		check->plan->contract->name);
}

const struct mk_rule mk_rule_boot_shared_hardware_told = {
	.problem = {.code = "MK1206",
		.name = "shared-hardware-told",
		.severity = MK_NOTE,
		.title = "nodes share caches, buses and memory bandwidth",
		.why = "Memory that is disjoint still goes through the same caches and memory "
		       "controllers. A node can slow down the others, and learn from timing what "
		       "they do.",
		.fix = "`mkpart board --channels` lists what of the board is shared. Limit the "
		       "sharing where the hardware can, and account for the rest.",
		.about = "the contract"},
	.applies = mk_check_has_partition,
	.whole = shared_hardware_told,
};
