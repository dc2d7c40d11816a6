/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Where things are in a text, in code points, with lines ended by '\n' alone. (libyaml counts
 * further line ends, so only its running index is used.) Any lookup is cheap, whatever the
 * lengths of the lines.
 */
#ifndef MK_SYNTAX_PLACES_H
#define MK_SYNTAX_PLACES_H

#include "base/arena.h"
#include "base/source.h"

struct mk_places {
	const struct mk_source *source;
	MK_VEC(size_t) line_starts; /* index of each line's first code point */
	MK_VEC(size_t) milestones;  /* byte offset of each 64th code point */
	size_t length;		    /* code points */
};

/* A byte that does not start a code point counts as part of the one before it. */
void mk_places_init(
	struct mk_places *places, struct mk_arena *arena, const struct mk_source *source);

/* Index of the code point at a byte offset, and back. Past the end: the end. */
size_t mk_places_index(const struct mk_places *places, size_t offset);
size_t mk_places_offset(const struct mk_places *places, size_t index);

/* The code points index..end-1, as far as they are on the first one's line. */
struct mk_origin mk_places_origin(const struct mk_places *places, size_t index, size_t end);

#endif
