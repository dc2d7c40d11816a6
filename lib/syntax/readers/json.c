/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * jansson decides whether the text is JSON. It keeps no places, so a small tokenizer then walks
 * the same text, which it can take to be valid, and builds the document.
 */
#include <jansson.h>
#include <string.h>

#include "doc/reading_problems.h"
#include "syntax/builder.h"
#include "syntax/json_slips.h"
#include "syntax/json_string.h"

struct json_reader {
	struct mk_builder builder;
	const char *text;
	size_t length;
	size_t at;
	json_t *loaded; /* jansson's, released with the arena at the latest */
};

static void release_loaded(void *object)
{
	struct json_reader *reader = object;

	json_decref(reader->loaded);
	reader->loaded = NULL;
}

/* The marks from byte `start` to before byte `end`. */
static struct mk_origin origin_of(const struct json_reader *reader, size_t start, size_t end)
{
	const struct mk_places *places = &reader->builder.places;

	return mk_places_origin(
		places, mk_places_index(places, start), mk_places_index(places, end));
}

static char peek(const struct json_reader *reader)
{
	return reader->at < reader->length ? reader->text[reader->at] : '\0';
}

static bool is_one_of(char byte, const char *set)
{
	return byte && strchr(set, byte);
}

static void skip_blanks(struct json_reader *reader)
{
	while (is_one_of(peek(reader), " \t\r\n"))
		reader->at++;
}

/* Ends behind the closing quote, or where the string is broken off. */
static void skip_string(struct json_reader *reader)
{
	reader->at++;
	while (reader->at < reader->length && !is_one_of(peek(reader), "\"\n"))
		reader->at += peek(reader) == '\\' ? 2 : 1;
	if (peek(reader) == '"')
		reader->at++;
	if (reader->at > reader->length)
		reader->at = reader->length;
}

static void skip_token(struct json_reader *reader)
{
	if (peek(reader) == '"') {
		skip_string(reader);
		return;
	}
	if (is_one_of(peek(reader), "{}[],:")) {
		reader->at++;
		return;
	}
	while (reader->at < reader->length && !is_one_of(peek(reader), " \t\r\n{}[],:\""))
		reader->at++;
}

/*
 * Stops what would make jansson recurse deeply or allocate much. There are at most two
 * structural characters a value, so nothing within the limit of nodes is refused here.
 */
static bool check_bounds(struct json_reader *reader)
{
	size_t depth = 0, structural = 0;

	for (reader->at = 0; reader->at < reader->length; skip_token(reader), skip_blanks(reader)) {
		structural += is_one_of(peek(reader), "[{,");
		if (structural > 2 * reader->builder.node_limit) {
			mk_builder_too_many(
				&reader->builder, origin_of(reader, reader->at, reader->at + 1));
			return false;
		}
		if (is_one_of(peek(reader), "]}") && depth > 0)
			depth--;
		if (is_one_of(peek(reader), "[{") && ++depth > MK_DOC_MAX_DEPTH) {
			mk_builder_too_deep(
				&reader->builder, origin_of(reader, reader->at, reader->at + 1));
			return false;
		}
	}
	return true;
}

/* jansson names the end of the token it stumbled over. */
static size_t token_start(struct json_reader *reader, size_t end)
{
	size_t start;

	reader->at = 0;
	do {
		skip_blanks(reader);
		start = reader->at;
		skip_token(reader);
	} while (reader->at < end && reader->at < reader->length);
	return start < end ? start : end;
}

static void report_overflow(struct json_reader *reader, struct mk_origin origin, bool negative)
{
	struct mk_findings *findings = reader->builder.findings;
	struct mk_finding *finding = mk_report(findings, &mk_number_range, origin,
		negative ? "the number is negative" : "the number is too large for a JSON number");

	if (!negative)
		mk_suggest(
			findings, finding, "write it as a string, such as \"0xffffffffffffffff\"");
}

/* jansson repeats the offending text in its message; the place shows it already. */
static void report_syntax(
	struct json_reader *reader, struct mk_origin origin, const char *message, bool at_end)
{
	const char *near = strstr(message, " near ");
	int length = (int)(near ? (size_t)(near - message) : strlen(message));
	struct mk_finding *finding;

	if (mk_json_slips_report(&reader->builder))
		return;
	finding = mk_report(reader->builder.findings, &mk_bad_syntax, origin, "%.*s%s", length,
		message, at_end ? " at the end of the text" : "");
	mk_suggest(reader->builder.findings, finding,
		at_end ? "close what is open, or add what is missing"
		       : "correct the text here: a file named *.json is read as strict JSON");
}

