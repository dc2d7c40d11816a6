/* SPDX-License-Identifier: BSD-2-Clause */
#include "syntax/xml.h"

#include <string.h>

#include "base/buffer.h"
#include "doc/reading_problems.h"
#include "syntax/builder.h"
#include "syntax/syntax.h"

#define SPACES " \t\r\n"

struct xml_reader {
	struct mk_builder builder;
	const struct mk_source *source;
	size_t at;
	struct mk_xml_element *open[MK_DOC_MAX_DEPTH];
	unsigned depth;
	struct mk_xml_element *root;
};

/* --- text ------------------------------------------------------------------------------------- */

static bool is_at_end(const struct xml_reader *reader)
{
	return reader->at >= reader->source->length;
}

static char here(const struct xml_reader *reader)
{
	return is_at_end(reader) ? '\0' : reader->source->text[reader->at];
}

static bool starts(const struct xml_reader *reader, const char *word)
{
	size_t length = strlen(word);

	return reader->source->length - reader->at >= length &&
	       memcmp(reader->source->text + reader->at, word, length) == 0;
}

static void skip_spaces(struct xml_reader *reader)
{
	while (!is_at_end(reader) && strchr(SPACES, here(reader)))
		reader->at++;
}

static struct mk_origin origin_of(const struct xml_reader *reader, size_t first, size_t end)
{
	const struct mk_places *places = &reader->builder.places;

	return mk_places_origin(
		places, mk_places_index(places, first), mk_places_index(places, end));
}

__attribute__((format(printf, 3, 4))) static bool fail(
	struct xml_reader *reader, size_t at, const char *format, ...)
{
	struct mk_arena *arena = reader->builder.arena;
	va_list arguments;
	const char *message;

	va_start(arguments, format);
	message = mk_arena_vprintf(arena, format, arguments);
	va_end(arguments);
	mk_report(reader->builder.findings, &mk_bad_syntax, origin_of(reader, at, at + 1), "%s",
		message);
	return false;
}

/* To behind the next `end`. */
static bool skip_to(struct xml_reader *reader, const char *end, const char *what)
{
	size_t first = reader->at;
	const char *text = reader->source->text + first;
	const char *found = memmem(text, reader->source->length - first, end, strlen(end));

	if (!found)
		return fail(reader, first, "%s does not end", what);
	reader->at += (size_t)(found - text) + strlen(end);
	return true;
}

/* --- names and values ------------------------------------------------------------------------- */

static bool is_name_byte(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
	       (byte >= '0' && byte <= '9') || (byte && strchr("_-.:", byte)) ||
	       (unsigned char)byte >= 0x80;
}

/* NULL, after saying so, where there is none. */
static const char *read_name(struct xml_reader *reader, const char *what)
{
	size_t first = reader->at;

	if (!is_name_byte(here(reader)) || strchr("0123456789-.", here(reader))) {
		fail(reader, first, "%s is expected here", what);
		return NULL;
	}
	while (is_name_byte(here(reader)))
		reader->at++;
	return mk_arena_copy(
		reader->builder.arena, reader->source->text + first, reader->at - first);
}

static void add_utf8(struct mk_buffer *out, uint32_t point)
{
	unsigned extra = point < 0x80 ? 0 : point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
	static const unsigned leads[] = {0x00, 0xc0, 0xe0, 0xf0};

	mk_buffer_putc(out, (char)(leads[extra] | point >> 6 * extra));
	while (extra--)
		mk_buffer_putc(out, (char)(0x80 | (point >> 6 * extra & 0x3f)));
}

static bool is_character(uint32_t point)
{
	return point == '\t' || point == '\n' || point == '\r' ||
	       (point >= ' ' && point < 0xd800) || (point > 0xdfff && point <= 0x10ffff);
}

/* -1 where it is none in that base. */
static int digit_of(char byte, int base)
{
	int digit = base;

	if (byte >= '0' && byte <= '9')
		digit = byte - '0';
	else if (byte >= 'a' && byte <= 'f')
		digit = byte - 'a' + 10;
	else if (byte >= 'A' && byte <= 'F')
		digit = byte - 'A' + 10;
	return digit < base ? digit : -1;
}

