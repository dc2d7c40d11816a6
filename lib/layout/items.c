/* SPDX-License-Identifier: BSD-2-Clause */
#include "layout/items.h"

#include <string.h>

#include "doc/reading_problems.h"
#include "doc/span.h"
#include "layout/foreign.h"
#include "layout/mend.h"

const struct mk_key *mk_item_name_key(const struct mk_record_rows *rows)
{
	const struct mk_key *first = rows->keys;

	return first->required && first->type == MK_KEY_TEXT ? first : NULL;
}

const struct mk_key *mk_item_text_key(const struct mk_record_rows *rows)
{
	const struct mk_key *found = NULL;

	for (size_t i = 1; i < rows->key_count; i++) {
		const struct mk_key *key = &rows->keys[i];
		if (key->required && (found || key->type != MK_KEY_TEXT))
			return NULL;
		found = key->required ? key : found;
	}
	return found;
}

static bool is_item(const struct mk_record_rows *rows, const struct mk_doc_entry *entry)
{
	const struct mk_doc *value = entry->value;

	if (mk_key_any(rows, entry->key))
		return false;
	if (value->kind == MK_DOC_MAP)
		return !mk_doc_entry(value, mk_item_name_key(rows)->name);
	return value->kind == MK_DOC_SCALAR && mk_item_text_key(rows);
}

bool mk_items_are_named(const struct mk_record_rows *rows, const struct mk_doc *map)
{
	const struct mk_doc_entry *entry;

	if (map->kind != MK_DOC_MAP || !map->entries.count || !mk_item_name_key(rows))
		return false;
	mk_each(entry, &map->entries)
		if (!is_item(rows, entry))
			return false;
	return true;
}

/* A key with a slip in it is no name. */
const struct mk_doc_entry *mk_item_named(
	struct mk_arena *arena, const struct mk_record_rows *rows, const struct mk_doc *map)
{
	const struct mk_doc_entry *entry = map->entries.items;

	if (map->entries.count != 1 || !mk_items_are_named(rows, map))
		return NULL;
	return mk_foreign_key(rows, entry->key) || mk_key_near(arena, rows, entry->key) ? NULL
											: entry;
}

/* From the key to behind the value's first bracket, or to the value, or behind the colon. */
static struct mk_origin head_of(const struct mk_doc_entry *entry, unsigned end_column)
{
	struct mk_origin origin = entry->origin;

	origin.length = end_column > origin.column ? end_column - origin.column : 0;
	return origin;
}

/* The text in the source at a place in one line; NULL where it has none of that length. */
static const char *text_at(struct mk_arena *arena, struct mk_origin origin)
{
	const char *text = mk_doc_span_from(&origin);

	return text ? mk_arena_copy(arena, text, strnlen(text, origin.length)) : NULL;
}

static void replace_head(struct mk_findings *findings, struct mk_remedy *remedy,
	struct mk_origin head, const char *text)
{
	const char *was = text_at(findings->arena, head);

	if (was)
		mk_add_edit(findings, remedy, head, was, text);
}

/* {...} or a text, in the line of its key. */
static void mend_in_line(struct mk_findings *findings, struct mk_remedy *remedy,
	const struct mk_record_rows *rows, const struct mk_doc_entry *entry, const char *dash)
{
	const struct mk_doc *value = entry->value;
	bool is_map = value->kind == MK_DOC_MAP;
	const char *key = mk_item_name_key(rows)->name;
	const char *next = is_map ? (value->entries.count ? ", " : "")
				  : mk_arena_printf(findings->arena,
					    ", \"%s\": ", mk_item_text_key(rows)->name);
	struct mk_doc_span span;

	replace_head(findings, remedy, head_of(entry, value->origin.column + is_map),
		mk_arena_printf(
			findings->arena, "%s{\"%s\": \"%s\"%s", dash, key, entry->key, next));
	if (!is_map && mk_doc_span_of(value, &span))
		mk_add_edit(findings, remedy, span.behind, "", "}");
}

