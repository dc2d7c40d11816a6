/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/claims.h"
#include "check/rule.h"

static void report(struct mk_check *check, const struct mk_conflict *conflict)
{
	mk_report_on_reservation(check, conflict,
		"'reserved: ", "' in place of start and size gives it to its owner");
}

static void own_not_withheld(struct mk_check *check)
{
	if (check->plan->holdings.count)
		mk_each_on_reserved(check, MK_CLAIMS_HELD, report);
}

const struct mk_rule mk_rule_memory_own_not_withheld = {
	.problem = {.code = "MK0151",
		.name = "own-not-withheld",
		.severity = MK_ERROR,
		.title = "memory that one node or peer has alone overlaps reserved memory",
		.why = "Firmware, a secure monitor or a coprocessor uses that memory; writing to "
		       "it stops the board, often much later and somewhere else.",
		.fix = "Move the range away from the reservation. If a reservation of the board's "
		       "tree is meant for the owner, give it by name: `{reserved: "
		       "/reserved-memory/...}`. A /memreserve/ of just the same range is the "
		       "same reservation."},
	.whole = own_not_withheld,
};
