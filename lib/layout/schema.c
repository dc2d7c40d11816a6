/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Most keywords of JSON schema are about one type and silent about the others, so a number that may
 * be written as text needs no alternatives: `maximum` is for the one, `pattern` for the other.
 */
#include "layout/schema.h"

#include <stdlib.h>
#include <string.h>

#include "doc/json.h"
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
static const char *const list_or_text_types[] = {"array", "string", NULL};
static const char *const list_or_word_types[] = {"array", "string", "number", NULL};
static const char *const setting_types[] = {"string", "number", "boolean", NULL};

/* Where keywords are written: an object of the schema. */
struct schema {
	struct mk_json *json;
	struct mk_json_value *in;
};

static struct schema within(struct schema schema, const char *key)
{
	return (struct schema){schema.json, mk_json_object(schema.json, schema.in, key)};
}

static void put_text(struct schema schema, const char *key, const char *text)
{
	mk_json_text(schema.json, schema.in, key, text);
}

static void put_number(struct schema schema, const char *key, uint64_t value)
{
	mk_json_number(schema.json, schema.in, key, value);
}

static void put_texts(struct schema schema, const char *key, const char *const *texts)
{
	mk_json_line(schema.json, schema.in, key, texts);
}

/* --- scalars ---------------------------------------------------------------------------------- */

/*
 * A name may look like a number or a truth value: mkpart reads it as it is written. Editors would
 * offer `true` for all texts if "boolean" were among the types.
 */
static void write_text_rules(struct schema schema, const char *const *types)
{
	put_number(schema, "maxLength", MK_LAYOUT_MAX_TEXT);
	put_text(within(within(schema, "if"), "not"), "type", "boolean");
	put_texts(within(schema, "then"), "type", types);
}

static void write_number_rules(struct schema schema, const struct mk_key *key)
{
	bool size = key->type == MK_KEY_SIZE;

	put_texts(schema, "type", number_types);
	put_number(schema, "minimum", key->least);
	put_number(schema, "maximum", key->most ? key->most : UINT64_MAX);
	put_number(schema, "maxLength", MK_LAYOUT_MAX_NUMBER);
	put_text(schema, "pattern", size ? SIZE_PATTERN : NUMBER_PATTERN);
	put_text(schema, "patternErrorMessage", size ? SIZE_ADVICE : NUMBER_ADVICE);
}

static bool is_decimal(const char *text)
{
	return *text && !text[strspn(text, "0123456789")];
}

