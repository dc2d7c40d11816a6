/* SPDX-License-Identifier: BSD-2-Clause */
/* Rows of text in aligned columns, for reading. */
#ifndef MK_BASE_COLUMNS_H
#define MK_BASE_COLUMNS_H

#include "base/buffer.h"

#define MK_COLUMNS_MAX 6
#define MK_COLUMNS_WIDTH 100 /* of a line, where words allow it */

/* How many bytes of a text go on a line with `room` columns: whole words, one at the least. */
size_t mk_line_length(const char *text, size_t room);

struct mk_columns_row {
	const char *cells[MK_COLUMNS_MAX]; /* ASCII; NULL from the last one on */
};

struct mk_columns {
	struct mk_arena *arena;
	MK_VEC(struct mk_columns_row) rows;
};

/* Cells are borrowed. NULL is an empty cell, or none where no other follows. */
void mk_columns_add(struct mk_columns *columns, const char *const *cells, size_t count);

#define mk_columns_row(columns, ...)                                                               \
	mk_columns_add((columns), (const char *const[]){__VA_ARGS__},                              \
		sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

/* Writes the rows, two spaces apart, and forgets them. A last cell too long is wrapped at spaces.
 */
void mk_columns_write(struct mk_columns *columns, struct mk_buffer *out, size_t indent);

#endif
