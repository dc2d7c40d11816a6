/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/claims.h"
#include "check/rule.h"

static void shared_not_ram(struct mk_check *check)
{
	mk_parties parties = {0};

	mk_parties_add(check, &parties, MK_CLAIM_BIT(MK_CLAIM_SHARED), "shared", MK_MOVES_FIRST);
	mk_parties_add(check, &parties, MK_CLAIM_BIT(MK_CLAIM_SLICE), "slices", MK_MOVES_THEN);
	mk_each_conflict(check, &parties, mk_report_conflict);
}

const struct mk_rule mk_rule_shared_not_ram = {
	.problem = {.code = "MK0704",
		.name = "shared-not-ram",
		.severity = MK_ERROR,
		.title = "a shared region lies in a node's own memory",
		.why = "It seems to work, but that node's kernel puts its page tables and other "
		       "objects into memory which the other node can write.",
		.fix = "Take the region out of the node's memory: a shared region is in no node's "
		       "slice."},
	.whole = shared_not_ram,
};
