/* SPDX-License-Identifier: BSD-2-Clause */
#include "layout/mend.h"

#include <string.h>
#include <strings.h>

#include "base/buffer.h"
#include "doc/span.h"

void mk_mend_wrap(struct mk_findings *findings, struct mk_finding *finding,
	enum mk_remedy_kind kind, const struct mk_doc *value, const char *before, const char *after)
{
	struct mk_remedy *remedy;
	struct mk_doc_span span;

	if (!mk_doc_span_of(value, &span))
		return;
	remedy = mk_add_remedy(findings, finding, kind);
	mk_add_edit(findings, remedy, span.first, "", before);
	mk_add_edit(findings, remedy, span.behind, "", after);
}

void mk_mend_replace(struct mk_findings *findings, struct mk_finding *finding,
	enum mk_remedy_kind kind, const struct mk_doc *value, const char *text)
{
	struct mk_doc_span span;

	if (!mk_doc_span_of(value, &span))
		return;
	/* A list's place is its bracket alone. */
	if (span.behind.line == span.first.line)
		span.first.length = span.behind.column - span.first.column;
	mk_add_edit(findings, mk_add_remedy(findings, finding, kind), span.first,
		mk_arena_copy(findings->arena, span.text, span.length), text);
}

const char *mk_mend_quoted_keys(struct mk_arena *arena, const char *text)
{
	struct mk_buffer out;

	mk_buffer_init(&out, arena);
	while (*text) {
		size_t gap = strspn(text, "{ ,");
		size_t word = strcspn(text + gap, ":");
		size_t value = strcspn(text + gap + word, ",");
		mk_buffer_printf(&out, "%.*s\"%.*s\"%.*s", (int)gap, text, (int)word, text + gap,
			(int)value, text + gap + word);
		text += gap + word + value;
	}
	return out.text;
}

static struct mk_origin place(struct mk_origin origin, unsigned line, unsigned column)
{
	origin.line = line;
	origin.column = column;
	origin.length = 1;
	return origin;
}

/* One character in place of another. */
static void swap(struct mk_findings *findings, struct mk_remedy *remedy, struct mk_origin origin,
	const char *was, const char *text)
{
	mk_add_edit(findings, remedy, place(origin, origin.line, origin.column), was, text);
}

void mk_mend_add_key(struct mk_findings *findings, struct mk_finding *finding,
	const struct mk_doc *map, const char *text)
{
	const char *start = mk_doc_span_from(&map->origin);
	struct mk_origin origin = place(map->origin, map->origin.line, map->origin.column);
	bool in_braces = start && *start == '{';

	if (!start || !map->entries.count)
		return;
	if (in_braces)
		origin.column++;
	mk_add_edit(findings, mk_add_remedy(findings, finding, MK_REMEDY_SAFE), origin, "",
		in_braces ? mk_arena_printf(findings->arena, "%s, ", text)
			  : mk_arena_printf(findings->arena, "%s\n%*s", text,
				    (int)(origin.column - 1), ""));
}

void mk_mend_add_second(struct mk_findings *findings, struct mk_finding *finding,
	const struct mk_doc *map, const char *text)
{
	const char *start = mk_doc_span_from(&map->origin);
	const struct mk_doc_entry *first = map->entries.items;
	struct mk_doc_span span;

	if (!start || !map->entries.count || !mk_doc_span_of(first->value, &span) ||
		span.behind.line != first->origin.line)
		return;
	mk_add_edit(findings, mk_add_remedy(findings, finding, MK_REMEDY_GUESS), span.behind, "",
		*start == '{' ? mk_arena_printf(findings->arena, ", %s", text)
			      : mk_arena_printf(findings->arena, "\n%*s%s",
					(int)(first->origin.column - 1), "", text));
}

void mk_mend_drop_key(struct mk_findings *findings, struct mk_finding *finding,
	const struct mk_doc *map, const char *key)
{
	const struct mk_doc_entry *entry = map ? mk_doc_entry(map, key) : NULL;
	struct mk_doc_span braces;
	struct mk_origin from;
	struct mk_doc_span value;
	const char *was;

	/* Behind another entry, so that the comma before it goes along. */
	if (!entry || entry == map->entries.items || !mk_doc_span_of(map, &braces) ||
		!mk_doc_span_of(entry->value, &value) || !mk_doc_span_of(entry[-1].value, &braces))
		return;
	from = braces.behind;
	was = mk_doc_span_from(&from);
	if (!was || from.line != value.behind.line)
		return;
	from.length = value.behind.column - from.column;
	mk_add_edit(findings, mk_add_remedy(findings, finding, MK_REMEDY_SAFE), from,
		mk_arena_copy(findings->arena, was, strnlen(was, from.length)), "");
}

/* `- item` becomes `  item`; [item] loses its brackets, or has those of the map that it is. */
void mk_mend_unlist(
	struct mk_findings *findings, struct mk_finding *finding, const struct mk_doc *list)
{
	const struct mk_doc *item = list->items.items[0];
	const char *text = mk_doc_span_from(&list->origin);
	const char *inside = mk_doc_span_from(&item->origin);
	bool bare_map = item->kind == MK_DOC_MAP && inside && *inside != '{';
	struct mk_remedy *remedy;
	struct mk_doc_span span;

	if (text && text[0] == '-' && text[1] == ' ') {
		swap(findings, mk_add_remedy(findings, finding, MK_REMEDY_SAFE), list->origin, "-",
			" ");
		return;
	}
	if (!mk_doc_span_of(list, &span) || span.text[0] != '[')
		return;
	remedy = mk_add_remedy(findings, finding, MK_REMEDY_SAFE);
	swap(findings, remedy, span.first, "[", bare_map ? "{" : "");
	span.behind.column--;
	swap(findings, remedy, span.behind, "]", bare_map ? "}" : "");
}