/* The lines below the key stay where they are, so its name moves to their column. */
static void mend_indented(struct mk_findings *findings, struct mk_remedy *remedy,
	const struct mk_record_rows *rows, const struct mk_doc_entry *entry, const char *dash)
{
	unsigned column = entry->value->origin.column;
	struct mk_origin head = head_of(entry, entry->origin.column + entry->origin.length + 1);
	int gap = (int)(column - entry->origin.column - (unsigned)strlen(dash));

	replace_head(findings, remedy, head,
		mk_arena_printf(findings->arena, "%.*s%*s\"%s\": \"%s\"", *dash ? 1 : 0, dash,
			gap + (*dash ? 1 : 0), "", mk_item_name_key(rows)->name, entry->key));
}

static bool is_in_line(const struct mk_doc_entry *entry)
{
	const char *at = mk_doc_span_from(&entry->value->origin);

	return entry->value->origin.line == entry->origin.line &&
	       (entry->value->kind == MK_DOC_SCALAR || (at && *at == '{'));
}

/* Means itself between quotes, and an indented map has its colon and room for the name. */
static bool can_mend(
	struct mk_arena *arena, const struct mk_doc_entry *entry, bool in_braces, const char *dash)
{
	unsigned column = entry->origin.column;
	const char *head;

	if (strpbrk(entry->key, "\"\\\r\n"))
		return false;
	if (is_in_line(entry))
		return true;
	head = text_at(arena, head_of(entry, column + entry->origin.length + 1));
	return !in_braces && entry->value->kind == MK_DOC_MAP &&
	       entry->value->origin.line > entry->origin.line &&
	       entry->value->origin.column >= column + strlen(dash) && head && *head &&
	       head[strlen(head) - 1] == ':';
}

static void swap_brackets(struct mk_findings *findings, struct mk_remedy *remedy,
	const struct mk_doc_span *span, bool in_list)
{
	struct mk_origin open = span->first;
	struct mk_origin close = span->behind;

	open.length = close.length = 1;
	close.column--;
	mk_add_edit(findings, remedy, open, "{", in_list ? "" : "[");
	mk_add_edit(findings, remedy, close, "}", in_list ? "" : "]");
}

static void mend(struct mk_findings *findings, struct mk_finding *finding,
	const struct mk_record_rows *rows, const struct mk_doc *map, bool in_list)
{
	const struct mk_doc_entry *entry;
	struct mk_remedy *remedy;
	struct mk_doc_span span;
	bool in_braces = mk_doc_span_of(map, &span);
	const char *dash = in_list || in_braces ? "" : "- ";

	mk_each(entry, &map->entries)
		if (!can_mend(findings->arena, entry, in_braces, dash))
			return;
	remedy = mk_add_remedy(findings, finding, MK_REMEDY_SAFE);
	if (in_braces)
		swap_brackets(findings, remedy, &span, in_list);
	mk_each(entry, &map->entries) {
		if (is_in_line(entry))
			mend_in_line(findings, remedy, rows, entry, dash);
		else
			mend_indented(findings, remedy, rows, entry, dash);
	}
}

/* What comes behind the name. */
static const char *rest_of_item(
	struct mk_arena *arena, const struct mk_record_rows *rows, const struct mk_doc_entry *entry)
{
	if (entry->value->kind == MK_DOC_MAP)
		return "...";
	return mk_arena_printf(arena, "%s: %s", mk_item_text_key(rows)->name,
		mk_shown_text(arena, entry->value->text));
}

void mk_refuse_named(struct mk_findings *findings, struct mk_subject subject,
	const struct mk_record_rows *rows, const struct mk_doc *map, bool in_list)
{
	const struct mk_doc_entry *first = map->entries.items;
	const char *name = mk_shown_text(findings->arena, first->key);
	const char *key = mk_item_name_key(rows)->name;
	struct mk_finding *finding;
	struct mk_doc_span span;

	finding = in_list ? mk_report(findings, &mk_unknown_key, first->origin,
				    "%s has no key '%s'", rows->noun, name)
			  : mk_refuse_kind(findings, subject, map, "a list");
	if (!is_in_line(first))
		mk_suggest(findings, finding,
			in_list ? "write '%s: %s' instead of '%s:'"
				: "begin each item with '- %s: %s' instead of '%s:'",
			key, name, name);
	else
		mk_suggest(findings, finding,
			in_list ? "write {%s: %s, %s}"
			: mk_doc_span_of(map, &span)
				? "write a list of items: [{%s: %s, %s}]"
				: "begin each item with a dash: - {%s: %s, %s}",
			key, name, rest_of_item(findings->arena, rows, first));
	mend(findings, finding, rows, map, in_list);
}