/* A number that is an example of one stands there as editors shall insert it: without quotes. */
static void write_examples(struct schema schema, const struct mk_key *key)
{
	struct schema list = schema;

	if (!key->examples)
		return;
	list.in = mk_json_list(schema.json, schema.in, "examples");
	for (const char *const *example = key->examples; *example; example++) {
		if (key->type == MK_KEY_NUMBER && is_decimal(*example))
			put_number(list, NULL, strtoull(*example, NULL, 10));
		else
			put_text(list, NULL, *example);
	}
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

/* One of the keys has to be there; the list ends with NULL. */
static void write_one_of(struct schema schema, const char *const *keys)
{
	schema.in = mk_json_list(schema.json, schema.in, "anyOf");
	for (; *keys; keys++) {
		const char *const required[] = {*keys, NULL};
		put_texts(within(schema, NULL), "required", required);
	}
}

/* What follows from the presence of `name`: keys that must be there, keys that must not. */
static void write_dependency(
	struct schema schema, const struct mk_record_rows *rows, const char *name)
{
	struct schema properties = within(schema, "properties");

	for (size_t i = 0; i < rows->needs_count; i++)
		if (strcmp(rows->needs[i][0], name) == 0)
			write_one_of(schema, &rows->needs[i][1]);
	for (size_t i = 0; i < rows->exclusive_count; i++)
		if (strcmp(rows->exclusive[i][0], name) == 0)
			mk_json_flag(schema.json, properties.in, rows->exclusive[i][1], false);
}

static void write_dependencies(struct schema schema, const struct mk_record_rows *rows)
{
	struct schema dependencies;

	if (!rows->needs_count && !rows->exclusive_count)
		return;
	dependencies = within(schema, "dependencies");
	for (size_t i = 0; i < rows->key_count; i++) {
		const char *name = rows->keys[i].name;
		if (has_rules(rows, name))
			write_dependency(within(dependencies, name), rows, name);
	}
}

static void write_required(struct schema schema, const struct mk_record_rows *rows)
{
	struct mk_json_value *list = mk_json_list(schema.json, schema.in, "required");

	for (size_t i = 0; i < rows->key_count; i++)
		if (rows->keys[i].required)
			mk_json_text(schema.json, list, NULL, rows->keys[i].name);
}

/* --- records ---------------------------------------------------------------------------------- */

static void write_key(struct schema schema, const struct mk_key *key);

static const char *without_article(const char *noun)
{
	const char *space = strchr(noun, ' ');

	return space ? space + 1 : noun;
}

static void write_map(struct schema schema, const struct mk_record_rows *rows)
{
	struct schema properties = within(schema, "properties");

	for (size_t i = 0; i < rows->key_count; i++)
		if (!rows->keys[i].hidden)
			write_key(within(properties, rows->keys[i].name), &rows->keys[i]);
	mk_json_flag(schema.json, schema.in, "additionalProperties", false);
	write_required(schema, rows);
	write_dependencies(schema, rows);
	if (rows->one_of)
		write_one_of(schema, rows->one_of);
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
static void write_record(struct schema schema, const struct mk_record_rows *rows)
{
	const struct mk_key *bare = bare_text(rows);

	put_text(schema, "title", without_article(rows->noun));
	if (bare) {
		write_text_rules(schema, text_or_map_types);
		write_examples(schema, bare);
	} else
		put_text(schema, "type", "object");
	write_map(schema, rows);
}

/* A word of the hidden key may stand for the list: what is said of texts is for that alone. */
static void write_word(struct schema schema)
{
	put_texts(schema, "type", list_or_text_types);
	put_text(schema, "pattern", "^dma$");
}

static void write_records(struct schema schema, const struct mk_key *key)
{
	if (key->word_key)
		write_word(schema);
	else
		put_text(schema, "type", "array");
	put_number(schema, "minItems", key->required && !key->may_be_empty);
	put_number(schema, "maxItems", MK_LAYOUT_MAX_RECORDS);
	write_record(within(schema, "items"), key->record);
}

static void write_texts(struct schema schema, const struct mk_key *key)
{
	struct schema items;

	put_text(schema, "type", "array");
	items = within(schema, "items");
	write_text_rules(items, text_types);
	write_examples(items, key);
}

/* A text stands for a list of it: what is said of texts is for that alone. */
static void write_words(struct schema schema, const struct mk_key *key)
{
	struct schema items;

	write_text_rules(schema, list_or_word_types);
	items = within(schema, "items");
	write_text_rules(items, text_types);
	write_examples(items, key);
}

static void write_settings(struct schema schema)
{
	struct schema settings;

	put_text(schema, "type", "object");
	put_number(schema, "maxProperties", MK_DOC_MAX_KEYS);
	settings = within(schema, "additionalProperties");
	put_texts(settings, "type", setting_types);
	put_number(settings, "maxLength", MK_LAYOUT_MAX_TEXT);
}

/* No default: a new type has to say what it takes. */
static void write_rules(struct schema schema, const struct mk_key *key)
{
	switch (key->type) {
	case MK_KEY_TEXT:
		write_text_rules(schema, text_types);
		break;
	case MK_KEY_NUMBER:
	case MK_KEY_SIZE:
		write_number_rules(schema, key);
		break;
	case MK_KEY_FLAG:
		put_text(schema, "type", "boolean");
		break;
	case MK_KEY_CHOICE:
		put_texts(schema, "enum", key->choices);
		break;
	case MK_KEY_TEXTS:
		write_texts(schema, key);
		break;
	case MK_KEY_WORDS:
		write_words(schema, key);
		break;
	case MK_KEY_ANYTHING:
		put_text(schema, "type", "object");
		put_number(schema, "maxProperties", MK_DOC_MAX_KEYS);
		break;
	case MK_KEY_SETTINGS:
		write_settings(schema);
		break;
	case MK_KEY_RECORD:
		write_record(schema, key->record);
		break;
	case MK_KEY_RECORDS:
		write_records(schema, key);
		break;
	}
}

static void write_key(struct schema schema, const struct mk_key *key)
{
	put_text(schema, "description", key->doc);
	write_rules(schema, key);
	if (key->type != MK_KEY_TEXTS)
		write_examples(schema, key);
}

void mk_schema_write(struct mk_buffer *out)
{
	struct mk_json json;
	struct schema schema = {.json = &json};

	mk_json_begin(&json, out->arena);
	schema.in = json.root;
	put_text(schema, "$schema", "http://json-schema.org/draft-07/schema#");
	put_text(schema, "$comment",
		"Generated by `mkpart list schema` from the rows that the parser uses.");
	put_text(schema, "description", "How a board is partitioned: a layout for mkpart.");
	write_record(schema, &mk_layout_rows);
	mk_json_end(&json, out);
}
