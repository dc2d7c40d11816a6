/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Lines that say the same about different things, in columns: entries of maps in braces, item below
 * item, and comments behind lines.
 */
#include <stdbool.h>
#include <string.h>

#include "layout/tidy.h"

/* Neither a gap in a column, nor a line, becomes longer than an eye follows. */
#define GAP_MOST 16u
#define LINE_MOST 100u

struct line {
	const char *text;
	size_t length; /* without its end */
	bool ends;     /* with '\n' */
	bool is_text;  /* part of one that goes over several lines, "key: |" */
};

typedef MK_VEC(struct line) lines;

/* An entry of a map in braces, the comma behind it included. */
struct cell {
	size_t first;
	size_t end;
	size_t key_length;
};

struct row {
	size_t open; /* where its brace is */
	MK_VEC(struct cell) cells;
};

typedef MK_VEC(struct row) rows;

/* In characters. */
static size_t width_of(const char *text, size_t length)
{
	size_t width = 0;

	for (size_t i = 0; i < length; i++)
		width += ((unsigned char)text[i] & 0xc0) != 0x80;
	return width;
}

static size_t indentation(const struct line *line)
{
	size_t at = 0;

	while (at < line->length && line->text[at] == ' ')
		at++;
	return at;
}

/* "key: |", and what may stand behind the sign. */
static bool opens_text(const struct line *line)
{
	size_t end = line->length;

	while (end && strchr("+-0123456789", line->text[end - 1]))
		end--;
	return end > 1 && strchr("|>", line->text[end - 1]) && line->text[end - 2] == ' ';
}

static lines split_lines(struct mk_arena *arena, const char *text, size_t length)
{
	size_t deeper = SIZE_MAX; /* than this, lines are text */
	lines list = {0};

	while (length) {
		const char *end = memchr(text, '\n', length);
		size_t one = end ? (size_t)(end - text) : length;
		struct line line = {text, one, end != NULL, false};
		line.is_text = deeper != SIZE_MAX && (!one || indentation(&line) > deeper);
		if (!line.is_text)
			deeper = opens_text(&line) ? indentation(&line) : SIZE_MAX;
		*mk_vec_add(arena, &list) = line;
		text += one + (end != NULL);
		length -= one + (end != NULL);
	}
	return list;
}

/* Behind the quoted text that begins at `at`; the line's end where it does not end there. */
static size_t behind_quotes(const struct line *line, size_t at)
{
	char quote = line->text[at++];

	while (at < line->length && line->text[at] != quote)
		at += quote == '"' && line->text[at] == '\\' ? 2 : 1;
	return at < line->length ? at + 1 : line->length;
}

static bool begins_token(const struct line *line, size_t at)
{
	return at == 0 || strchr(" [{,:", line->text[at - 1]);
}

static bool is_quote(const struct line *line, size_t at)
{
	return (line->text[at] == '"' || line->text[at] == '\'') && begins_token(line, at);
}

/* --- maps in braces --------------------------------------------------------------------------- */

static void add_cell(
	struct mk_arena *arena, struct row *row, const struct line *line, size_t first, size_t end)
{
	const char *colon;

	while (first < end && line->text[first] == ' ')
		first++;
	colon = memchr(line->text + first, ':', end - first);
	*mk_vec_add(arena, &row->cells) = (struct cell){
		first, end, colon ? (size_t)(colon - line->text) - first : end - first};
}

/* The map in braces that a line consists of, "- {a: 1, b: 2}"; no cells where it is something else.
 */
static struct row read_row(struct mk_arena *arena, const struct line *line)
{
	size_t at = indentation(line);
	unsigned depth = 0;
	struct row row;
	size_t first;

	at += at + 2 < line->length && strncmp(line->text + at, "- ", 2) == 0 ? 2 : 0;
	row = (struct row){.open = at};
	if (at >= line->length || line->text[at] != '{' || line->is_text)
		return row;
	for (first = at + 1; at < line->length;) {
		char byte = line->text[at];
		if (is_quote(line, at)) {
			at = behind_quotes(line, at);
			continue;
		}
		depth += byte == '{' || byte == '[';
		depth -= byte == '}' || byte == ']';
		at++;
		if (byte == '#' || (depth == 1 && byte == ',')) {
			add_cell(arena, &row, line, first, at);
			first = at;
		}
		if (!depth || byte == '#')
			break;
	}
	if (depth)
		return (struct row){.open = row.open};
	add_cell(arena, &row, line, first, at);
	return row;
}

static bool same_key(const struct line *a, const struct cell *one, const struct line *b,
	const struct cell *other)
{
	return one->key_length == other->key_length &&
	       memcmp(a->text + one->first, b->text + other->first, one->key_length) == 0;
}

/* How many keys all of them begin with. */
static size_t shared_keys(const struct line *line, const rows *list)
{
	const struct row *first = list->items;
	size_t count = first->cells.count;

	for (size_t i = 1; i < list->count; i++) {
		const struct row *row = &list->items[i];
		size_t same = 0;
		while (same < count && same < row->cells.count &&
			same_key(
				line, &first->cells.items[same], line + i, &row->cells.items[same]))
			same++;
		count = same;
	}
	return count;
}

/* Of one column: how wide it is, 0 where its gaps would be too wide. */
static size_t column_width(const struct line *line, const rows *list, size_t column)
{
	size_t most = 0;
	size_t least = SIZE_MAX;

	for (size_t i = 0; i < list->count; i++) {
		const struct cell *cell = &list->items[i].cells.items[column];
		size_t width = width_of(line[i].text + cell->first, cell->end - cell->first);
		most = width > most ? width : most;
		least = width < least ? width : least;
	}
	return most - least <= GAP_MOST ? most : 0;
}