static unsigned last_line(const struct mk_doc *doc)
{
	const struct mk_doc_entry *entry;
	struct mk_doc *const *item;
	unsigned line = doc->origin.line;
	struct mk_doc_span span;

	if (mk_doc_span_of(doc, &span))
		return span.behind.line;
	mk_each(entry, &doc->entries) {
		unsigned last = last_line(entry->value);
		line = last > line ? last : line;
	}
	mk_each(item, &doc->items) {
		unsigned last = last_line(*item);
		line = last > line ? last : line;
	}
	return line;
}

/* An indented map: a dash before its first key, and room below it. */
static void add_dash(
	struct mk_findings *findings, struct mk_finding *finding, const struct mk_doc *map)
{
	struct mk_origin first = map->origin;
	const char *end = first.source->text + first.source->length;
	const char *at = mk_doc_span_from(&first);
	unsigned last = last_line(map);
	struct mk_remedy *remedy = mk_add_remedy(findings, finding, MK_REMEDY_SAFE);

	mk_add_edit(findings, remedy, first, "", "- ");
	for (unsigned line = first.line + 1; at && line <= last; line++) {
		at = memchr(at, '\n', (size_t)(end - at));
		if (at && ++at < end && *at == ' ')
			mk_add_edit(findings, remedy, place(first, line, 1), "", "  ");
	}
}

void mk_mend_enlist(
	struct mk_findings *findings, struct mk_finding *finding, const struct mk_doc *map)
{
	struct mk_doc_span span;

	if (mk_doc_span_of(map, &span))
		mk_mend_wrap(findings, finding, MK_REMEDY_SAFE, map, "[", "]");
	else if (map->entries.count && !mk_findings_is_full(findings, finding->problem))
		add_dash(findings, finding, map);
}

void mk_mend_nothing(struct mk_findings *findings, struct mk_finding *finding,
	const struct mk_doc *null, const char *text)
{
	const char *at = mk_doc_span_from(&null->origin);
	const struct mk_source *source = null->origin.source;

	if (!at || *null->text || at == source->text || strchr("\t\r\n", at[-1]))
		return;
	if (at[-1] != ' ')
		text = mk_arena_printf(findings->arena, "%s %s", at[-1] == ':' ? "" : ":", text);
	mk_add_edit(findings, mk_add_remedy(findings, finding, MK_REMEDY_GUESS), null->origin, "",
		text);
}

void mk_mend_anchor(struct mk_findings *findings, struct mk_finding *finding,
	const struct mk_doc *null, const char *name)
{
	mk_add_edit(findings, mk_add_remedy(findings, finding, MK_REMEDY_SAFE), null->origin,
		mk_arena_printf(findings->arena, "&%s", name), name);
}

/* --- keys that ran into their values ----------------------------------------------------------
 */

static const struct mk_key *find_key(
	const struct mk_record_rows *rows, const char *name, size_t length)
{
	for (size_t i = 0; i < rows->key_count; i++) {
		const struct mk_key *key = &rows->keys[i];
		if (!key->hidden && strlen(key->name) == length &&
			strncasecmp(key->name, name, length) == 0)
			return key;
	}
	return NULL;
}

/* Blanks, the one that does not break as well, and what people write instead of ": ". */
static size_t gap_behind(const char *text)
{
	static const char hard_blank[] = "\xc2\xa0";
	const char *at = text;

	for (;; at += sizeof hard_blank - 1) {
		at += strspn(at, " :=#@");
		if (strncmp(at, hard_blank, sizeof hard_blank - 1) != 0)
			return (size_t)(at - text);
	}
}

const struct mk_key *mk_key_run_into(
	const struct mk_record_rows *rows, const char *text, const char **value)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_";
	size_t length = strspn(text, letters);
	const struct mk_key *key = length ? find_key(rows, text, length) : NULL;
	size_t gap = gap_behind(text + length);

	if (!key || !text[length + gap])
		return NULL;
	if (!gap && !strchr("0123456789{['\"", text[length]))
		return NULL;
	*value = text + length + gap;
	/* "cpu@0" is a name as a whole. */
	if (text[length] == '@' && key->type == MK_KEY_TEXT)
		*value = text;
	return key;
}

static bool is_blank(char byte)
{
	return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n';
}

/* As far as the source goes on with the text, however its lines are broken. */
void mk_mend_colons(struct mk_findings *findings, struct mk_finding *finding,
	const struct mk_record_rows *rows, struct mk_origin origin, const char *text)
{
	const char *at = mk_doc_span_from(&origin);
	struct mk_remedy *remedy = at ? mk_add_remedy(findings, finding, MK_REMEDY_SAFE) : NULL;
	bool at_word = true;

	while (remedy && *text) {
		const char *colon = strchr(text, ':');
		if (is_blank(*text)) {
			at_word = true;
			text++;
			continue;
		}
		for (; is_blank(*at); at++) {
			origin.line += *at == '\n';
			origin.column = *at == '\n' ? 1 : origin.column + 1;
		}
		if (*at != *text)
			return;
		if (at_word && colon && colon[1] && !is_blank(colon[1]) &&
			find_key(rows, text, (size_t)(colon - text)))
			mk_add_edit(findings, remedy,
				place(origin, origin.line,
					origin.column + (unsigned)(colon - text)),
				":", ": ");
		at_word = false;
		origin.column += ((unsigned char)*at & 0xc0) != 0x80;
		at++;
		text++;
	}
}
