/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A text as a client counts in it: lines from 0 that end with LF, CR LF or CR, and characters that
 * are UTF-16 code units (LSP 3.17, Position). Findings count lines that end with LF, and code
 * points. Bytes are between the two. All look-ups are cheap, whatever the lengths of the lines.
 */
#ifndef MK_LSP_LINES_H
#define MK_LSP_LINES_H

#include "syntax/places.h"

struct mk_position {
	size_t line;
	size_t character;
};

/* Bytes of a text: first..end-1. */
struct mk_stretch {
	size_t first;
	size_t end;
};

struct mk_lines {
	const char *text;
	size_t length;
	size_t *starts; /* byte offset of each line */
	size_t count;
	size_t *units; /* code units before each 64th byte */

	/* The same as findings see it: without a byte order mark. */
	size_t mark_bytes;
	struct mk_source source;
	struct mk_places places;
};

/* `text` is UTF-8 and stays borrowed. */
void mk_lines_init(struct mk_lines *lines, struct mk_arena *arena, const char *text, size_t length);

/* What is beyond the end of a line or of the text is that end. */
size_t mk_lines_offset(const struct mk_lines *lines, struct mk_position position);

/* The same in a text that changes before a survey pays; costs a pass over it. */
size_t mk_text_offset(const char *text, size_t length, struct mk_position position);

struct mk_position mk_lines_position(const struct mk_lines *lines, size_t offset);

/* The bytes that an origin marks; of one without a line, the first line. */
struct mk_stretch mk_lines_span(const struct mk_lines *lines, const struct mk_origin *origin);

/* The line that byte `offset` is in, without its end. */
struct mk_stretch mk_lines_around(const struct mk_lines *lines, size_t offset);

#endif