struct columns {
	size_t count; /* of those that have another behind them */
	size_t *widths;
};

static struct columns measure(struct mk_arena *arena, const struct line *line, const rows *list)
{
	size_t shared = shared_keys(line, list);
	struct columns columns = {0, mk_arena_array(arena, shared + 1, sizeof *columns.widths)};

	while (columns.count + 1 < shared) {
		size_t width = column_width(line, list, columns.count);
		if (!width)
			break;
		columns.widths[columns.count++] = width;
	}
	return columns;
}

static void write_row(struct mk_buffer *out, const struct line *line, const struct row *row,
	const struct columns *columns)
{
	size_t behind;

	mk_buffer_add(out, line->text, row->open + 1);
	for (size_t i = 0; i < row->cells.count; i++) {
		const struct cell *cell = &row->cells.items[i];
		size_t length = cell->end - cell->first;
		mk_buffer_add(out, line->text + cell->first, length);
		if (i + 1 == row->cells.count)
			break;
		mk_buffer_fill(out, ' ',
			1 + (i < columns->count ? columns->widths[i] -
							  width_of(line->text + cell->first, length)
						: 0));
	}
	behind = row->cells.items[row->cells.count - 1].end;
	mk_buffer_add(out, line->text + behind, line->length - behind);
	if (line->ends)
		mk_buffer_putc(out, '\n');
}

/* False where one of the lines would become too long. */
static bool write_rows(struct mk_buffer *out, const struct line *line, const rows *list,
	const struct columns *columns)
{
	for (size_t i = 0; i < list->count; i++) {
		size_t before = out->length;
		write_row(out, &line[i], &list->items[i], columns);
		if (width_of(out->text + before, out->length - before) > LINE_MOST + 1 &&
			columns->count)
			return false;
	}
	return true;
}

/* Lines below each other that are such maps, with braces in one column. */
static rows run_from(struct mk_arena *arena, const lines *list, size_t at)
{
	rows run = {0};

	for (; at < list->count; at++) {
		struct row row = read_row(arena, &list->items[at]);
		if (!row.cells.count || (run.count && row.open != run.items[0].open))
			break;
		*mk_vec_add(arena, &run) = row;
	}
	return run;
}

static void align_maps(struct mk_buffer *out, const lines *list)
{
	for (size_t at = 0; at < list->count;) {
		const struct line *line = &list->items[at];
		rows run = run_from(out->arena, list, at);
		struct columns columns;
		size_t before = out->length;

		if (!run.count) {
			mk_buffer_add(out, line->text, line->length + line->ends);
			at++;
			continue;
		}
		columns = measure(out->arena, line, &run);
		if (!write_rows(out, line, &run, &columns)) {
			out->length = before;
			columns.count = 0;
			write_rows(out, line, &run, &columns);
		}
		at += run.count;
	}
}

/* --- comments behind lines -------------------------------------------------------------------- */

/* Where the comment behind a line's text begins; the line's length where it has none. */
static size_t comment_at(const struct line *line)
{
	size_t at = indentation(line);

	if (line->is_text || (at < line->length && line->text[at] == '#'))
		return line->length;
	while (at < line->length) {
		if (line->text[at] == '#' && line->text[at - 1] == ' ')
			return at;
		at = is_quote(line, at) ? behind_quotes(line, at) : at + 1;
	}
	return line->length;
}

static size_t text_length(const struct line *line)
{
	size_t length = comment_at(line);

	while (length && line->text[length - 1] == ' ')
		length--;
	return length;
}

/* How many lines from here on have a comment behind them. */
static size_t commented_lines(const lines *list, size_t at)
{
	size_t count = 0;

	while (at + count < list->count &&
		comment_at(&list->items[at + count]) < list->items[at + count].length)
		count++;
	return count;
}

/* The widest text of those lines; 0 where a line would become too long, or a gap too wide. */
static size_t widest(const struct line *line, size_t count)
{
	size_t most = 0;
	size_t least = SIZE_MAX;

	for (size_t i = 0; i < count; i++) {
		size_t width = width_of(line[i].text, text_length(&line[i]));
		most = width > most ? width : most;
		least = width < least ? width : least;
	}
	for (size_t i = 0; i < count; i++) {
		size_t hash = comment_at(&line[i]);
		if (most + 1 + width_of(line[i].text + hash, line[i].length - hash) > LINE_MOST)
			return 0;
	}
	return count && most - least <= 2 * GAP_MOST ? most : 0;
}

static void align_comments(struct mk_buffer *out, const lines *list)
{
	for (size_t at = 0; at < list->count;) {
		const struct line *line = &list->items[at];
		size_t count = commented_lines(list, at);
		size_t column = widest(line, count);

		for (size_t i = 0; i < count; i++) {
			size_t length = text_length(&line[i]);
			size_t hash = comment_at(&line[i]);
			size_t width = width_of(line[i].text, length);
			mk_buffer_add(out, line[i].text, length);
			mk_buffer_fill(out, ' ', 1 + (column > width ? column - width : 0));
			mk_buffer_add(
				out, line[i].text + hash, line[i].length - hash + line[i].ends);
		}
		if (!count)
			mk_buffer_add(out, line->text, line->length + line->ends);
		at += count ? count : 1;
	}
}

void mk_tidy_columns(struct mk_buffer *out, const char *text, size_t length)
{
	lines list = split_lines(out->arena, text, length);
	struct mk_buffer maps;

	mk_buffer_init(&maps, out->arena);
	align_maps(&maps, &list);
	list = split_lines(out->arena, maps.text, maps.length);
	align_comments(out, &list);
}
