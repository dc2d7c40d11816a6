/* SPDX-License-Identifier: BSD-2-Clause */
/* Nothing here knows a key: all of the language is in the rows of layout/keys.c. */
#include <ctype.h>
#include <inttypes.h>
#include <string.h>

#include "doc/reading_problems.h"
#include "layout/items.h"
#include "layout/keys.h"
#include "layout/layout.h"
#include "layout/mend.h"
#include "layout/refuse.h"
#include "layout/scalars.h"

/* Any vector of records, whatever their type. */
struct records {
	void *items;
	size_t count;
	size_t capacity;
};

static const char *without_article(const char *noun)
{
	const char *space = strchr(noun, ' ');

	return space ? space + 1 : noun;
}

static void decode_record(struct mk_findings *findings, const struct mk_record_rows *rows,
	struct mk_subject subject, const struct mk_doc *doc, struct mk_record *record);
static bool decode_map(struct mk_findings *findings, const struct mk_record_rows *rows,
	const struct mk_doc *map, struct mk_record *record);

static bool decode_texts(struct mk_findings *findings, struct mk_subject subject,
	const struct mk_doc *value, mk_texts *texts)
{
	struct mk_subject item_subject = {subject.key, true};
	struct mk_doc *const *item;
	bool good = true;

	if (value->kind != MK_DOC_LIST) {
		mk_refuse_list(findings, subject, value, NULL);
		return false;
	}
	mk_each(item, &value->items) {
		struct mk_text text;
		if (mk_decode_text(findings, item_subject, *item, &text))
			*mk_vec_add(findings->arena, texts) = text;
		else
			good = false;
	}
	return good;
}

/* A lone scalar stands for a list of it. */
static bool decode_words(struct mk_findings *findings, struct mk_subject subject,
	const struct mk_doc *value, mk_texts *texts)
{
	struct mk_text text;

	if (value->kind != MK_DOC_SCALAR)
		return decode_texts(findings, subject, value, texts);
	if (!mk_decode_text(findings, subject, value, &text))
		return false;
	*mk_vec_add(findings->arena, texts) = text;
	return true;
}

static bool decode_anything(struct mk_findings *findings, struct mk_subject subject,
	const struct mk_doc *value, const struct mk_doc **map)
{
	if (value->kind != MK_DOC_MAP) {
		mk_refuse_kind(findings, subject, value, "a map");
		return false;
	}
	*map = value;
	return true;
}

static bool decode_settings(struct mk_findings *findings, struct mk_subject subject,
	const struct mk_doc *value, mk_settings *settings)
{
	const struct mk_doc_entry *entry;
	bool good = true;

	if (value->kind != MK_DOC_MAP) {
		mk_refuse_settings(findings, subject, value);
		return false;
	}
	mk_each(entry, &value->entries) {
		struct mk_setting setting = {.origin = entry->origin, .name = entry->key};
		struct mk_subject name = {.key = entry->key};
		if (mk_refuse_setting(findings, subject, entry))
			good = false;
		else if (mk_decode_text(findings, name, entry->value, &setting.value))
			*mk_vec_add(findings->arena, settings) = setting;
		else
			good = false;
	}
	return good;
}

static bool check_count(struct mk_findings *findings, const struct mk_key *key,
	struct mk_subject subject, const struct mk_doc *list)
{
	size_t count = list->kind == MK_DOC_MAP ? list->entries.count : list->items.count;

	if (count > MK_LAYOUT_MAX_RECORDS) {
		mk_report(findings, &mk_too_large, list->origin, "%s has more than %u items",
			mk_subject_text(findings->arena, subject), MK_LAYOUT_MAX_RECORDS);
		return false;
	}
	if (key->required && !key->may_be_empty && count == 0) {
		mk_report(findings, &mk_missing_key, list->origin, "%s is empty",
			mk_subject_text(findings->arena, subject));
		return false;
	}
	return true;
}

static struct records make_records(struct mk_arena *arena, size_t count, size_t item_bytes)
{
	return (struct records){
		count ? mk_arena_array(arena, count, item_bytes) : NULL, count, count};
}

