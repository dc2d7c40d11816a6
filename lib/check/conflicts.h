/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Which of the plan's claims are in each other's way: a claim that has to move is told of once,
 * with those that it overlaps, however many there are.
 */
#ifndef MK_CHECK_CONFLICTS_H
#define MK_CHECK_CONFLICTS_H

#include "check/rule.h"

/* Who is told to move, of two that are in the way of as many others. */
enum mk_moves { MK_MOVES_FIRST, MK_MOVES_THEN, MK_STAYS };

struct mk_party {
	const struct mk_claim *claim;
	const void *side; /* those of one side are not in each other's way */
	enum mk_moves moves;
	size_t conflicts; /* with so many others; set by mk_each_conflict */
};

/* Begun as {0}; gone after mk_each_conflict. */
typedef struct {
	struct mk_arena_slot *scratch;
	MK_VEC(struct mk_party) list;
} mk_parties;

/* Adds those claims of `kinds` that have a place, as one side: `side`, which is any address. */
void mk_parties_add(struct mk_check *check, mk_parties *parties, unsigned kinds, const void *side,
	enum mk_moves moves);

/* Adds one. */
void mk_party_add(struct mk_check *check, mk_parties *parties, const struct mk_claim *claim,
	const void *side, enum mk_moves moves);

/* So many others are named. */
#define MK_NAMED_OTHERS 4u

struct mk_conflict {
	const struct mk_claim *claim;
	const struct mk_claim *others[MK_NAMED_OTHERS]; /* those nobody was told of yet */
	size_t named;
	bool more;    /* there are some that are not named */
	size_t count; /* of all others that overlap, told of before or not */
};

/*
 * Calls `visit` until each two of different sides that overlap are a claim and one of its others,
 * or one of its others that are not named. Who overlaps most comes first, then who was written
 * last; what stays is never told to move. Costs n log n.
 */
void mk_each_conflict(struct mk_check *check, mk_parties *parties,
	void (*visit)(struct mk_check *check, const struct mk_conflict *conflict));

/*
 * Calls `pair` for each that overlaps one of `others`: for findings that are allowed for one of
 * the two alone.
 */
void mk_each_pair(struct mk_check *check, const mk_claim_list *claims, const mk_claim_list *others,
	void (*pair)(struct mk_check *check, const struct mk_claim *claim,
		const struct mk_claim *other));

#endif
