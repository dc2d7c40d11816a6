/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/claims.h"
#include "check/rule.h"

/* Linux trees reserve memory for what does not run beside seL4, or is for one node. */
static void report(struct mk_check *check, const struct mk_conflict *conflict)
{
	mk_report_on_reservation(check, conflict,
		"if nothing uses it, lift it under 'board'; or give it to one node, with "
		"'reserved: ",
		"' under its 'memory'");
}

static void slice_not_reserved(struct mk_check *check)
{
	mk_each_on_reserved(check, MK_CLAIM_BIT(MK_CLAIM_SLICE), report);
}

const struct mk_rule mk_rule_memory_slice_not_reserved = {
	.problem = {.code = "MK0107",
		.name = "slice-not-reserved",
		.severity = MK_ERROR,
		.title = "a node's memory overlaps memory that is reserved",
		.why = "Firmware, a secure monitor or a coprocessor uses that memory; writing to "
		       "it stops the board, often much later and somewhere else.",
		.fix = "Move the range away from the reservation, or split the range around it. If "
		       "nothing uses a reservation of the board's tree any more, `board: {lift: "
		       "...}` takes its memory back."},
	.whole = slice_not_reserved,
};
