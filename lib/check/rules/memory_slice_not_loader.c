/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/claims.h"
#include "check/rule.h"

static void slice_not_loader(struct mk_check *check)
{
	mk_parties parties = {0};

	mk_parties_add(check, &parties, MK_CLAIM_BIT(MK_CLAIM_SLICE), "slices", MK_MOVES_FIRST);
	mk_parties_add(check, &parties, MK_CLAIM_BIT(MK_CLAIM_LOADER), "loader", MK_MOVES_THEN);
	mk_each_conflict(check, &parties, mk_report_conflict);
}

const struct mk_rule mk_rule_memory_slice_not_loader = {
	.problem = {.code = "MK0109",
		.name = "slice-not-loader",
		.severity = MK_ERROR,
		.title = "a node's memory overlaps the loader",
		.why = "Node 0 is loaded first and entered last: the other nodes already run while "
		       "the loader still works from its archive. A slice over the loader is "
		       "overwritten, or overwrites images that have yet to be loaded.",
		.fix = "Leave `loader` out, so that mkpart places it, or move one of the two."},
	.whole = slice_not_loader,
};
