/* SPDX-License-Identifier: BSD-2-Clause */
/* Facts as text, in arena memory; each is said the same everywhere. */
#ifndef MK_BASE_WORDS_H
#define MK_BASE_WORDS_H

#include "base/buffer.h"
#include "core/range.h"

/* "0x80000000..0x8fffffff". */
const char *mk_range_text(struct mk_arena *arena, struct mk_range range);

/* "256 MiB": see mk_number_size_text. */
const char *mk_size_text(struct mk_arena *arena, uint64_t size_bytes);

/*
 * A list in a sentence, of which at most so many are named: "'a', 'b' and 3 more". Items may be
 * added until the end; how many there were is in `count`.
 */
struct mk_listing {
	struct mk_arena *arena;
	MK_VEC(const char *) named;
	size_t most;
	size_t count;
};

void mk_listing_begin(struct mk_listing *listing, struct mk_arena *arena, size_t most);
__attribute__((format(printf, 2, 3))) void mk_listing_add(
	struct mk_listing *listing, const char *format, ...);

/* Never NULL; "" where there is nothing. */
const char *mk_listing_text(const struct mk_listing *listing);

/* The same with `word` before the last one: "'a', 'b' or 'c'", "'a', 'b' or 3 more". */
const char *mk_listing_joined(const struct mk_listing *listing, const char *word);

#endif
