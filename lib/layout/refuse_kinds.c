/* SPDX-License-Identifier: BSD-2-Clause */
/* Values of another kind than their key's: how to make of them what was meant. */
#include <inttypes.h>
#include <string.h>

#include "layout/advice.h"
#include "layout/foreign.h"
#include "layout/mend.h"
#include "layout/refuse.h"

/* The number that a scalar is, or was meant to be; NULL where it is none, or could be two. */
static const char *number_meant(struct mk_arena *arena, const struct mk_doc *value)
{
	size_t length = strnlen(value->text, MK_LAYOUT_MAX_NUMBER + 1);
	struct mk_number_advice advice;
	enum mk_number_status status;
	uint64_t number;

	if (length > MK_LAYOUT_MAX_NUMBER)
		return NULL;
	status = mk_number_parse(value->text, length, &number);
	if (status == MK_NUMBER_OK)
		return value->text;
	advice = mk_number_advise(arena, status, value->text);
	return advice.spellings[1] ? NULL : advice.spellings[0];
}

/* What a scalar is, where it can be the one thing that a map of that kind needs; else NULL. */
static const char *lone_value(
	struct mk_arena *arena, const struct mk_record_rows *rows, const struct mk_doc *value)
{
	if (!rows || !rows->lone_before || value->kind != MK_DOC_SCALAR)
		return NULL;
	return rows->lone_is_number ? number_meant(arena, value) : value->text;
}

static const char *without_quotes(struct mk_arena *arena, const char *text)
{
	char *copy = mk_arena_alloc(arena, strlen(text) + 1);
	size_t length = 0;

	for (; *text; text++)
		if (*text != '"')
			copy[length++] = *text;
	return copy;
}

static void suggest_map(struct mk_findings *findings, struct mk_finding *finding,
	const struct mk_record_rows *rows, const struct mk_doc *value, bool in_list)
{
	const char *lone = lone_value(findings->arena, rows, value);
	const char *before =
		mk_arena_printf(findings->arena, "%s%s", in_list ? "[" : "", rows->lone_before);
	const char *after =
		mk_arena_printf(findings->arena, "%s%s", rows->lone_after, in_list ? "]" : "");

	mk_suggest(findings, finding, "%s%s%s", without_quotes(findings->arena, before),
		mk_shown_text(findings->arena, lone), after);
	if (lone == value->text)
		mk_mend_wrap(findings, finding, MK_REMEDY_SAFE, value, before, after);
	else
		mk_mend_replace(findings, finding, MK_REMEDY_SAFE, value,
			mk_arena_printf(findings->arena, "%s\"%s\"%s", before, lone, after));
}

/* A range where a map of one was expected, or a list of such maps. */
static void suggest_range(struct mk_findings *findings, struct mk_finding *finding,
	const struct mk_doc *value, struct mk_range range, bool in_list)
{
	const char *open = in_list ? "[" : "";
	const char *close = in_list ? "]" : "";
	uint64_t size = mk_range_size(range);

	mk_suggest(findings, finding, "%s{start: 0x%" PRIx64 ", size: 0x%" PRIx64 "}%s", open,
		range.first, size, close);
	mk_mend_replace(findings, finding, MK_REMEDY_GUESS, value,
		mk_arena_printf(findings->arena,
			"%s{\"start\": \"0x%" PRIx64 "\", \"size\": \"0x%" PRIx64 "\"}%s", open,
			range.first, size, close));
}

static bool stands_for_range(
	const struct mk_record_rows *rows, const struct mk_doc *value, struct mk_range *range)
{
	return rows && mk_key_any(rows, "start") && mk_key_any(rows, "size") &&
	       mk_foreign_range(value, range);
}

static bool has_known_key(const struct mk_record_rows *rows, const struct mk_doc *map)
{
	const struct mk_doc_entry *entry;

	mk_each(entry, &map->entries)
		if (mk_key_any(rows, entry->key))
			return true;
	return false;
}

/* Items under their names are what other languages have. */
static void suggest_items(struct mk_findings *findings, struct mk_finding *finding,
	const struct mk_record_rows *rows, const struct mk_doc *map)
{
	const struct mk_doc_entry *first = map->entries.count ? map->entries.items : NULL;

	if (rows && first && !has_known_key(rows, map) && mk_key_any(rows, "name"))
		mk_suggest(findings, finding, "begin each item with '- name: %s' instead of '%s:'",
			mk_shown_text(findings->arena, first->key),
			mk_shown_text(findings->arena, first->key));
	else
		mk_suggest(findings, finding,
			"put it in brackets, [...], or begin each item with '- '");
	if (rows && has_known_key(rows, map))
		mk_mend_enlist(findings, finding, map);
}

