/* SPDX-License-Identifier: BSD-2-Clause */
/* Nothing here knows a key: all of the language is in the rows of layout/keys.c. */
#include <ctype.h>
#include <inttypes.h>
#include <string.h>

#include "base/buffer.h"
#include "doc/reading_problems.h"
#include "layout/keys.h"
#include "layout/layout.h"
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

static const struct mk_key *find_key(const struct mk_record_rows *rows, const char *name)
{
	for (size_t i = 0; i < rows->key_count; i++)
		if (strcmp(rows->keys[i].name, name) == 0)
			return &rows->keys[i];
	return NULL;
}

static const struct mk_doc_entry *find_entry(const struct mk_doc *map, const char *name)
{
	const struct mk_doc_entry *entry;

	mk_each(entry, &map->entries)
		if (strcmp(entry->key, name) == 0)
			return entry;
	return NULL;
}

static const char *nearest_key(
	struct mk_arena *arena, const struct mk_record_rows *rows, const char *wanted)
{
	const char **names = mk_arena_array(arena, rows->key_count, sizeof *names);
	size_t count = 0;

	for (size_t i = 0; i < rows->key_count; i++)
		if (!rows->keys[i].hidden)
			names[count++] = rows->keys[i].name;
	return mk_nearest_name(wanted, names, count);
}

/* Authors have no need of those for tools, such as $schema. */
static bool is_worth_telling(const struct mk_key *key)
{
	return !key->hidden && *key->name != '$';
}

/* "name, cpu and memory". */
static const char *key_names(struct mk_arena *arena, const struct mk_record_rows *rows)
{
	struct mk_buffer text;
	const char *last = NULL;

	mk_buffer_init(&text, arena);
	for (size_t i = 0; i < rows->key_count; i++) {
		if (!is_worth_telling(&rows->keys[i]))
			continue;
		if (last)
			mk_buffer_printf(&text, "%s%s", text.length ? ", " : "", last);
		last = rows->keys[i].name;
	}
	mk_buffer_printf(&text, "%s%s", text.length ? " and " : "", last);
	return text.text;
}

static void refuse_key(struct mk_findings *findings, const struct mk_record_rows *rows,
	const struct mk_doc_entry *entry)
{
	const char *nearest = nearest_key(findings->arena, rows, entry->key);
	struct mk_finding *finding = mk_report(findings, &mk_unknown_key, entry->origin,
		"%s has no key '%s'", rows->noun, mk_shown_text(findings->arena, entry->key));

	if (strcmp(entry->key, "<<") == 0)
		mk_suggest(findings, finding,
			"merge keys are not supported; repeat the keys, or share whole values");
	else if (nearest)
		mk_did_you_mean(findings, finding, entry->origin, entry->key, nearest);
	else
		mk_suggest(findings, finding, "%s has %s", rows->noun,
			key_names(findings->arena, rows));
}

static void decode_record(struct mk_findings *findings, const struct mk_record_rows *rows,
	struct mk_subject subject, const struct mk_doc *doc, struct mk_record *record);

/* A list was expected: says how to make one of what is there. */
static void refuse_list(
	struct mk_findings *findings, struct mk_subject subject, const struct mk_doc *value)
{
	struct mk_finding *finding = mk_refuse_kind(findings, subject, value, "a list");

	if (value->kind == MK_DOC_SCALAR)
		mk_suggest(findings, finding, "[%s]", mk_shown_text(findings->arena, value->text));
	else if (value->kind == MK_DOC_NULL)
		mk_suggest(findings, finding, "write [] for an empty list");
	else
		mk_suggest(findings, finding,
			"put it in brackets, [...], or begin each item with '- '");
}

static bool decode_texts(struct mk_findings *findings, struct mk_subject subject,
	const struct mk_doc *value, mk_texts *texts)
{
	struct mk_subject item_subject = {subject.key, true};
	struct mk_doc *const *item;
	bool good = true;

	if (value->kind != MK_DOC_LIST) {
		refuse_list(findings, subject, value);
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
		mk_refuse_kind(findings, subject, value, "a map");
		return false;
	}
	mk_each(entry, &value->entries) {
		struct mk_setting setting = {.origin = entry->origin, .name = entry->key};
		struct mk_subject name = {.key = entry->key};
		if (mk_decode_text(findings, name, entry->value, &setting.value))
			*mk_vec_add(findings->arena, settings) = setting;
		else
			good = false;
	}
	return good;
}

static bool check_count(struct mk_findings *findings, const struct mk_key *key,
	struct mk_subject subject, const struct mk_doc *list)
{
	if (list->items.count > MK_LAYOUT_MAX_RECORDS) {
		mk_report(findings, &mk_too_large, list->origin, "%s has more than %u items",
			mk_subject_text(findings->arena, subject), MK_LAYOUT_MAX_RECORDS);
		return false;
	}
	if (key->required && !key->may_be_empty && list->items.count == 0) {
		mk_report(findings, &mk_missing_key, list->origin, "%s is empty",
			mk_subject_text(findings->arena, subject));
		return false;
	}
	return true;
}

/* Broken items are kept, so that the others keep their positions. */
static bool decode_records(struct mk_findings *findings, const struct mk_key *key,
	struct mk_subject subject, const struct mk_doc *value, void *member)
{
	struct mk_subject item_subject = {subject.key, true};
	size_t item_bytes = key->record->size_bytes;
	struct records records;

