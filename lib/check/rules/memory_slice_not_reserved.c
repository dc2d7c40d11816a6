/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/claims.h"
#include "check/rule.h"

/* Memory that firmware merely prefers to be left alone, and registers, are other rules'. */
static bool is_forbidden(const struct mk_claim *claim)
{
	return claim->kind != MK_CLAIM_DEVICE &&
	       (claim->kind != MK_CLAIM_FIRMWARE || claim->reservation->kind != MK_RESERVED_MAPPED);
}

static void report_pair(
	struct mk_check *check, const struct mk_claim *slice, const struct mk_claim *reserved)
{
	if (reserved->kind == MK_CLAIM_RESERVED_FROM_NODE && reserved->node != slice->node)
		return;
	if (is_forbidden(reserved))
		mk_report_overlap(check, slice, reserved);
}

static void slice_not_reserved(struct mk_check *check)
{
	mk_claims_each_conflict(check, MK_CLAIM_SLICE,
		MK_CLAIMS_RESERVED | MK_CLAIM_BIT(MK_CLAIM_RESERVED_FROM_NODE), report_pair);
}

const struct mk_rule mk_rule_memory_slice_not_reserved = {
	.problem = {.code = "MK0107",
		.name = "slice-not-reserved",
		.severity = MK_ERROR,
		.title = "a node's memory overlaps memory that is reserved",
		.why = "Firmware, a secure monitor or a coprocessor uses that memory; writing to "
		       "it stops the board, often much later and somewhere else.",
		.fix = "Move the range away from the reservation, or split it around. Reserved "
		       "memory of the board's tree that nothing uses any more is taken back with "
		       "`board: {lift: ...}`."},
	.whole = slice_not_reserved,
};
