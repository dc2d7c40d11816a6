/* SPDX-License-Identifier: BSD-2-Clause */
/* Prose in lines. */
#ifndef MK_REPORT_WRAP_H
#define MK_REPORT_WRAP_H

#include "base/buffer.h"

/* Columns; lines after the first are indented. */
struct mk_wrapping {
	size_t start; /* where the text begins, behind what stands there already */
	size_t indent;
	size_t columns;
};

/*
 * Adds `text`, broken at spaces so that no line exceeds `columns`. A word is never broken, so a
 * longer one has a line for itself. A newline in the text ends a line. No line begins with "::",
 * which is an order to a CI runner. Ends with a newline.
 */
void mk_wrap(struct mk_buffer *out, const char *text, struct mk_wrapping wrapping);

#endif
