/* SPDX-License-Identifier: BSD-2-Clause */
/* One displayed unit of input at a time, for whoever must know how wide it comes out. */
#ifndef MK_REPORT_ESCAPE_H
#define MK_REPORT_ESCAPE_H

#include <stddef.h>

/* A code point, or a byte that belongs to none, as it is shown. */
struct mk_unit {
	const char *text; /* what it was: borrowed from the input */
	unsigned bytes;	  /* of the input, 1..4 */
	unsigned width;	  /* terminal columns of what is shown */
	char escaped[16]; /* what is shown instead; "" where it is shown as it is */
};

/* The first unit of a text; `length` is not 0. */
struct mk_unit mk_unit_read(const char *text, size_t length);

/* Terminal columns of escaped text. */
size_t mk_text_width(const char *text, size_t length);

#endif