static void report_error(struct json_reader *reader, const json_error_t *error)
{
	static const char end_of_file[] = "near end of file";
	enum json_error_code code = json_error_code(error);
	bool at_end = strstr(error->text, end_of_file) != NULL;
	size_t end = error->position > 0 ? (size_t)error->position : 0;
	size_t start = at_end ? end : token_start(reader, end);
	struct mk_origin origin = origin_of(reader, start, end);

	if (code == json_error_out_of_memory || !*error->text)
		mk_arena_exhaust(reader->builder.arena);
	if (code == json_error_numeric_overflow)
		report_overflow(reader, origin, reader->text[start] == '-');
	else if (code == json_error_null_character || code == json_error_null_byte_in_key)
		mk_report(reader->builder.findings, &mk_bad_encoding, origin,
			"a text holds a NUL character, written '\\u0000'");
	else
		report_syntax(reader, origin, error->text, at_end);
}

static bool is_taken(struct json_reader *reader, json_error_t *error)
{
	bool taken;

	reader->loaded = json_loadb(reader->text, reader->length, 0, error);
	taken = reader->loaded;
	release_loaded(reader);
	return taken;
}

/* Whether jansson takes the text. Where memory runs out it may find bad syntax: but not twice. */
static bool validate(struct json_reader *reader)
{
	json_error_t error, again;

	if (is_taken(reader, &error))
		return true;
	if (is_taken(reader, &again) || error.position != again.position)
		mk_arena_exhaust(reader->builder.arena);
	report_error(reader, &error);
	return false;
}

/* The string literal from `start` to before `end`, its quotes included, as text. */
static const char *decode_string(struct json_reader *reader, size_t start, size_t end)
{
	return mk_json_string_decode(
		reader->builder.arena, reader->text + start + 1, end - start - 2);
}

static struct mk_doc *read_scalar(struct json_reader *reader)
{
	size_t start = reader->at;
	struct mk_doc *node;
	bool null;

	skip_token(reader);
	null = reader->text[start] == 'n';
	node = mk_builder_node(&reader->builder, null ? MK_DOC_NULL : MK_DOC_SCALAR,
		origin_of(reader, start, reader->at));
	if (!node)
		return NULL;
	node->quoted = reader->text[start] == '"';
	node->text = node->quoted ? decode_string(reader, start, reader->at)
				  : mk_arena_copy(reader->builder.arena, reader->text + start,
					    reader->at - start);
	return node;
}

/* Opens a map or list: the node, or NULL at a limit. */
static struct mk_doc *open_node(struct json_reader *reader, enum mk_doc_kind kind)
{
	struct mk_origin origin = origin_of(reader, reader->at, reader->at + 1);

	reader->at++;
	skip_blanks(reader);
	return mk_builder_node(&reader->builder, kind, origin);
}

static void skip_separator(struct json_reader *reader, char separator)
{
	skip_blanks(reader);
	if (peek(reader) == separator)
		reader->at++;
	skip_blanks(reader);
}

/* Recursion is at most MK_DOC_MAX_DEPTH deep: check_bounds has seen to it. */
static struct mk_doc *read_value(struct json_reader *reader);

static struct mk_doc *read_list(struct json_reader *reader)
{
	struct mk_doc *list = open_node(reader, MK_DOC_LIST);

	while (list && peek(reader) != ']') {
		struct mk_doc *item = read_value(reader);
		if (!item)
			return NULL;
		*mk_vec_add(reader->builder.arena, &list->items) = item;
		skip_separator(reader, ',');
	}
	reader->at++;
	return list;
}

static bool read_entry(struct json_reader *reader, struct mk_doc *map)
{
	size_t start = reader->at;
	struct mk_origin origin;
	const char *key;
	struct mk_doc *value;

	skip_string(reader);
	origin = origin_of(reader, start, reader->at);
	key = decode_string(reader, start, reader->at);
	skip_separator(reader, ':');
	value = read_value(reader);
	if (!value || !mk_doc_add_entry(reader->builder.findings, map, origin, key, value))
		return false;
	skip_separator(reader, ',');
	return true;
}

static struct mk_doc *read_map(struct json_reader *reader)
{
	struct mk_doc *map = open_node(reader, MK_DOC_MAP);

	while (map && peek(reader) != '}')
		if (!read_entry(reader, map))
			return NULL;
	reader->at++;
	return map;
}

static struct mk_doc *read_value(struct json_reader *reader)
{
	if (peek(reader) == '{')
		return read_map(reader);
	if (peek(reader) == '[')
		return read_list(reader);
	return read_scalar(reader);
}

static struct mk_doc *read_json(struct mk_arena *arena, const struct mk_source *source,
	const struct mk_doc_limits *limits, struct mk_findings *findings)
{
	struct json_reader *reader = mk_arena_alloc(arena, sizeof *reader);

	reader->text = source->text;
	reader->length = source->length;
	mk_builder_init(&reader->builder, arena, source, limits, findings);
	mk_arena_reserve(arena, release_loaded)->object = reader;
	skip_blanks(reader);
	if (reader->at == reader->length) {
		mk_builder_empty(&reader->builder);
		return NULL;
	}
	if (!check_bounds(reader) || !validate(reader))
		return NULL;
	reader->at = 0;
	skip_blanks(reader);
	return read_value(reader);
}

const struct mk_reader mk_reader_json = {
	.name = "json",
	.suffix = ".json",
	.read = read_json,
};
