/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Most keywords of JSON schema are about one type and silent about the others, so a number that may
 * be written as text needs no alternatives: `maximum` is for the one, `pattern` for the other.
 */
#include "layout/schema.h"

#include <inttypes.h>
#include <string.h>

#include "layout/keys.h"
#include "layout/scalars.h"

/* What mk_number_parse takes. Python's `$` also matches in front of a last newline. */
#define DECIMAL_PATTERN "0|[1-9][0-9]*(_[0-9]+)*"
#define HEXADECIMAL_PATTERN "0[xX][0-9a-fA-F]+(_[0-9a-fA-F]+)*"
#define ANY_NUMBER "(" HEXADECIMAL_PATTERN "|" DECIMAL_PATTERN ")([KMGT](iB)?)?"
#define NUMBER_PATTERN "^" ANY_NUMBER "$(?!\\n)"
#define SIZE_PATTERN "^(rest|" ANY_NUMBER ")$(?!\\n)"
#define NUMBER_ADVICE "A number is decimal or 0x, with K, M, G or T for powers of two: 0x1000, 64K."
#define SIZE_ADVICE NUMBER_ADVICE " Or `rest`."

static const char *const number_types[] = {"integer", "string", NULL};

static const char *const text_types[] = {"string", "number", NULL};
static const char *const text_or_map_types[] = {"string", "number", "object", NULL};
static const char *const setting_types[] = {"string", "number", "boolean", NULL};

/* --- JSON ------------------------------------------------------------------------------------- */

/* Not jansson, whose integers have 63 bits: bounds have 64. All texts are our own and ASCII. */
struct writer {
	struct mk_buffer *out;
	unsigned depth;
	bool inside; /* something is in the innermost object or list */
};

static void write_text(struct writer *writer, const char *text)
{
	mk_buffer_putc(writer->out, '"');
	for (; *text; text++) {
		if (strchr("\"\\", *text))
			mk_buffer_putc(writer->out, '\\');
		mk_buffer_putc(writer->out, *text);
	}
	mk_buffer_putc(writer->out, '"');
}

static void start_line(struct writer *writer)
{
	mk_buffer_putc(writer->out, '\n');
	mk_buffer_fill(writer->out, ' ', 2 * (size_t)writer->depth);
}

/* What comes next is a member, or an item where `key` is NULL. */
static void begin(struct writer *writer, const char *key)
{
	if (writer->inside)
		mk_buffer_putc(writer->out, ',');
	if (writer->depth)
		start_line(writer);
	writer->inside = true;
	if (!key)
		return;
	write_text(writer, key);
	mk_buffer_puts(writer->out, ": ");
}

static void open(struct writer *writer, const char *key, char bracket)
{
	begin(writer, key);
	mk_buffer_putc(writer->out, bracket);
	writer->depth++;
	writer->inside = false;
}

static void close(struct writer *writer, char bracket)
{
	writer->depth--;
	if (writer->inside)
		start_line(writer);
	mk_buffer_putc(writer->out, bracket);
	writer->inside = true;
}

static void put_text(struct writer *writer, const char *key, const char *text)
{
	begin(writer, key);
	write_text(writer, text);
}

static void put_number(struct writer *writer, const char *key, uint64_t value)
{
	begin(writer, key);
	mk_buffer_printf(writer->out, "%" PRIu64, value);
}

static void put_flag(struct writer *writer, const char *key, bool value)
{
	begin(writer, key);
	mk_buffer_puts(writer->out, value ? "true" : "false");
}

/* A list on one line; `texts` ends in NULL. */
static void put_texts(struct writer *writer, const char *key, const char *const *texts)
{
	begin(writer, key);
	mk_buffer_putc(writer->out, '[');
	for (size_t i = 0; texts[i]; i++) {
		if (i)
			mk_buffer_puts(writer->out, ", ");
		write_text(writer, texts[i]);
	}
	mk_buffer_putc(writer->out, ']');
}

/* --- scalars ---------------------------------------------------------------------------------- */

/*
 * A name may look like a number or a truth value: mkpart reads it as it is written. Editors would
 * offer `true` for all texts if "boolean" were among the types.
 */