static struct mk_record *record_at(struct records records, size_t i, size_t item_bytes)
{
	return (struct mk_record *)((char *)records.items + i * item_bytes);
}

/* An item under its name is looked at as what was meant, and broken. */
static void decode_named(struct mk_findings *findings, const struct mk_record_rows *rows,
	const struct mk_doc_entry *entry, struct mk_record *record)
{
	const struct mk_key *name = mk_item_name_key(rows);
	const struct mk_key *text = mk_item_text_key(rows);
	struct mk_doc item = {.kind = MK_DOC_MAP, .origin = entry->origin};
	struct mk_doc *named = mk_arena_alloc(findings->arena, sizeof *named);

	*named =
		(struct mk_doc){.kind = MK_DOC_SCALAR, .origin = entry->origin, .text = entry->key};
	*mk_vec_add(findings->arena, &item.entries) =
		(struct mk_doc_entry){entry->origin, name->name, named};
	if (entry->value->kind == MK_DOC_SCALAR)
		*mk_vec_add(findings->arena, &item.entries) =
			(struct mk_doc_entry){entry->origin, text->name, entry->value};
	for (size_t i = 0; i < entry->value->entries.count; i++)
		*mk_vec_add(findings->arena, &item.entries) = entry->value->entries.items[i];
	record->origin = entry->origin;
	record->given = true;
	decode_map(findings, rows, &item, record);
	record->broken = true;
}

static bool decode_named_records(struct mk_findings *findings, const struct mk_key *key,
	struct mk_subject subject, const struct mk_doc *map, void *member)
{
	size_t item_bytes = key->record->size_bytes;
	struct records records;

	mk_refuse_named(findings, subject, key->record, map, false);
	if (!check_count(findings, key, subject, map))
		return false;
	records = make_records(findings->arena, map->entries.count, item_bytes);
	for (size_t i = 0; i < records.count; i++)
		decode_named(findings, key->record, &map->entries.items[i],
			record_at(records, i, item_bytes));
	memcpy(member, &records, sizeof records);
	return false;
}

/* Broken items are kept, so that the others keep their positions. */
static bool decode_records(struct mk_findings *findings, const struct mk_key *key,
	struct mk_subject subject, const struct mk_doc *value, void *member)
{
	struct mk_subject item_subject = {subject.key, true};
	size_t item_bytes = key->record->size_bytes;
	struct records records;

	if (mk_items_are_named(key->record, value))
		return decode_named_records(findings, key, subject, value, member);
	if (value->kind != MK_DOC_LIST) {
		mk_refuse_list(findings, subject, value, key->record);
		return false;
	}
	if (!check_count(findings, key, subject, value))
		return false;
	if (mk_refuse_list_as_range(findings, item_subject, value, key->record))
		return false;
	records = make_records(findings->arena, value->items.count, item_bytes);
	for (size_t i = 0; i < records.count; i++)
		decode_record(findings, key->record, item_subject, value->items.items[i],
			record_at(records, i, item_bytes));
	memcpy(member, &records, sizeof records);
	return true;
}

/* False when the value is wrong in itself; a nested record keeps its own faults. */
static bool decode_value(struct mk_findings *findings, const struct mk_key *key,
	struct mk_subject subject, const struct mk_doc *value, void *member)
{
	switch (key->type) {
	case MK_KEY_TEXT:
		if (key->reason && value->kind == MK_DOC_NULL)
			return mk_check_reason(findings, subject, value);
		return mk_decode_text(findings, subject, value, member) &&
		       (!key->reason || mk_check_reason(findings, subject, value));
	case MK_KEY_NUMBER:
		return mk_decode_number(findings, subject, value, member);
	case MK_KEY_SIZE:
		return mk_decode_size(findings, subject, value, member);
	case MK_KEY_FLAG:
		return mk_decode_flag(findings, subject, value, member);
	case MK_KEY_CHOICE:
		return mk_decode_choice(findings, subject, value, key->choices, member);
	case MK_KEY_TEXTS:
		return decode_texts(findings, subject, value, member);
	case MK_KEY_WORDS:
		return decode_words(findings, subject, value, member);
	case MK_KEY_ANYTHING:
		return decode_anything(findings, subject, value, member);
	case MK_KEY_SETTINGS:
		return decode_settings(findings, subject, value, member);
	case MK_KEY_RECORD:
		decode_record(findings, key->record, subject, value, member);
		return true;
	case MK_KEY_RECORDS:
		return decode_records(findings, key, subject, value, member);
	}
	return false;
}

