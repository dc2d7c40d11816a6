/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/claims.h"
#include "check/rule.h"
#include "check/words.h"

/* Registers have rules of their own, and what the platform has is mkpart's word, not the author's.
 */
static bool is_stated(const struct mk_claim *claim)
{
	return claim->kind == MK_CLAIM_RESERVED ||
	       (claim->kind == MK_CLAIM_FIRMWARE &&
		       (claim->reservation->node ||
			       claim->reservation->kind == MK_RESERVED_MEMRESERVE));
}

/*
 * Part of a larger range, or the same range said again, is how firmware's memory is described: by
 * /memreserve/ and by a node, or as a whole and in pieces.
 */
static bool cross(struct mk_range a, struct mk_range b)
{
	return !mk_range_contains(a, b) && !mk_range_contains(b, a);
}

/* The board's come sorted, so that equal ranges are beside each other: the last one speaks. */
static bool is_said_again(const struct mk_check *check, const struct mk_claim *claim)
{
	const struct mk_claims *claims = &check->plan->claims;
	const struct mk_claim *next = claim + 1;

	return next < claims->list.items + claims->list.count &&
	       MK_CLAIMS_RESERVED & MK_CLAIM_BIT(next->kind) &&
	       mk_ranges_compare(next->range, claim->range) == 0;
}

static const char *subject(const struct mk_claim *claim)
{
	return claim->reservation && claim->reservation->node ? claim->reservation->node->path
							      : NULL;
}

static void report_pair(
	struct mk_check *check, const struct mk_claim *later, const struct mk_claim *earlier)
{
	struct mk_finding *finding;

	if (!is_stated(later) || !is_stated(earlier) || !cross(later->range, earlier->range) ||
		is_said_again(check, later) || is_said_again(check, earlier))
		return;
	finding = mk_check_report(check, later->origin, "%s %s overlaps %s %s in %s", later->what,
		mk_check_range(check, later->range), earlier->what,
		mk_check_range(check, earlier->range),
		mk_check_range(check, mk_range_intersection(later->range, earlier->range)));
	mk_add_note(check->findings, finding, earlier->origin, "%s is here", earlier->what);
	mk_about(check->findings, finding, subject(later));
	mk_about(check->findings, finding, subject(earlier));
}

static void reservations_disjoint(struct mk_check *check)
{
	mk_claims_each_overlap(check, MK_CLAIMS_RESERVED, report_pair);
}

const struct mk_rule mk_rule_memory_reservations_disjoint = {
	.problem = {.code = "MK0123",
		.name = "reservations-disjoint",
		.severity = MK_WARNING,
		.title = "two reserved ranges overlap in part",
		.why = "mkpart keeps nodes out of both, but two owners of the same memory cannot "
		       "both be right: one of the numbers is wrong, and then the memory that it "
		       "should say is not reserved.",
		.fix = "Correct the range that is wrong, in the layout or in the board's tree; if "
		       "both are meant, allow this finding with the reason.",
		.about = "the path of one of the two in the board's tree"},
	.whole = reservations_disjoint,
};
