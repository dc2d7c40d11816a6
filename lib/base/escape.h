/* SPDX-License-Identifier: BSD-2-Clause */
/* Text from the input, shown so that it cannot pass for anything else. */
#ifndef MK_BASE_ESCAPE_H
#define MK_BASE_ESCAPE_H

#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"

/*
 * Adds text for a terminal or a log: control characters, bidirectional overrides and bytes that
 * are not UTF-8 come out as \xNN or \u{NNNN}, so that no input can forge output.
 */
void mk_escape_text(struct mk_buffer *out, const char *text, size_t length);

/* The same where nothing but printable ASCII may come out: all else is \xNN. NULL is "-". */
void mk_escape_ascii(struct mk_buffer *out, const char *text);

/* The same as a text of its own. */
const char *mk_ascii_text(struct mk_arena *arena, const char *text);

/* Bytes of the code point at the start of a text that is not empty; 0 where it is not UTF-8
 * (RFC 3629). */
unsigned mk_utf8_decode(const char *text, size_t length, uint32_t *code_point);

/* One displayed unit at a time, for whoever must know how wide it comes out: a code point, or a
 * byte that belongs to none, as it is shown. */
struct mk_unit {
	const char *text; /* what it was: borrowed from the input */
	unsigned bytes;	  /* of the input, 1..4 */
	unsigned width;	  /* terminal columns of what is shown */
	char escaped[16]; /* what is shown instead; "" where it is shown as it is */
};

/* The first unit of a text; `length` is not 0. */
struct mk_unit mk_unit_read(const char *text, size_t length);

/*
 * Bytes from the start of a text that are shown as they are, a column each: printable ASCII but
 * '#', which may begin an order to a CI runner. Most text is nothing else.
 */
size_t mk_plain_length(const char *text, size_t length);

/* Terminal columns of escaped text. */
size_t mk_text_width(const char *text, size_t length);

#endif