/* A map on its way into a record. */
struct decoding {
	struct mk_findings *findings;
	const struct mk_record_rows *rows;
	const struct mk_doc *map;
	struct mk_record *record;
	uint64_t meant; /* bits of the keys that the map has in another spelling */
};

static uint64_t bit_of(const struct mk_record_rows *rows, const struct mk_key *key)
{
	return UINT64_C(1) << (key - rows->keys);
}

static bool has_key(const struct decoding *decoding, const char *name)
{
	const struct mk_key *key = mk_key_any(decoding->rows, name);

	return mk_doc_entry(decoding->map, name) ||
	       (key && decoding->meant & bit_of(decoding->rows, key));
}

/* What a misspelt key says is looked at as well, so that nothing else is missed because of it. */
static bool decode_entry(struct decoding *decoding, const struct mk_doc_entry *entry)
{
	const struct mk_record_rows *rows = decoding->rows;
	const struct mk_key *key = mk_key_any(rows, entry->key);
	bool known = key && !key->hidden;
	struct mk_key_meant meant = {key, true};
	bool good;

	if (!known) {
		meant = mk_refuse_key(decoding->findings, rows, decoding->map, entry);
		key = meant.key;
		if (!key || decoding->meant & bit_of(rows, key))
			return false;
		decoding->meant |= bit_of(rows, key);
	}
	if (!meant.has_value)
		return false;
	if (key->word_key && entry->value->kind == MK_DOC_SCALAR)
		key = mk_key_any(rows, key->word_key);
	good = decode_value(decoding->findings, key, (struct mk_subject){.key = entry->key},
		entry->value, (char *)decoding->record + key->offset);
	return known && good;
}

/* Rows have a sentence about the key: the fix is its start, in lower case, without its end. */
static void report_missing(struct mk_findings *findings, const struct mk_record_rows *rows,
	const struct mk_doc *map, const struct mk_key *key)
{
	struct mk_finding *finding = mk_report(findings, &mk_missing_key, map->origin,
		"%s is missing key '%s'", without_article(rows->noun), key->name);

	mk_suggest(findings, finding, "add '%s': %c%.*s", key->name, tolower(*key->doc),
		(int)strcspn(key->doc, ".;,") - 1, key->doc + 1);
	if (key->least && key->least == key->most)
		mk_mend_add_key(findings, finding, map,
			mk_arena_printf(
				findings->arena, "\"%s\": %" PRIu64, key->name, key->least));
}

static bool check_required(const struct decoding *decoding)
{
	const struct mk_record_rows *rows = decoding->rows;
	bool good = true;

	for (size_t i = 0; i < rows->key_count; i++) {
		const struct mk_key *key = &rows->keys[i];
		if (!key->required || has_key(decoding, key->name))
			continue;
		report_missing(decoding->findings, rows, decoding->map, key);
		good = false;
	}
	return good;
}

static bool check_exclusive(
	struct mk_findings *findings, const struct mk_record_rows *rows, const struct mk_doc *map)
{
	for (size_t i = 0; i < rows->exclusive_count; i++) {
		const struct mk_doc_entry *first = mk_doc_entry(map, rows->exclusive[i][0]);
		const struct mk_doc_entry *second = mk_doc_entry(map, rows->exclusive[i][1]);
		struct mk_finding *finding;
		if (!first || !second)
			continue;
		if (first > second) {
			const struct mk_doc_entry *earlier = second;
			second = first;
			first = earlier;
		}
		finding = mk_report(findings, &mk_exclusive_keys, second->origin,
			"'%s' cannot be combined with '%s'", second->key, first->key);
		mk_add_note(findings, finding, first->origin, "'%s' is given here", first->key);
		return false;
	}
	return true;
}

/* `keys` is NULL-terminated. */
static bool has_one_of(const struct decoding *decoding, const char *const *keys)
{
	for (; *keys; keys++)
		if (has_key(decoding, *keys))
			return true;
	return false;
}

