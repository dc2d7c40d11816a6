/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/claims.h"
#include "check/rule.h"
#include "check/words.h"

/* Registers have rules of their own, and what the platform has is mkpart's word, not the author's.
 */
static bool is_stated(const struct mk_withheld *withheld)
{
	const struct mk_reservation *reservation = withheld->reservation;

	return withheld->request ||
	       (reservation && (reservation->node || reservation->kind == MK_RESERVED_MEMRESERVE));
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
static bool is_said_again(const struct mk_plan *plan, size_t index)
{
	const struct mk_withheld *this = &plan->withheld.items[index];
	const struct mk_withheld *next = this + 1;

	return index + 1 < plan->withheld.count && next->range.first == this->range.first &&
	       next->range.last == this->range.last;
}

static const char *subject(const struct mk_withheld *withheld)
{
	return withheld->reservation && withheld->reservation->node
		       ? withheld->reservation->node->path
		       : NULL;
}

static void report_pair(
	struct mk_check *check, const struct mk_claim *later, const struct mk_claim *earlier)
{
	const struct mk_withheld *a = &check->plan->withheld.items[later->owner];
	const struct mk_withheld *b = &check->plan->withheld.items[earlier->owner];
	const char *name = mk_claim_name(check, earlier);
	struct mk_finding *finding;

	if (!is_stated(a) || !is_stated(b) || !cross(a->range, b->range) ||
		is_said_again(check->plan, later->owner) ||
		is_said_again(check->plan, earlier->owner))
		return;
	finding = mk_check_report(check, later->origin, "%s %s overlaps %s %s in %s",
		mk_claim_name(check, later), mk_check_range(check, a->range), name,
		mk_check_range(check, b->range),
		mk_check_range(check, mk_range_intersection(a->range, b->range)));
	mk_add_note(check->findings, finding, earlier->origin, "%s is here", name);
	mk_about(check->findings, finding, subject(a));
	mk_about(check->findings, finding, subject(b));
}

static void reservations_disjoint(struct mk_check *check)
{
	mk_claims_each_overlap(check, 1u << MK_CLAIM_WITHHELD, report_pair);
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
