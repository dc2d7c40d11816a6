/* SPDX-License-Identifier: BSD-2-Clause */
#include "doc/json.h"

#include <inttypes.h>
#include <string.h>

#include "base/escape.h"

struct mk_json_value {
	const char *key;       /* NULL for an item */
	enum mk_doc_kind kind; /* MK_DOC_SCALAR: texts, numbers, flags */
	const char *text;      /* of a scalar, without quotes */
	bool quoted;	       /* a text */
	bool in_line;	       /* a list that is written on one line */
	struct mk_json_value *first;
	struct mk_json_value *last;
	struct mk_json_value *next;
};

/* --- text ------------------------------------------------------------------------------------- */

static void put_code_point(struct mk_buffer *out, uint32_t code_point)
{
	if (code_point < 0x10000) {
		mk_buffer_printf(out, "\\u%04" PRIX32, code_point);
		return;
	}
	code_point -= 0x10000;
	mk_buffer_printf(out, "\\u%04" PRIX32 "\\u%04" PRIX32, 0xd800 + (code_point >> 10),
		0xdc00 + (code_point & 0x3ff));
}

/* RFC 8259, 7. */
static void put_ascii(struct mk_buffer *out, char byte)
{
	static const char names[] = "\"\\bfnrt";
	static const char named[] = "\"\\\b\f\n\r\t";
	const char *at = strchr(named, byte);

	if (at) {
		mk_buffer_putc(out, '\\');
		mk_buffer_putc(out, names[at - named]);
	} else if (byte < ' ')
		put_code_point(out, (uint32_t)byte);
	else
		mk_buffer_putc(out, byte);
}

static bool is_utf8(const char *text, size_t length)
{
	uint32_t code_point;
	unsigned bytes = 1;

	for (; length && bytes; text += bytes, length -= bytes)
		bytes = mk_utf8_decode(text, length, &code_point);
	return bytes;
}

static void put_quoted(struct mk_buffer *out, const char *text)
{
	uint32_t code_point;
	unsigned bytes;

	mk_buffer_putc(out, '"');
	for (size_t left = strlen(text); left; text += bytes, left -= bytes) {
		bytes = mk_utf8_decode(text, left, &code_point);
		if (code_point < 0x80)
			put_ascii(out, *text);
		else
			put_code_point(out, code_point);
	}
	mk_buffer_putc(out, '"');
}

const char *mk_json_readable(struct mk_arena *arena, const char *text)
{
	return !text || is_utf8(text, strlen(text)) ? text : mk_ascii_text(arena, text);
}

/* --- the tree --------------------------------------------------------------------------------- */

static void begin(struct mk_json *json, struct mk_arena *arena, enum mk_doc_kind kind)
{
	*json = (struct mk_json){arena, mk_arena_alloc(arena, sizeof *json->root)};
	json->root->kind = kind;
}

void mk_json_begin(struct mk_json *json, struct mk_arena *arena)
{
	begin(json, arena, MK_DOC_MAP);
}

void mk_json_begin_list(struct mk_json *json, struct mk_arena *arena)
{
	begin(json, arena, MK_DOC_LIST);
}

static struct mk_json_value *attach(
	struct mk_json *json, struct mk_json_value *parent, struct mk_json_value value)
{
	struct mk_json_value *added = mk_arena_alloc(json->arena, sizeof *added);

	*added = value;
	if (added->key)
		added->key = mk_json_readable(json->arena, added->key);
	*(parent->last ? &parent->last->next : &parent->first) = added;
	parent->last = added;
	return added;
}

struct mk_json_value *mk_json_object(
	struct mk_json *json, struct mk_json_value *parent, const char *key)
{
	return attach(json, parent, (struct mk_json_value){.key = key, .kind = MK_DOC_MAP});
}

struct mk_json_value *mk_json_list(
	struct mk_json *json, struct mk_json_value *parent, const char *key)
{
	return attach(json, parent, (struct mk_json_value){.key = key, .kind = MK_DOC_LIST});
}

/* A number, true or false. */
static void attach_word(
	struct mk_json *json, struct mk_json_value *parent, const char *key, const char *word)
{
	attach(json, parent,
		(struct mk_json_value){.key = key, .kind = MK_DOC_SCALAR, .text = word});
}

static void attach_text(
	struct mk_json *json, struct mk_json_value *parent, const char *key, const char *text)
{
	attach(json, parent,
		(struct mk_json_value){
			.key = key, .kind = MK_DOC_SCALAR, .text = text, .quoted = true});
}

void mk_json_text(
	struct mk_json *json, struct mk_json_value *parent, const char *key, const char *text)
{
	if (text)
		attach_text(json, parent, key, mk_json_readable(json->arena, text));
	else
		mk_json_null(json, parent, key);
}

