/* SPDX-License-Identifier: BSD-2-Clause */
/* Parts of the table of who has which memory. */
#include <string.h>

#include "base/sort.h"
#include "plan/claims.h"

struct mk_owned_range *mk_claims_ranges(
	struct mk_arena *arena, const struct mk_claims *claims, unsigned kinds, size_t *count)
{
	struct mk_owned_range *ranges = mk_arena_array(arena, claims->sorted_count, sizeof *ranges);

	*count = 0;
	for (size_t i = 0; i < claims->sorted_count; i++)
		if (kinds & MK_CLAIM_BIT(claims->list.items[claims->sorted[i].owner].kind))
			ranges[(*count)++] = claims->sorted[i];
	return ranges;
}

/* By range, then by what it is: not by who wrote it first. */
static int compare_ascending(const void *left, const void *right)
{
	const struct mk_claim *a = *(const struct mk_claim *const *)left;
	const struct mk_claim *b = *(const struct mk_claim *const *)right;
	int order = mk_ranges_compare(a->range, b->range);

	return order ? order : strcmp(a->what, b->what);
}

mk_claim_list mk_claims_ascending(
	struct mk_arena *arena, const struct mk_claims *claims, unsigned kinds)
{
	const struct mk_claim *claim;
	mk_claim_list list = {0};

	mk_each(claim, &claims->list)
		if (claim->placed && kinds & MK_CLAIM_BIT(claim->kind))
			*mk_vec_add(arena, &list) = claim;
	mk_vec_sort(&list, compare_ascending);
	return list;
}

mk_claim_list mk_claims_of_node(struct mk_arena *arena, const struct mk_claims *claims,
	unsigned kinds, const struct mk_plan_node *node)
{
	const struct mk_claim *claim;
	mk_claim_list list = {0};

	mk_each(claim, &claims->list)
		if (claim->node == node && claim->placed && kinds & MK_CLAIM_BIT(claim->kind))
			*mk_vec_add(arena, &list) = claim;
	mk_vec_sort(&list, compare_ascending);
	return list;
}

static int compare_reach(const void *address, const void *reach)
{
	const uint64_t *a = address;
	const uint64_t *b = reach;

	return mk_compare_numbers(*a, *b);
}

/* How many come before the first that reaches to `first` or behind it. */
static size_t first_reaching(const struct mk_claims *claims, uint64_t first)
{
	return mk_lower_bound(
		&first, claims->reach, claims->sorted_count, sizeof *claims->reach, compare_reach);
}

static int compare_rows(const void *left, const void *right)
{
	const struct mk_claim *a = *(const struct mk_claim *const *)left;
	const struct mk_claim *b = *(const struct mk_claim *const *)right;

	return (a > b) - (a < b);
}

mk_claim_list mk_claims_in(struct mk_arena *arena, const struct mk_claims *claims,
	struct mk_range range, unsigned kinds)
{
	mk_claim_list found = {0};

	for (size_t i = first_reaching(claims, range.first);
		i < claims->sorted_count && claims->sorted[i].range.first <= range.last; i++) {
		const struct mk_claim *claim = &claims->list.items[claims->sorted[i].owner];
		if (kinds & MK_CLAIM_BIT(claim->kind) && claim->range.last >= range.first)
			*mk_vec_add(arena, &found) = claim;
	}
	mk_vec_sort(&found, compare_rows);
	return found;
}

bool mk_claim_is_mapped(const struct mk_claim *claim)
{
	return claim->kind == MK_CLAIM_FIRMWARE && claim->reservation->kind == MK_RESERVED_MAPPED;
}

const char *mk_claim_cause(const struct mk_claim *claim)
{
	static const char *const reservations[] = {
		[MK_RESERVED_NO_MAP] = "no-map",
		[MK_RESERVED_MAPPED] = "mapped",
		[MK_RESERVED_MEMRESERVE] = "memreserve",
	};

	if (claim->kind == MK_CLAIM_FIRMWARE)
		return reservations[claim->reservation->kind];
	return claim->kind == MK_CLAIM_DEVICE ? "registers" : "layout";
}
