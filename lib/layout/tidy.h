/* SPDX-License-Identifier: BSD-2-Clause */
/* The canonical spelling of a layout. */
#ifndef MK_LAYOUT_TIDY_H
#define MK_LAYOUT_TIDY_H

#include "base/buffer.h"
#include "doc/doc.h"

/*
 * Adds a remedy to the finding for each number of the layout that is not in its one style: starts
 * hexadecimal, sizes in the largest unit that leaves four digits at most, or hexadecimal.
 */
void mk_tidy_numbers(
	struct mk_findings *findings, struct mk_finding *finding, const struct mk_doc *doc);

/*
 * Adds the text with even spacing: one space after ',' and ':' in brackets and none inside them, no
 * blanks at the ends of lines, one empty line at most, '\n' alone, and one at the end.
 */
void mk_tidy_spacing(struct mk_buffer *out, const char *text, size_t length);

/*
 * Adds the text, evenly spaced already, in columns: maps in braces that stand below each other, as
 * far as they begin with the same keys, and the comments behind lines that follow each other. What
 * would leave wide gaps, or lines of more than 100 columns, is left as it is.
 */
void mk_tidy_columns(struct mk_buffer *out, const char *text, size_t length);

/* Whether two documents say the same, numbers by their values. */
bool mk_tidy_is_same(const struct mk_doc *a, const struct mk_doc *b);

#endif
