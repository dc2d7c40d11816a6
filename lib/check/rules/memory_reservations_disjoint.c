/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/sort.h"
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
	struct mk_check *check, const struct mk_claim *left, const struct mk_claim *right)
{
	bool in_order = mk_origin_compare(&left->origin, &right->origin) <= 0;
	const struct mk_claim *earlier = in_order ? left : right;
	const struct mk_claim *later = in_order ? right : left;
	struct mk_finding *finding = mk_check_report(check, later->origin,
		"%s %s overlaps %s %s in %s", later->what, mk_check_range(check, later->range),
		earlier->what, mk_check_range(check, earlier->range),
		mk_check_range(check, mk_range_intersection(later->range, earlier->range)));

	mk_add_note(check->findings, finding, earlier->origin, "%s is here", earlier->what);
	mk_about(check->findings, finding, subject(later));
	mk_about(check->findings, finding, subject(earlier));
}

/* --- which cross ------------------------------------------------------------------------------ */

struct reserved {
	const struct mk_claim *claim;
	size_t place;  /* by where they end, from 1 on */
	size_t before; /* how many end before it does */
};
typedef MK_VEC(struct reserved) reserved_list;

static int compare_lasts(const void *left, const void *right)
{
	const struct reserved *a = left;
	const struct reserved *b = right;

	return (a->claim->range.last > b->claim->range.last) -
	       (a->claim->range.last < b->claim->range.last);
}

/* Of those that begin together the longest first: the others are part of it. */
static int compare_beginnings(const void *left, const void *right)
{
	const struct reserved *a = left;
	const struct reserved *b = right;

	if (a->claim->range.first != b->claim->range.first)
		return a->claim->range.first > b->claim->range.first ? 1 : -1;
	return compare_lasts(right, left);
}

static reserved_list stated_ranges(struct mk_check *check)
{
	const struct mk_claim *claim;
	reserved_list list = {0};

	mk_each(claim, &check->plan->claims.list)
		if (claim->placed && is_stated(claim) && !is_said_again(check, claim))
			mk_vec_add(check->arena, &list)->claim = claim;
	mk_vec_sort(&list, compare_lasts);
	for (size_t i = 0; i < list.count; i++) {
		list.items[i].place = i + 1;
		list.items[i].before = i && !compare_lasts(&list.items[i - 1], &list.items[i])
					       ? list.items[i - 1].before
					       : i;
	}
	return list;
}

/* The last place up to `at` that is left; 0 for none. Steps that were taken become shorter. */
static size_t last_left(size_t *step, size_t at)
{
	while (step[at] != at) {
		step[at] = step[step[at]];
		at = step[at];
	}
	return at;
}

/*
 * Part of a larger range, or the same range said again, is how firmware's memory is described: by
 * /memreserve/ and by a node, or as a whole and in pieces. Told of is who begins inside another and
 * ends behind it: from the highest start on, of those that begin below who ends inside.
 */
static void reservations_disjoint(struct mk_check *check)
{
	reserved_list list = stated_ranges(check);
	size_t *step = mk_arena_array(check->arena, list.count + 1, sizeof *step);
	const struct mk_claim **ending =
		mk_arena_array(check->arena, list.count + 1, sizeof *ending);

	for (size_t i = 0; i < list.count; i++) {
		step[i + 1] = i + 1;
		ending[i + 1] = list.items[i].claim;
	}
	mk_vec_sort(&list, compare_beginnings);
	for (size_t i = list.count; i--;) {
		const struct mk_claim *claim = list.items[i].claim;
		size_t at = list.items[i].before;
		step[list.items[i].place]--;
		while ((at = last_left(step, at)) && ending[at]->range.last >= claim->range.first)
			if (mk_findings_is_full(check->findings, &check->rule->problem))
				return;
			else
				report_pair(check, ending[at--], claim);
	}
}

const struct mk_rule mk_rule_memory_reservations_disjoint = {
	.problem = {.code = "MK0123",
		.name = "reservations-disjoint",
		.severity = MK_WARNING,
		.title = "two reserved ranges overlap in part",
		.why = "mkpart keeps nodes out of both, but two owners of the same memory cannot "
		       "both be right: one of the numbers is wrong, and the memory that it was "
		       "meant to reserve is not reserved.",
		.fix = "Correct the range that is wrong, in the layout or in the board's tree; if "
		       "both are meant, allow this finding with the reason.",
		.about = "the path of one of the two in the board's tree"},
	.whole = reservations_disjoint,
};