static bool check_needs(const struct decoding *decoding)
{
	const struct mk_record_rows *rows = decoding->rows;

	for (size_t i = 0; i < rows->needs_count; i++) {
		const struct mk_doc_entry *entry = mk_doc_entry(decoding->map, rows->needs[i][0]);
		const char *const *others = &rows->needs[i][1];
		if (!entry || has_one_of(decoding, others))
			continue;
		mk_report(decoding->findings, &mk_missing_key, entry->origin,
			"%s with '%s' is missing key %s", without_article(rows->noun),
			rows->needs[i][0], mk_choices_text(decoding->findings->arena, others));
		return false;
	}
	return true;
}

static bool check_one_of(const struct decoding *decoding)
{
	const struct mk_record_rows *rows = decoding->rows;

	if (!rows->one_of || has_one_of(decoding, rows->one_of))
		return true;
	mk_report(decoding->findings, &mk_missing_key, decoding->map->origin,
		"%s is missing key %s", without_article(rows->noun),
		mk_choices_text(decoding->findings->arena, rows->one_of));
	return false;
}

static bool decode_map(struct mk_findings *findings, const struct mk_record_rows *rows,
	const struct mk_doc *map, struct mk_record *record)
{
	struct decoding decoding = {findings, rows, map, record, 0};
	const struct mk_doc_entry *entry;
	bool good = true;

	mk_each(entry, &map->entries)
		good &= decode_entry(&decoding, entry);
	good &= check_required(&decoding);
	/* One misunderstanding often breaks several of these rules: only the first is told. */
	return check_exclusive(findings, rows, map) && check_needs(&decoding) &&
	       check_one_of(&decoding) && good;
}

static bool decode_bare(struct mk_findings *findings, const struct mk_record_rows *rows,
	struct mk_subject subject, const struct mk_doc *value, struct mk_record *record)
{
	const struct mk_key *key = mk_key_any(rows, rows->bare_key);

	if (key->type == MK_KEY_NUMBER && mk_refuse_pair(findings, rows, subject, value))
		return false;
	return decode_value(findings, key, subject, value, (char *)record + key->offset);
}

/* Recursion follows the rows, which do not contain themselves. */
static void decode_record(struct mk_findings *findings, const struct mk_record_rows *rows,
	struct mk_subject subject, const struct mk_doc *doc, struct mk_record *record)
{
	const struct mk_doc_entry *named =
		subject.item ? mk_item_named(findings->arena, rows, doc) : NULL;
	bool good = false;

	record->origin = doc->origin;
	record->given = true;
	record->broken = true;
	record->doc = named ? NULL : doc;
	if (named) {
		mk_refuse_named(findings, subject, rows, doc, true);
		decode_named(findings, rows, named, record);
	} else if (doc->kind == MK_DOC_MAP)
		good = decode_map(findings, rows, doc, record);
	else if (doc->kind == MK_DOC_SCALAR && rows->bare_key)
		good = decode_bare(findings, rows, subject, doc, record);
	else
		mk_refuse_map(findings, rows, subject, doc);
	record->broken = !good;
}

static void check_version(struct mk_findings *findings, struct mk_layout *layout)
{
	if (!layout->version.given || layout->version.value == MK_LAYOUT_VERSION)
		return;
	mk_report(findings, &mk_unsupported_version, layout->version.origin,
		"version %" PRIu64 " of the layout language is not known, only %u is",
		layout->version.value, MK_LAYOUT_VERSION);
	layout->record.broken = true;
}

struct mk_layout *mk_layout_decode(
	struct mk_arena *arena, const struct mk_doc *doc, struct mk_findings *findings)
{
	struct mk_layout *layout = mk_arena_alloc(arena, sizeof *layout);
	struct mk_subject whole = {.key = NULL};

	decode_record(findings, &mk_layout_rows, whole, doc, &layout->record);
	check_version(findings, layout);
	return layout;
}

struct mk_origin mk_layout_place(const struct mk_layout *layout, const char *key)
{
	const struct mk_doc_entry *entry = mk_doc_entry(layout->record.doc, key);

	return entry ? entry->origin : layout->record.origin;
}
