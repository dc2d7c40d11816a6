/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/columns.h"

#include <string.h>

#define GAP 2

void mk_columns_add(struct mk_columns *columns, const char *const *cells, size_t count)
{
	struct mk_columns_row *row = mk_vec_add(columns->arena, &columns->rows);

	for (size_t i = 0; i < count && i < MK_COLUMNS_MAX; i++)
		row->cells[i] = cells[i];
}

static size_t cell_length(const struct mk_columns_row *row, size_t column)
{
	return row->cells[column] ? strlen(row->cells[column]) : 0;
}

static size_t last_cell(const struct mk_columns_row *row)
{
	size_t last = 0;

	for (size_t i = 0; i < MK_COLUMNS_MAX; i++)
		if (cell_length(row, i))
			last = i;
	return last;
}

/* Last cells stand in nobody's way, so that they do not widen their column. */
static void measure(const struct mk_columns *columns, size_t widths[MK_COLUMNS_MAX])
{
	const struct mk_columns_row *row;

	memset(widths, 0, MK_COLUMNS_MAX * sizeof *widths);
	mk_each(row, &columns->rows)
		for (size_t i = 0; i < last_cell(row); i++)
			if (cell_length(row, i) > widths[i])
				widths[i] = cell_length(row, i);
}

size_t mk_line_length(const char *text, size_t room)
{
	size_t taken = 0;

	for (;;) {
		size_t word = taken + strspn(text + taken, " ");
		word += strcspn(text + word, " ");
		if (word == taken || (taken && word > room))
			return taken;
		taken = word;
	}
}

static void write_wrapped(struct mk_buffer *out, const char *text, size_t column)
{
	size_t room = column < MK_COLUMNS_WIDTH ? MK_COLUMNS_WIDTH - column : 0;

	for (;;) {
		size_t length = mk_line_length(text, room);
		mk_buffer_add(out, text, length);
		mk_buffer_putc(out, '\n');
		text += length;
		text += strspn(text, " ");
		if (!*text)
			return;
		mk_buffer_fill(out, ' ', column);
	}
}

static void write_row(struct mk_buffer *out, const struct mk_columns_row *row,
	const size_t widths[MK_COLUMNS_MAX], size_t indent)
{
	size_t last = last_cell(row);
	size_t column = indent;

	mk_buffer_fill(out, ' ', indent);
	for (size_t i = 0; i < last; i++) {
		mk_buffer_puts(out, row->cells[i] ? row->cells[i] : "");
		mk_buffer_fill(out, ' ', widths[i] - cell_length(row, i) + GAP);
		column += widths[i] + GAP;
	}
	write_wrapped(out, row->cells[last] ? row->cells[last] : "", column);
}

void mk_columns_write(struct mk_columns *columns, struct mk_buffer *out, size_t indent)
{
	size_t widths[MK_COLUMNS_MAX];
	const struct mk_columns_row *row;

	measure(columns, widths);
	mk_each(row, &columns->rows)
		write_row(out, row, widths, indent);
	columns->rows.count = 0;
}