/* "&#65;" and "&#x41;": the reader stands behind the '#'. */
static bool read_number_reference(struct xml_reader *reader, size_t first, struct mk_buffer *out)
{
	int base = here(reader) == 'x' ? 16 : 10;
	uint32_t point = 0;
	size_t digits;
	int digit;

	reader->at += base == 16;
	digits = reader->at;
	while (point <= 0x10ffff && (digit = digit_of(here(reader), base)) >= 0) {
		point = point * (uint32_t)base + (uint32_t)digit;
		reader->at++;
	}
	if (reader->at == digits || here(reader) != ';' || !is_character(point))
		return fail(reader, first, "this reference stands for no character");
	reader->at++;
	add_utf8(out, point);
	return true;
}

static bool read_reference(struct xml_reader *reader, struct mk_buffer *out)
{
	static const struct {
		const char *name;
		char byte;
	} known[] = {{"lt;", '<'}, {"gt;", '>'}, {"amp;", '&'}, {"quot;", '"'}, {"apos;", '\''}};
	size_t first = reader->at++;

	if (here(reader) == '#') {
		reader->at++;
		return read_number_reference(reader, first, out);
	}
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		if (!starts(reader, known[i].name))
			continue;
		reader->at += strlen(known[i].name);
		mk_buffer_putc(out, known[i].byte);
		return true;
	}
	return fail(reader, first,
		"an entity that is not one of XML's own five: '&' itself is written '&amp;'");
}

static const char *read_value(struct xml_reader *reader)
{
	struct mk_buffer out;
	size_t first = reader->at;
	char quote = here(reader);

	mk_buffer_init(&out, reader->builder.arena);
	mk_buffer_puts(&out, "");
	if (quote != '"' && quote != '\'') {
		fail(reader, first, "a value in quotes is expected here");
		return NULL;
	}
	reader->at++;
	while (!is_at_end(reader) && here(reader) != quote && here(reader) != '<') {
		char byte = here(reader);
		if (byte == '&') {
			if (!read_reference(reader, &out))
				return NULL;
			continue;
		}
		mk_buffer_putc(&out, strchr(SPACES, byte) ? ' ' : byte);
		reader->at++;
	}
	if (here(reader) != quote) {
		fail(reader, first, "the value that begins here does not end");
		return NULL;
	}
	reader->at++;
	return out.text;
}

/* --- tags ------------------------------------------------------------------------------------- */

const char *mk_xml_value(const struct mk_xml_element *element, const char *name)
{
	const struct mk_xml_attribute *attribute;

	mk_each(attribute, &element->attributes)
		if (strcmp(attribute->name, name) == 0)
			return attribute->value;
	return NULL;
}

static bool count_value(struct xml_reader *reader, struct mk_origin origin)
{
	if (reader->builder.node_count++ < MK_DOC_MAX_NODES)
		return true;
	mk_builder_too_many(&reader->builder, origin);
	return false;
}

static bool check_attribute(
	struct xml_reader *reader, const struct mk_xml_element *element, size_t first)
{
	const struct mk_xml_attribute *last =
		&element->attributes.items[element->attributes.count - 1];

	if (element->attributes.count > MK_DOC_MAX_KEYS) {
		mk_report(reader->builder.findings, &mk_too_large, last->origin,
			"'%s' has more than %u attributes", element->name, MK_DOC_MAX_KEYS);
		return false;
	}
	for (const struct mk_xml_attribute *other = element->attributes.items; other < last;
		other++)
		if (strcmp(other->name, last->name) == 0)
			return fail(reader, first, "attribute '%s' is given twice", last->name);
	return count_value(reader, last->origin);
}

static bool read_attribute(struct xml_reader *reader, struct mk_xml_element *element)
{
	size_t first = reader->at;
	struct mk_xml_attribute attribute = {.name = read_name(reader, "an attribute or '>'")};

	if (!attribute.name)
		return false;
	attribute.origin = origin_of(reader, first, reader->at);
	skip_spaces(reader);
	if (here(reader) != '=')
		return fail(reader, reader->at, "'=' and a value are expected here");
	reader->at++;
	skip_spaces(reader);
	attribute.value = read_value(reader);
	if (!attribute.value)
		return false;
	*mk_vec_add(reader->builder.arena, &element->attributes) = attribute;
	return check_attribute(reader, element, first);
}