void mk_json_escaped(
	struct mk_json *json, struct mk_json_value *parent, const char *key, const char *text)
{
	struct mk_buffer escaped;

	mk_buffer_init(&escaped, json->arena);
	if (text)
		mk_escape_text(&escaped, text, strlen(text));
	mk_json_text(json, parent, key, text ? escaped.text : NULL);
}

void mk_json_hex(
	struct mk_json *json, struct mk_json_value *parent, const char *key, uint64_t value)
{
	attach_text(json, parent, key, mk_arena_printf(json->arena, "0x%" PRIx64, value));
}

void mk_json_number(
	struct mk_json *json, struct mk_json_value *parent, const char *key, uint64_t value)
{
	attach_word(json, parent, key, mk_arena_printf(json->arena, "%" PRIu64, value));
}

void mk_json_integer(
	struct mk_json *json, struct mk_json_value *parent, const char *key, int64_t value)
{
	attach_word(json, parent, key, mk_arena_printf(json->arena, "%" PRId64, value));
}

void mk_json_flag(struct mk_json *json, struct mk_json_value *parent, const char *key, bool value)
{
	attach_word(json, parent, key, value ? "true" : "false");
}

void mk_json_null(struct mk_json *json, struct mk_json_value *parent, const char *key)
{
	attach(json, parent, (struct mk_json_value){.key = key, .kind = MK_DOC_NULL});
}

void mk_json_line(struct mk_json *json, struct mk_json_value *parent, const char *key,
	const char *const *texts)
{
	struct mk_json_value *list = mk_json_list(json, parent, key);

	list->in_line = true;
	for (size_t i = 0; texts[i]; i++)
		mk_json_text(json, list, NULL, texts[i]);
}

void mk_json_range(struct mk_json *json, struct mk_json_value *object, struct mk_range range)
{
	mk_json_hex(json, object, "first", range.first);
	mk_json_hex(json, object, "last", range.last);
	mk_json_hex(json, object, "size", mk_range_size(range));
}

/* --- writing ---------------------------------------------------------------------------------- */

static void start_line(struct mk_buffer *out, unsigned depth)
{
	mk_buffer_putc(out, '\n');
	mk_buffer_fill(out, ' ', 2 * (size_t)depth);
}

static void write(const struct mk_json_value *value, unsigned depth, struct mk_buffer *out);

static void write_members(const struct mk_json_value *value, unsigned depth, struct mk_buffer *out)
{
	for (const struct mk_json_value *item = value->first; item; item = item->next) {
		if (!value->in_line)
			start_line(out, depth + 1);
		write(item, depth + 1, out);
		if (item->next)
			mk_buffer_puts(out, value->in_line ? ", " : ",");
	}
	if (value->first && !value->in_line)
		start_line(out, depth);
}

/* Recursion is as deep as the code that made the tree. */
static void write(const struct mk_json_value *value, unsigned depth, struct mk_buffer *out)
{
	if (value->key) {
		put_quoted(out, value->key);
		mk_buffer_puts(out, ": ");
	}
	if (value->kind == MK_DOC_NULL) {
		mk_buffer_puts(out, "null");
	} else if (value->quoted) {
		put_quoted(out, value->text);
	} else if (value->kind == MK_DOC_SCALAR) {
		mk_buffer_puts(out, value->text);
	} else {
		mk_buffer_putc(out, value->kind == MK_DOC_MAP ? '{' : '[');
		write_members(value, depth, out);
		mk_buffer_putc(out, value->kind == MK_DOC_MAP ? '}' : ']');
	}
}

void mk_json_end(struct mk_json *json, struct mk_buffer *out)
{
	write(json->root, 0, out);
	mk_buffer_putc(out, '\n');
}

/* Documents are no deeper than MK_DOC_MAX_DEPTH. */
void mk_json_doc(struct mk_json *json, struct mk_json_value *parent, const char *key,
	const struct mk_doc *doc)
{
	const struct mk_doc_entry *entry;
	struct mk_doc *const *item;
	struct mk_json_value *value;

	switch (doc->kind) {
	case MK_DOC_NULL:
		mk_json_null(json, parent, key);
		return;
	case MK_DOC_SCALAR:
		mk_json_text(json, parent, key, doc->text);
		return;
	case MK_DOC_LIST:
		value = mk_json_list(json, parent, key);
		mk_each(item, &doc->items)
			mk_json_doc(json, value, NULL, *item);
		return;
	case MK_DOC_MAP:
		value = mk_json_object(json, parent, key);
		mk_each(entry, &doc->entries)
			mk_json_doc(json, value, entry->key, entry->value);
		return;
	}
}
