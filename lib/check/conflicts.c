/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/conflicts.h"

#include "base/sort.h"
#include "check/extents.h"

void mk_party_add(struct mk_check *check, mk_parties *parties, const struct mk_claim *claim,
	const void *side, enum mk_moves moves)
{
	if (!parties->scratch)
		parties->scratch = mk_arena_scratch(check->arena);
	*mk_vec_add(parties->scratch->object, &parties->list) =
		(struct mk_party){.claim = claim, .side = side, .moves = moves};
}

void mk_parties_add(struct mk_check *check, mk_parties *parties, unsigned kinds, const void *side,
	enum mk_moves moves)
{
	const struct mk_claim *claim;

	mk_each(claim, &check->plan->claims.list)
		if (claim->placed && kinds & MK_CLAIM_BIT(claim->kind))
			mk_party_add(check, parties, claim, side, moves);
}

/* --- how many are in whose way ----------------------------------------------------------------
 */

/* Of rows of one table, or of any addresses whose order is one as good as another. */
static int compare_places(const void *a, const void *b)
{
	return mk_compare_numbers((uintptr_t)a, (uintptr_t)b);
}

static int compare_ranges(const void *left, const void *right)
{
	const struct mk_party *a = left;
	const struct mk_party *b = right;
	int order = mk_ranges_compare(a->claim->range, b->claim->range);

	return order ? order : compare_places(a->claim, b->claim);
}

static int compare_sides(const void *left, const void *right)
{
	const struct mk_party *a = *(const struct mk_party *const *)left;
	const struct mk_party *b = *(const struct mk_party *const *)right;

	int order = compare_places(a->side, b->side);

	return order ? order : compare_ranges(a, b);
}

static struct mk_extents *extents_of(
	struct mk_arena *arena, struct mk_party *const *parties, size_t count)
{
	struct mk_extent *extents = mk_arena_array(arena, count, sizeof *extents);

	for (size_t i = 0; i < count; i++)
		extents[i] = (struct mk_extent){parties[i]->claim->range, parties[i]->side};
	return mk_extents_make(arena, extents, count);
}

/* Takes those that overlap on its own side, itself among them, off. */
static void leave_out_side(struct mk_arena *arena, struct mk_party **parties, size_t count)
{
	const struct mk_extents *extents = count > 1 ? extents_of(arena, parties, count) : NULL;

	for (size_t i = 0; i < count; i++)
		parties[i]->conflicts -=
			extents ? mk_extents_count(extents, parties[i]->claim->range) : 1;
}

/* Sorts by side. */
static void count_conflicts(struct mk_arena *arena, const struct mk_extents *extents,
	struct mk_party **parties, size_t count)
{
	size_t end;

	for (size_t i = 0; i < count; i++)
		parties[i]->conflicts = mk_extents_count(extents, parties[i]->claim->range);
	mk_sort(parties, count, sizeof *parties, compare_sides);
	for (size_t first = 0; first < count; first = end) {
		end = first;
		while (end < count && parties[end]->side == parties[first]->side)
			end++;
		leave_out_side(arena, parties + first, end - first);
	}
}

/* --- who moves -------------------------------------------------------------------------------- */

static int compare_turns(const void *left, const void *right)
{
	const struct mk_party *a = *(const struct mk_party *const *)left;
	const struct mk_party *b = *(const struct mk_party *const *)right;
	int order = (a->moves == MK_STAYS) - (b->moves == MK_STAYS);

	if (!order)
		order = (a->conflicts < b->conflicts) - (a->conflicts > b->conflicts);
	if (!order)
		order = (int)a->moves - (int)b->moves;
	if (!order)
		order = mk_origin_compare(&b->claim->origin, &a->claim->origin);
	return order ? order : compare_places(b->claim, a->claim);
}

static struct mk_conflict conflict_of(
	const struct mk_extents *extents, const struct mk_party *party, const mk_parties *parties)
{
	struct mk_conflict conflict = {.claim = party->claim, .count = party->conflicts};
	struct mk_range range = party->claim->range;
	size_t next = mk_extents_next(extents, 0, range, party->side);

	while (conflict.named < MK_NAMED_OTHERS && next < extents->count) {
		conflict.others[conflict.named++] = parties->list.items[next].claim;
		next = mk_extents_next(extents, next + 1, range, party->side);
	}
	conflict.more = next < extents->count;
	return conflict;
}

static bool has_turn(const struct mk_check *check, const struct mk_party *party)
{
	return party->conflicts && party->moves != MK_STAYS &&
	       !mk_findings_is_full(check->findings, &check->rule->problem);
}

void mk_each_conflict(struct mk_check *check, mk_parties *parties,
	void (*visit)(struct mk_check *check, const struct mk_conflict *conflict))
{
	size_t count = parties->list.count;
	struct mk_extents *extents;
	struct mk_party **turns;
	struct mk_party *party;
	struct mk_arena *arena;

	if (!count)
		return;
	arena = parties->scratch->object;
	turns = mk_arena_array(arena, count, sizeof *turns);
	mk_vec_sort(&parties->list, compare_ranges);
	mk_each(party, &parties->list)
		turns[party - parties->list.items] = party;
	extents = extents_of(arena, turns, count);
	count_conflicts(arena, extents, turns, count);
	mk_sort(turns, count, sizeof *turns, compare_turns);
	for (size_t i = 0; i < count && has_turn(check, turns[i]); i++) {
		struct mk_conflict conflict = conflict_of(extents, turns[i], parties);
		if (conflict.named)
			visit(check, &conflict);
		mk_extents_take_out(extents, (size_t)(turns[i] - parties->list.items));
	}
	mk_arena_release(parties->scratch);
}

/* --- each pair -------------------------------------------------------------------------------- */

static struct mk_extents *extents_of_claims(struct mk_check *check, const mk_claim_list *claims)
{
	struct mk_extent *extents = mk_arena_array(check->arena, claims->count, sizeof *extents);

	for (size_t i = 0; i < claims->count; i++)
		extents[i] = (struct mk_extent){claims->items[i]->range, claims};
	return mk_extents_make(check->arena, extents, claims->count);
}

void mk_each_pair(struct mk_check *check, const mk_claim_list *claims, const mk_claim_list *others,
	void (*pair)(
		struct mk_check *check, const struct mk_claim *claim, const struct mk_claim *other))
{
	const struct mk_extents *extents = extents_of_claims(check, others);
	const struct mk_claim *const *claim;

	mk_each(claim, claims)
		for (size_t next = mk_extents_next(extents, 0, (*claim)->range, NULL);
			next < extents->count &&
			!mk_findings_is_full(check->findings, &check->rule->problem);
			next = mk_extents_next(extents, next + 1, (*claim)->range, NULL))
			pair(check, *claim, others->items[next]);
}