static void write_text_rules(struct writer *writer, const char *const *types)
{
	put_number(writer, "maxLength", MK_LAYOUT_MAX_TEXT);
	open(writer, "if", '{');
	open(writer, "not", '{');
	put_text(writer, "type", "boolean");
	close(writer, '}');
	close(writer, '}');
	open(writer, "then", '{');
	put_texts(writer, "type", types);
	close(writer, '}');
}

static void write_number_rules(struct writer *writer, const struct mk_key *key)
{
	bool size = key->type == MK_KEY_SIZE;

	put_texts(writer, "type", number_types);
	put_number(writer, "minimum", key->least);
	put_number(writer, "maximum", key->most ? key->most : UINT64_MAX);
	put_number(writer, "maxLength", MK_LAYOUT_MAX_NUMBER);
	put_text(writer, "pattern", size ? SIZE_PATTERN : NUMBER_PATTERN);
	put_text(writer, "patternErrorMessage", size ? SIZE_ADVICE : NUMBER_ADVICE);
}

static bool is_decimal(const char *text)
{
	return *text && !text[strspn(text, "0123456789")];
}

/* A number that is an example of one stands there as editors shall insert it: without quotes. */
static void write_examples(struct writer *writer, const struct mk_key *key)
{
	if (!key->examples)
		return;
	open(writer, "examples", '[');
	for (const char *const *example = key->examples; *example; example++) {
		if (key->type == MK_KEY_NUMBER && is_decimal(*example)) {
			begin(writer, NULL);
			mk_buffer_puts(writer->out, *example);
		} else
			put_text(writer, NULL, *example);
	}
	close(writer, ']');
}

/* --- rules between the keys of a record ------------------------------------------------------- */

static bool has_rules(const struct mk_record_rows *rows, const char *name)
{
	bool found = false;

	for (size_t i = 0; i < rows->needs_count; i++)
		found |= strcmp(rows->needs[i][0], name) == 0;
	for (size_t i = 0; i < rows->exclusive_count; i++)
		found |= strcmp(rows->exclusive[i][0], name) == 0;
	return found;
}

/* What follows from the presence of `name`: keys that must be there, keys that must not. */
static void write_dependency(
	struct writer *writer, const struct mk_record_rows *rows, const char *name)
{
	open(writer, name, '{');
	open(writer, "required", '[');
	for (size_t i = 0; i < rows->needs_count; i++)
		if (strcmp(rows->needs[i][0], name) == 0)
			put_text(writer, NULL, rows->needs[i][1]);
	close(writer, ']');
	open(writer, "properties", '{');
	for (size_t i = 0; i < rows->exclusive_count; i++)
		if (strcmp(rows->exclusive[i][0], name) == 0)
			put_flag(writer, rows->exclusive[i][1], false);
	close(writer, '}');
	close(writer, '}');
}

static void write_dependencies(struct writer *writer, const struct mk_record_rows *rows)
{
	if (!rows->needs_count && !rows->exclusive_count)
		return;
	open(writer, "dependencies", '{');
	for (size_t i = 0; i < rows->key_count; i++)
		if (has_rules(rows, rows->keys[i].name))
			write_dependency(writer, rows, rows->keys[i].name);
	close(writer, '}');
}

static void write_one_of(struct writer *writer, const struct mk_record_rows *rows)
{
	if (!rows->one_of)
		return;
	open(writer, "anyOf", '[');
	for (const char *const *name = rows->one_of; *name; name++) {
		const char *const required[] = {*name, NULL};
		open(writer, NULL, '{');
		put_texts(writer, "required", required);
		close(writer, '}');
	}
	close(writer, ']');
}

static void write_required(struct writer *writer, const struct mk_record_rows *rows)
{
	open(writer, "required", '[');
	for (size_t i = 0; i < rows->key_count; i++)
		if (rows->keys[i].required)
			put_text(writer, NULL, rows->keys[i].name);
	close(writer, ']');
}

/* --- records ---------------------------------------------------------------------------------- */

static void write_key(struct writer *writer, const struct mk_key *key);