/* A list was expected: says how to make one of what is there. `rows` are of its items, or NULL. */
void mk_refuse_list(struct mk_findings *findings, struct mk_subject subject,
	const struct mk_doc *value, const struct mk_record_rows *rows)
{
	struct mk_finding *finding = mk_refuse_kind(findings, subject, value, "a list");
	struct mk_range range;

	if (stands_for_range(rows, value, &range)) {
		suggest_range(findings, finding, value, range, true);
	} else if (lone_value(findings->arena, rows, value)) {
		suggest_map(findings, finding, rows, value, true);
	} else if (value->kind == MK_DOC_SCALAR) {
		mk_suggest(findings, finding, "[%s]", mk_shown_text(findings->arena, value->text));
		if (!rows || rows->bare_key)
			mk_mend_wrap(findings, finding, MK_REMEDY_SAFE, value, "[", "]");
	} else if (value->kind == MK_DOC_NULL) {
		mk_suggest(findings, finding, "write [] for an empty list");
	} else {
		suggest_items(findings, finding, rows, value);
	}
}

/* "<0 63 4>", "GIC_SPI 63": as device trees have it. */
static const char *spi_of_cells(struct mk_arena *arena, const char *text)
{
	static const char name[] = "GIC_SPI ";
	size_t digits;

	text += *text == '<';
	if (strncmp(text, "0 ", 2) == 0)
		text += 2;
	else if (strncmp(text, name, sizeof name - 1) == 0)
		text += sizeof name - 1;
	else
		return NULL;
	digits = strspn(text, "0123456789abcdefABCDEFx");
	if (!digits || digits > MK_LAYOUT_MAX_NUMBER || !strchr(" >", text[digits]))
		return NULL;
	return mk_arena_printf(arena, "spi %.*s", (int)digits, text);
}

/* "spi 63" for {spi: 63}. */
bool mk_refuse_pair(struct mk_findings *findings, const struct mk_record_rows *rows,
	struct mk_subject subject, const struct mk_doc *value)
{
	const char *cells = spi_of_cells(findings->arena, value->text);
	const char *text = NULL;
	const struct mk_key *key = mk_key_run_into(rows, cells ? cells : value->text, &text);
	struct mk_finding *finding;
	uint64_t number;

	if (!key || key->type != MK_KEY_NUMBER || strlen(text) > MK_LAYOUT_MAX_NUMBER ||
		mk_number_parse(text, strlen(text), &number) != MK_NUMBER_OK)
		return false;
	finding = mk_refuse_kind(findings, subject, value, "a map");
	mk_suggest(findings, finding, "{%s: %s}", key->name, text);
	mk_mend_replace(findings, finding, MK_REMEDY_SAFE, value,
		mk_arena_printf(findings->arena, "{\"%s\": %" PRIu64 "}", key->name, number));
	return true;
}

static const char *first_word(struct mk_arena *arena, const char *text)
{
	return mk_arena_copy(arena, text, strcspn(text, " "));
}

/* A map was expected: says how to make one of what is there, where that is known. */
void mk_refuse_map(struct mk_findings *findings, const struct mk_record_rows *rows,
	struct mk_subject subject, const struct mk_doc *doc)
{
	struct mk_finding *finding = mk_refuse_kind(findings, subject, doc, "a map");
	struct mk_range range;
	const char *value;

	if (stands_for_range(rows, doc, &range)) {
		suggest_range(findings, finding, doc, range, false);
	} else if (lone_value(findings->arena, rows, doc)) {
		suggest_map(findings, finding, rows, doc, false);
	} else if (doc->kind == MK_DOC_LIST && doc->items.count == 1 &&
		   doc->items.items[0]->kind == MK_DOC_MAP) {
		mk_suggest(findings, finding, "remove the list around it");
		mk_mend_unlist(findings, finding, doc);
	} else if (doc->kind == MK_DOC_SCALAR && strchr(doc->text, ':') &&
		   mk_key_run_into(rows, doc->text, &value)) {
		mk_suggest(findings, finding, "put a space after the colon: %.*s: %s",
			(int)strcspn(doc->text, ":"), doc->text,
			mk_shown_text(findings->arena, first_word(findings->arena, value)));
		mk_mend_colons(findings, finding, rows, doc->origin, doc->text);
	}
}

bool mk_refuse_list_as_range(struct mk_findings *findings, struct mk_subject item_subject,
	const struct mk_doc *list, const struct mk_record_rows *rows)
{
	struct mk_range range;

	if (!stands_for_range(rows, list, &range))
		return false;
	suggest_range(
		findings, mk_refuse_kind(findings, item_subject, list, "a map"), list, range, true);
	return true;
}