static bool open_element(struct xml_reader *reader, struct mk_xml_element *element, size_t first)
{
	if (reader->depth == MK_DOC_MAX_DEPTH) {
		mk_report(reader->builder.findings, &mk_too_deep, element->origin,
			"elements are nested more than %u deep", MK_DOC_MAX_DEPTH);
		return false;
	}
	if (!reader->depth && reader->root)
		return fail(reader, first, "a second root element");
	if (reader->depth)
		*mk_vec_add(reader->builder.arena, &reader->open[reader->depth - 1]->children) =
			element;
	else
		reader->root = element;
	reader->open[reader->depth++] = element;
	return count_value(reader, element->origin);
}

static bool read_start(struct xml_reader *reader)
{
	struct mk_xml_element *element = mk_arena_alloc(reader->builder.arena, sizeof *element);
	size_t first = ++reader->at;

	element->name = read_name(reader, "the name of an element");
	if (!element->name)
		return false;
	element->origin = origin_of(reader, first, reader->at);
	if (!open_element(reader, element, first))
		return false;
	for (;;) {
		size_t before = reader->at;
		skip_spaces(reader);
		if (starts(reader, "/>")) {
			reader->at += 2;
			reader->depth--;
			return true;
		}
		if (here(reader) == '>') {
			reader->at++;
			return true;
		}
		if (before == reader->at || is_at_end(reader))
			return fail(
				reader, reader->at, "the tag of '%s' does not end", element->name);
		if (!read_attribute(reader, element))
			return false;
	}
}

static bool read_end(struct xml_reader *reader)
{
	size_t first = reader->at;
	const char *name;

	reader->at += 2;
	name = read_name(reader, "the name of an element");
	if (!name)
		return false;
	skip_spaces(reader);
	if (here(reader) != '>')
		return fail(reader, reader->at, "'>' is expected here");
	reader->at++;
	if (!reader->depth)
		return fail(reader, first, "'%s' ends and has not begun", name);
	if (strcmp(reader->open[reader->depth - 1]->name, name) != 0)
		return fail(reader, first, "'%s' ends where '%s' is open", name,
			reader->open[reader->depth - 1]->name);
	reader->depth--;
	return true;
}

static bool read_markup(struct xml_reader *reader)
{
	if (starts(reader, "<!--"))
		return skip_to(reader, "-->", "the comment that begins here");
	if (starts(reader, "<![CDATA["))
		return skip_to(reader, "]]>", "the text that begins here");
	if (starts(reader, "<?"))
		return skip_to(reader, "?>", "the instruction that begins here");
	if (starts(reader, "<!"))
		return fail(reader, reader->at, "document types are not read");
	return starts(reader, "</") ? read_end(reader) : read_start(reader);
}

static bool read_all(struct xml_reader *reader)
{
	while (!is_at_end(reader)) {
		if (here(reader) == '<') {
			if (!read_markup(reader))
				return false;
			continue;
		}
		if (!reader->depth && !strchr(SPACES, here(reader)))
			return fail(reader, reader->at, "text outside the root element");
		reader->at++;
	}
	if (reader->depth)
		return fail(reader, reader->at, "'%s' of line %u does not end",
			reader->open[reader->depth - 1]->name,
			reader->open[reader->depth - 1]->origin.line);
	return reader->root || fail(reader, reader->at, "there is no element");
}

const struct mk_xml_element *mk_xml_read(
	struct mk_arena *arena, const struct mk_source *source, struct mk_findings *findings)
{
	static const struct mk_doc_limits limits = {MK_DOC_MAX_BYTES, MK_DOC_MAX_NODES};
	struct xml_reader *reader = mk_arena_alloc(arena, sizeof *reader);

	source = mk_syntax_text(arena, source, &limits, findings);
	if (!source)
		return NULL;
	mk_builder_init(&reader->builder, arena, source, &limits, findings);
	reader->source = source;
	return read_all(reader) ? reader->root : NULL;
}
