/* SPDX-License-Identifier: BSD-2-Clause */
/* What the files of mk_assign share. Private to lib/core/assign*.c. */
#ifndef MK_CORE_ASSIGN_SEARCH_H
#define MK_CORE_ASSIGN_SEARCH_H

#include "core/assign.h"

#define MK_CORE_SET_WORDS (MK_ASSIGN_MAX_CORES / 64)

_Static_assert(MK_ASSIGN_MAX_CORES % 64 == 0, "sets of cores are whole words");

struct mk_assign_search {
	const struct mk_assign_instance *instance;
	struct mk_assign_scratch *scratch;
	uint64_t steps; /* left for this question */
};

/* False, and no work is left, where there is not enough. */
static inline bool mk_assign_spend(struct mk_assign_search *search, uint64_t steps)
{
	if (search->steps < steps) {
		search->steps = 0;
		return false;
	}
	search->steps -= steps;
	return true;
}

static inline void mk_core_set_unite(struct mk_core_set *set, const struct mk_core_set *other)
{
	for (size_t i = 0; i < MK_CORE_SET_WORDS; i++)
		set->words[i] |= other->words[i];
}

static inline void mk_core_set_subtract(struct mk_core_set *set, const struct mk_core_set *other)
{
	for (size_t i = 0; i < MK_CORE_SET_WORDS; i++)
		set->words[i] &= ~other->words[i];
}

static inline bool mk_core_set_is_empty(const struct mk_core_set *set)
{
	uint64_t any = 0;

	for (size_t i = 0; i < MK_CORE_SET_WORDS; i++)
		any |= set->words[i];
	return !any;
}

static inline struct mk_core_set mk_core_set_first(uint32_t count)
{
	struct mk_core_set set = {{0}};

	for (uint32_t i = 0; i < count; i++)
		mk_core_set_add(&set, i);
	return set;
}

/* The lowest one that is in both, from `core` on; MK_ASSIGN_NONE where there is none. */
static inline uint32_t mk_core_set_next_common(
	const struct mk_core_set *a, const struct mk_core_set *b, uint32_t core)
{
	for (size_t word = core / 64; word < MK_CORE_SET_WORDS; word++) {
		uint64_t bits = a->words[word] & b->words[word];
		if (word == core / 64)
			bits &= UINT64_MAX << core % 64;
		if (bits)
			return (uint32_t)(word * 64 + (size_t)__builtin_ctzll(bits));
	}
	return MK_ASSIGN_NONE;
}

/* --- matching: core/assign_match.c ------------------------------------------------------------ */

void mk_assign_begin_matching(struct mk_assign_matching *matching, size_t columns);

/* Columns from `first` up to `end` can have `room` rows at most. */
void mk_assign_add_group(
	struct mk_assign_matching *matching, uint32_t first, uint32_t end, uint32_t room);

/* Joins each row with a column of its own; false where that cannot be, or no work is left. */
bool mk_assign_join_all(struct mk_assign_search *search, size_t rows);

/* --- what is left after decisions: core/assign_narrow.c --------------------------------------- */

/* The cores that a node may have, whatever was decided. */
struct mk_core_set mk_assign_own_cores(const struct mk_assign_search *search, uint32_t node);

/* Whether the first decisions may lead somewhere; with all of them, whether there is a way. */
bool mk_assign_is_possible(struct mk_assign_search *search, size_t decision_count);

#endif
