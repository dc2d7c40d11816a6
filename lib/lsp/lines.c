/* SPDX-License-Identifier: BSD-2-Clause */
#include "lsp/lines.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define MARK "\xef\xbb\xbf"
#define MARK_BYTES (sizeof MARK - 1)
#define STEP 64

/* Code units of the code point that starts with that byte; 0 where none does. */
static size_t units_of(char byte)
{
	unsigned char lead = (unsigned char)byte;

	if ((lead & 0xc0) == 0x80)
		return 0;
	return lead >= 0xf0 ? 2 : 1;
}

/* Whether a line ends with byte `at`: with the second one of CR LF. */
static bool ends_line(const char *text, size_t length, size_t at)
{
	return text[at] == '\n' || (text[at] == '\r' && (at + 1 == length || text[at + 1] != '\n'));
}

static size_t count_lines(const char *text, size_t length)
{
	size_t count = 1;

	for (size_t i = 0; i < length; i++)
		count += ends_line(text, length, i);
	return count;
}

static void survey(struct mk_lines *lines)
{
	size_t units = 0;

	lines->count = 1;
	for (size_t i = 0; i < lines->length; i++) {
		if (i % STEP == 0)
			lines->units[i / STEP] = units;
		units += units_of(lines->text[i]);
		if (ends_line(lines->text, lines->length, i))
			lines->starts[lines->count++] = i + 1;
	}
}

void mk_lines_init(struct mk_lines *lines, struct mk_arena *arena, const char *text, size_t length)
{
	bool marked = length >= MARK_BYTES && memcmp(text, MARK, MARK_BYTES) == 0;

	*lines = (struct mk_lines){
		.text = text, .length = length, .mark_bytes = marked ? MARK_BYTES : 0};
	lines->starts = mk_arena_array(arena, count_lines(text, length), sizeof *lines->starts);
	lines->units = mk_arena_array(arena, length / STEP + 1, sizeof *lines->units);
	survey(lines);
	lines->source = (struct mk_source){
		.text = text + lines->mark_bytes, .length = length - lines->mark_bytes};
	mk_places_init(&lines->places, arena, &lines->source);
}

/* How many code units are before that byte. */
static size_t units_before(const struct mk_lines *lines, size_t offset)
{
	size_t at = offset / STEP * STEP;
	size_t units = 0;

	if (at == lines->length && at >= STEP)
		at -= STEP;
	if (at < lines->length)
		units = lines->units[at / STEP];
	for (; at < offset; at++)
		units += units_of(lines->text[at]);
	return units;
}

static size_t line_of(const struct mk_lines *lines, size_t offset)
{
	size_t low = 0, high = lines->count;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		if (lines->starts[middle] <= offset)
			low = middle;
		else
			high = middle;
	}
	return low;
}

static struct mk_stretch line_span(const struct mk_lines *lines, size_t line)
{
	struct mk_stretch span = {lines->starts[line], lines->length};

	if (line + 1 < lines->count)
		span.end = lines->starts[line + 1];
	while (span.end > span.first && strchr("\r\n", lines->text[span.end - 1]) &&
		lines->text[span.end - 1] && line + 1 < lines->count)
		span.end--;
	return span;
}

struct mk_stretch mk_lines_around(const struct mk_lines *lines, size_t offset)
{
	return line_span(lines, line_of(lines, offset));
}

static size_t offset_in_line(const char *text, struct mk_stretch line, size_t character)
{
	size_t units = 0;

	while (line.first < line.end) {
		units += units_of(text[line.first]);
		if (units > character)
			break;
		line.first++;
	}
	return line.first;
}

size_t mk_lines_offset(const struct mk_lines *lines, struct mk_position position)
{
	if (position.line >= lines->count)
		return lines->length;
	return offset_in_line(lines->text, line_span(lines, position.line), position.character);
}

size_t mk_text_offset(const char *text, size_t length, struct mk_position position)
{
	struct mk_stretch line = {0, 0};

	for (size_t at = 0; at < length && position.line; at++)
		if (ends_line(text, length, at)) {
			position.line--;
			line.first = at + 1;
		}
	if (position.line)
		return length;
	for (line.end = line.first; line.end < length; line.end++)
		if (text[line.end] == '\n' || text[line.end] == '\r')
			break;
	return offset_in_line(text, line, position.character);
}

struct mk_position mk_lines_position(const struct mk_lines *lines, size_t offset)
{
	size_t line;

	if (offset > lines->length)
		offset = lines->length;
	line = line_of(lines, offset);
	return (struct mk_position){
		line, units_before(lines, offset) - units_before(lines, lines->starts[line])};
}

struct mk_stretch mk_lines_span(const struct mk_lines *lines, const struct mk_origin *origin)
{
	const struct mk_places *places = &lines->places;
	size_t index, length = origin->length ? origin->length : 1;
	struct mk_stretch span;

	if (!origin->line || origin->line > places->line_starts.count)
		return mk_lines_around(lines, 0);
	index = places->line_starts.items[origin->line - 1] + origin->column - 1;
	span.first = mk_places_offset(places, index) + lines->mark_bytes;
	span.end = mk_places_offset(places, index + length) + lines->mark_bytes;
	if (!origin->length && span.end > mk_lines_around(lines, span.first).end)
		span.end = span.first;
	return span;
}
