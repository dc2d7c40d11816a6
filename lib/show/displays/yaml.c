/* SPDX-License-Identifier: BSD-2-Clause */
/* The layout as one file, with what it includes. */
#include <string.h>

#include "show/show.h"

#define PLAIN "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./@+-"

/* What every reader takes for the same text without quotes. */
static bool is_plain(const struct mk_doc *scalar)
{
	return !scalar->quoted && *scalar->text && !strchr("-+@.", *scalar->text) &&
	       strspn(scalar->text, PLAIN) == strlen(scalar->text);
}

/* Escapes of JSON are YAML's too. */
static void write_quoted(struct mk_buffer *out, const char *text)
{
	mk_buffer_putc(out, '"');
	for (; *text; text++) {
		unsigned char byte = (unsigned char)*text;
		if (byte == '"' || byte == '\\')
			mk_buffer_putc(out, '\\');
		if (byte < ' ' || byte == 0x7f)
			mk_buffer_printf(out, "\\u%04x", byte);
		else
			mk_buffer_putc(out, *text);
	}
	mk_buffer_putc(out, '"');
}

static void write_key(struct mk_buffer *out, const char *key)
{
	struct mk_doc scalar = {.kind = MK_DOC_SCALAR, .text = key};

	if (is_plain(&scalar))
		mk_buffer_puts(out, key);
	else
		write_quoted(out, key);
	mk_buffer_putc(out, ':');
}

static void write_value(struct mk_buffer *out, const struct mk_doc *doc);

/* Nested values stand in one line each, as short as JSON. */
static void write_inline(struct mk_buffer *out, const struct mk_doc *doc)
{
	const struct mk_doc_entry *entry;
	struct mk_doc *const *item;

	if (doc->kind == MK_DOC_MAP) {
		mk_buffer_putc(out, '{');
		mk_each(entry, &doc->entries) {
			mk_buffer_puts(out, entry == doc->entries.items ? "" : ", ");
			write_key(out, entry->key);
			mk_buffer_putc(out, ' ');
			write_value(out, entry->value);
		}
		mk_buffer_putc(out, '}');
		return;
	}
	mk_buffer_putc(out, '[');
	mk_each(item, &doc->items) {
		mk_buffer_puts(out, item == doc->items.items ? "" : ", ");
		write_value(out, *item);
	}
	mk_buffer_putc(out, ']');
}

static void write_value(struct mk_buffer *out, const struct mk_doc *doc)
{
	if (doc->kind == MK_DOC_NULL)
		mk_buffer_puts(out, "null");
	else if (doc->kind != MK_DOC_SCALAR)
		write_inline(out, doc);
	else if (is_plain(doc))
		mk_buffer_puts(out, doc->text);
	else
		write_quoted(out, doc->text);
}

/* An item of a list of maps: a key a line. */
static void write_item(struct mk_buffer *out, const struct mk_doc *item)
{
	const struct mk_doc_entry *entry;

	if (item->kind != MK_DOC_MAP || !item->entries.count) {
		mk_buffer_puts(out, "  - ");
		write_value(out, item);
		mk_buffer_putc(out, '\n');
		return;
	}
	mk_each(entry, &item->entries) {
		mk_buffer_puts(out, entry == item->entries.items ? "  - " : "    ");
		write_key(out, entry->key);
		mk_buffer_putc(out, ' ');
		write_value(out, entry->value);
		mk_buffer_putc(out, '\n');
	}
}

static void write_entry(struct mk_buffer *out, const struct mk_doc_entry *entry)
{
	struct mk_doc *const *item;

	if (strcmp(entry->key, "include") == 0)
		return;
	write_key(out, entry->key);
	if (entry->value->kind != MK_DOC_LIST || !entry->value->items.count) {
		mk_buffer_putc(out, ' ');
		write_value(out, entry->value);
		mk_buffer_putc(out, '\n');
		return;
	}
	mk_buffer_putc(out, '\n');
	mk_each(item, &entry->value->items)
		write_item(out, *item);
}

static void draw(const struct mk_view *view, struct mk_buffer *out)
{
	const struct mk_doc_entry *entry;

	if (view->plan->text->kind == MK_DOC_MAP)
		mk_each(entry, &view->plan->text->entries)
			write_entry(out, entry);
}

const struct mk_display mk_display_yaml = {
	.name = "yaml",
	.doc = "the layout as a single file, with everything it includes",
	.draw = draw,
};
