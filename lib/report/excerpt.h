/* SPDX-License-Identifier: BSD-2-Clause */
/* The line that a finding is about, with a mark under the place, as compilers show it. */
#ifndef MK_REPORT_EXCERPT_H
#define MK_REPORT_EXCERPT_H

#include <stdbool.h>

#include "base/buffer.h"
#include "base/source.h"

/* A place known by its offset, from which nearby places are reached in a few steps. */
struct mk_waypoint {
	size_t offset;
	unsigned line;
	unsigned column;
};

struct mk_waypoints {
	const struct mk_source *source;
	MK_VEC(struct mk_waypoint) list;
};

/* The sources seen so far. Zeroed but for the arena at first. */
struct mk_excerpts {
	struct mk_arena *arena;
	MK_VEC(struct mk_waypoints) sources;
	unsigned columns; /* how wide an excerpt may be, its gutter included; 0: 100 */
};

/*
 * Adds two lines, at most as wide as that: the excerpt, tabs expanded and the rest escaped, and
 * the mark, between `paint` and `plain` (terminal escapes, or ""). Adds nothing for a place that
 * is not in a text. Costs one pass over each source, then a constant for each excerpt.
 */
void mk_excerpt_write(struct mk_excerpts *excerpts, const struct mk_origin *origin,
	const char *paint, const char *plain, struct mk_buffer *out);

/*
 * The bytes that a place marks, as they stand in its source; false where they are not all there,
 * in that line. Costs as much as an excerpt does.
 */
bool mk_excerpt_marked(struct mk_excerpts *excerpts, const struct mk_origin *origin,
	const char **text, size_t *length);

#endif