	if (value->kind != MK_DOC_LIST) {
		refuse_list(findings, subject, value);
		return false;
	}
	if (!check_count(findings, key, subject, value))
		return false;
	records.count = records.capacity = value->items.count;
	records.items =
		records.count ? mk_arena_array(findings->arena, records.count, item_bytes) : NULL;
	for (size_t i = 0; i < records.count; i++)
		decode_record(findings, key->record, item_subject, value->items.items[i],
			(struct mk_record *)((char *)records.items + i * item_bytes));
	memcpy(member, &records, sizeof records);
	return true;
}

/* False when the value is wrong in itself; a nested record keeps its own faults. */
static bool decode_value(struct mk_findings *findings, const struct mk_key *key,
	struct mk_subject subject, const struct mk_doc *value, void *member)
{
	switch (key->type) {
	case MK_KEY_TEXT:
		return mk_decode_text(findings, subject, value, member);
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

static bool decode_entry(struct mk_findings *findings, const struct mk_record_rows *rows,
	const struct mk_doc_entry *entry, struct mk_record *record)
{
	const struct mk_key *key = find_key(rows, entry->key);
	struct mk_subject subject = {.key = entry->key};

	if (!key || key->hidden) {
		refuse_key(findings, rows, entry);
		return false;
	}
	if (key->word_key && entry->value->kind == MK_DOC_SCALAR)
		key = find_key(rows, key->word_key);
	return decode_value(findings, key, subject, entry->value, (char *)record + key->offset);
}

/* Rows have a sentence about the key: the fix is its start, in lower case, without its end. */
static void report_missing(struct mk_findings *findings, const struct mk_record_rows *rows,
	const struct mk_doc *map, const struct mk_key *key)
{
	struct mk_finding *finding = mk_report(findings, &mk_missing_key, map->origin,
		"%s is missing key '%s'", without_article(rows->noun), key->name);

	mk_suggest(findings, finding, "add '%s': %c%.*s", key->name, tolower(*key->doc),
		(int)strcspn(key->doc, ".;,") - 1, key->doc + 1);
}

static bool check_required(
	struct mk_findings *findings, const struct mk_record_rows *rows, const struct mk_doc *map)
{
	bool good = true;

	for (size_t i = 0; i < rows->key_count; i++) {
		const struct mk_key *key = &rows->keys[i];
		if (!key->required || find_entry(map, key->name))
			continue;
		report_missing(findings, rows, map, key);
		good = false;
	}
	return good;
}

static bool check_exclusive(
	struct mk_findings *findings, const struct mk_record_rows *rows, const struct mk_doc *map)
{
	for (size_t i = 0; i < rows->exclusive_count; i++) {
		const struct mk_doc_entry *first = find_entry(map, rows->exclusive[i][0]);
		const struct mk_doc_entry *second = find_entry(map, rows->exclusive[i][1]);
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

static bool check_needs(
	struct mk_findings *findings, const struct mk_record_rows *rows, const struct mk_doc *map)
{
	for (size_t i = 0; i < rows->needs_count; i++) {
		const struct mk_doc_entry *entry = find_entry(map, rows->needs[i][0]);
		if (!entry || find_entry(map, rows->needs[i][1]))
			continue;
		mk_report(findings, &mk_missing_key, entry->origin,
			"%s with '%s' is missing key '%s'", without_article(rows->noun),
			rows->needs[i][0], rows->needs[i][1]);
		return false;
	}
	return true;
}

static bool check_one_of(
	struct mk_findings *findings, const struct mk_record_rows *rows, const struct mk_doc *map)
{
	if (!rows->one_of)
		return true;
	for (size_t i = 0; rows->one_of[i]; i++)
		if (find_entry(map, rows->one_of[i]))
			return true;
	mk_report(findings, &mk_missing_key, map->origin, "%s is missing key %s",
		without_article(rows->noun), mk_choices_text(findings->arena, rows->one_of));
	return false;
}

static bool decode_map(struct mk_findings *findings, const struct mk_record_rows *rows,
	const struct mk_doc *map, struct mk_record *record)
{
	const struct mk_doc_entry *entry;
	bool good = true;

	mk_each(entry, &map->entries)
		good &= decode_entry(findings, rows, entry, record);
	good &= check_required(findings, rows, map);
	/* One misunderstanding often breaks several of these rules: only the first is told. */
	return check_exclusive(findings, rows, map) && check_needs(findings, rows, map) &&
	       check_one_of(findings, rows, map) && good;
}

static bool decode_bare(struct mk_findings *findings, const struct mk_record_rows *rows,
	struct mk_subject subject, const struct mk_doc *value, struct mk_record *record)
{
	const struct mk_key *key = find_key(rows, rows->bare_key);

	return decode_value(findings, key, subject, value, (char *)record + key->offset);
}

/* Recursion follows the rows, which do not contain themselves. */
static void decode_record(struct mk_findings *findings, const struct mk_record_rows *rows,
	struct mk_subject subject, const struct mk_doc *doc, struct mk_record *record)
{
	bool good = false;

	record->origin = doc->origin;
	record->given = true;
	record->broken = true;
	if (doc->kind == MK_DOC_MAP)
		good = decode_map(findings, rows, doc, record);
	else if (doc->kind == MK_DOC_SCALAR && rows->bare_key)
		good = decode_bare(findings, rows, subject, doc, record);
	else
		mk_refuse_kind(findings, subject, doc, "a map");
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