static const char *without_article(const char *noun)
{
	const char *space = strchr(noun, ' ');

	return space ? space + 1 : noun;
}

static void write_map(struct writer *writer, const struct mk_record_rows *rows)
{
	open(writer, "properties", '{');
	for (size_t i = 0; i < rows->key_count; i++)
		if (!rows->keys[i].hidden)
			write_key(writer, &rows->keys[i]);
	close(writer, '}');
	put_flag(writer, "additionalProperties", false);
	write_required(writer, rows);
	write_dependencies(writer, rows);
	write_one_of(writer, rows);
}

/*
 * The key of a text that stands for the map; NULL where there is none that an author may write. Of
 * texts only: their keywords and a map's do not get into each other's way.
 */
static const struct mk_key *bare_text(const struct mk_record_rows *rows)
{
	for (size_t i = 0; rows->bare_key && i < rows->key_count; i++) {
		const struct mk_key *key = &rows->keys[i];
		if (strcmp(key->name, rows->bare_key) == 0 && key->type == MK_KEY_TEXT)
			return key->hidden ? NULL : key;
	}
	return NULL;
}

/* Recursion follows the rows, which do not contain themselves. */
static void write_record(struct writer *writer, const struct mk_record_rows *rows)
{
	const struct mk_key *bare = bare_text(rows);

	put_text(writer, "title", without_article(rows->noun));
	if (bare) {
		write_text_rules(writer, text_or_map_types);
		write_examples(writer, bare);
	} else
		put_text(writer, "type", "object");
	write_map(writer, rows);
}

static void write_records(struct writer *writer, const struct mk_key *key)
{
	put_text(writer, "type", "array");
	put_number(writer, "minItems", key->required);
	put_number(writer, "maxItems", MK_LAYOUT_MAX_RECORDS);
	open(writer, "items", '{');
	write_record(writer, key->record);
	close(writer, '}');
}

static void write_texts(struct writer *writer, const struct mk_key *key)
{
	put_text(writer, "type", "array");
	open(writer, "items", '{');
	write_text_rules(writer, text_types);
	write_examples(writer, key);
	close(writer, '}');
}

static void write_settings(struct writer *writer)
{
	put_text(writer, "type", "object");
	put_number(writer, "maxProperties", MK_DOC_MAX_KEYS);
	open(writer, "additionalProperties", '{');
	put_texts(writer, "type", setting_types);
	put_number(writer, "maxLength", MK_LAYOUT_MAX_TEXT);
	close(writer, '}');
}

/* No default: a new type has to say what it takes. */
static void write_rules(struct writer *writer, const struct mk_key *key)
{
	switch (key->type) {
	case MK_KEY_TEXT:
		write_text_rules(writer, text_types);
		break;
	case MK_KEY_NUMBER:
	case MK_KEY_SIZE:
		write_number_rules(writer, key);
		break;
	case MK_KEY_FLAG:
		put_text(writer, "type", "boolean");
		break;
	case MK_KEY_CHOICE:
		put_texts(writer, "enum", key->choices);
		break;
	case MK_KEY_TEXTS:
		write_texts(writer, key);
		break;
	case MK_KEY_SETTINGS:
		write_settings(writer);
		break;
	case MK_KEY_RECORD:
		write_record(writer, key->record);
		break;
	case MK_KEY_RECORDS:
		write_records(writer, key);
		break;
	}
}

static void write_key(struct writer *writer, const struct mk_key *key)
{
	open(writer, key->name, '{');
	put_text(writer, "description", key->doc);
	write_rules(writer, key);
	if (key->type != MK_KEY_TEXTS)
		write_examples(writer, key);
	close(writer, '}');
}

void mk_schema_write(struct mk_buffer *out)
{
	struct writer writer = {.out = out};

	open(&writer, NULL, '{');
	put_text(&writer, "$schema", "http://json-schema.org/draft-07/schema#");
	put_text(&writer, "$comment",
		"Made by `mkpart list schema` from the rows that it reads by.");
	put_text(&writer, "description", "How a board is partitioned: a layout for mkpart.");
	write_record(&writer, &mk_layout_rows);
	close(&writer, '}');
	mk_buffer_putc(out, '\n');
}
