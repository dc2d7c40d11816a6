/* SPDX-License-Identifier: BSD-2-Clause */
/* Nothing here knows a key: all of the language is in the rows of layout/keys.c. */
#include <ctype.h>
#include <inttypes.h>
#include <string.h>

#include "base/buffer.h"
#include "base/number.h"
#include "base/words.h"
#include "doc/reading_problems.h"
#include "layout/advice.h"
#include "layout/foreign.h"
#include "layout/keys.h"
#include "layout/layout.h"
#include "layout/mend.h"
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
	struct mk_listing names;

	mk_listing_begin(&names, arena, SIZE_MAX);
	for (size_t i = 0; i < rows->key_count; i++)
		if (is_worth_telling(&rows->keys[i]))
			mk_listing_add(&names, "%s", rows->keys[i].name);
	return mk_listing_joined(&names, "and");
}

/* "-name" for "- name", as an item of the list that the map was to be in. */
static const struct mk_key *refuse_dash(struct mk_findings *findings,
	const struct mk_record_rows *rows, const struct mk_doc_entry *entry)
{
	const struct mk_key *key = entry->key[0] == '-' ? find_key(rows, entry->key + 1) : NULL;
	struct mk_finding *finding;

	if (!key)
		return NULL;
	finding = mk_report(findings, &mk_unknown_key, entry->origin, "%s has no key '%s'",
		rows->noun, entry->key);
	mk_suggest(findings, finding, "put a space after the dash: - %s", key->name);
	mk_add_edit(findings, mk_add_remedy(findings, finding, MK_REMEDY_SAFE), entry->origin,
		entry->key, mk_arena_printf(findings->arena, "- %s", key->name));
	return key;
}

/* "debug:true", "size=64M", "spi 63": a key whose value ran into it. NULL where it is none. */
static const struct mk_key *refuse_run_in(struct mk_findings *findings,
	const struct mk_record_rows *rows, const struct mk_doc_entry *entry)
{
	bool is_lone = entry->value->kind == MK_DOC_NULL && !*entry->value->text;
	bool has_colon = strchr(entry->key, ':') != NULL;
	const char *value = "";
	const struct mk_key *key =
		is_lone || has_colon ? mk_key_run_into(rows, entry->key, &value) : NULL;
	struct mk_finding *finding;
	const char *better;

	if (!key)
		return refuse_dash(findings, rows, entry);
	better = mk_arena_printf(findings->arena, "%s: %s", key->name, value);
	finding = mk_report(findings, &mk_unknown_key, entry->origin, "%s has no key '%s'",
		rows->noun, mk_shown_text(findings->arena, entry->key));
	mk_suggest(findings, finding, "%s%s",
		has_colon ? "put a space after the colon: " : "write ",
		mk_shown_text(findings->arena, better));
	mk_add_edit(findings, mk_add_remedy(findings, finding, MK_REMEDY_SAFE), entry->origin,
		entry->key, better);
	return key;
}

/* Where a range ends, instead of its size; NULL where it is something else. */
static const struct mk_key *refuse_end(struct mk_findings *findings,
	const struct mk_record_rows *rows, const struct mk_doc *map,
	const struct mk_doc_entry *entry)
{
	const struct mk_key *key = find_key(rows, "size");
	struct mk_finding *finding;
	struct mk_remedy *remedy;
	struct mk_range range;
	const char *size;

	if (!key || !mk_foreign_is_end(entry->key) || mk_doc_entry(map, "size") ||
		!mk_foreign_end(map, entry->value, &range))
		return NULL;
	size = mk_arena_printf(findings->arena, "0x%" PRIx64, mk_range_size(range));
	finding = mk_report(findings, &mk_unknown_key, entry->origin, "%s has no key '%s'",
		rows->noun, entry->key);
	mk_suggest(findings, finding, "a range has a start and a size: size: %s", size);
	remedy = mk_add_remedy(findings, finding, MK_REMEDY_GUESS);
	mk_add_edit(findings, remedy, entry->origin, entry->key, key->name);
	mk_add_edit(findings, remedy, entry->value->origin, entry->value->text, size);
	return key;
}

/* The key that an unknown one was meant for, as far as the map does not have that one as well. */
static const struct mk_key *refuse_key(struct mk_findings *findings,
	const struct mk_record_rows *rows, const struct mk_doc *map,
	const struct mk_doc_entry *entry)
{
	const char *nearest = mk_foreign_key(rows, entry->key);
	struct mk_finding *finding;

	if (!nearest)
		nearest = nearest_key(findings->arena, rows, entry->key);
	finding = mk_report(findings, &mk_unknown_key, entry->origin, "%s has no key '%s'",
		rows->noun, mk_shown_text(findings->arena, entry->key));
	if (strcmp(entry->key, "<<") == 0) {
		mk_suggest(findings, finding,
			"merge keys are not supported; repeat the keys, or share whole values");
		return NULL;
	}
	if (!nearest || mk_doc_entry(map, nearest)) {
		mk_suggest(findings, finding, "%s has %s", rows->noun,
			key_names(findings->arena, rows));
		return NULL;
	}
	mk_did_you_mean(findings, finding, entry->origin, entry->key, nearest);
	return find_key(rows, nearest);
}

static void decode_record(struct mk_findings *findings, const struct mk_record_rows *rows,
	struct mk_subject subject, const struct mk_doc *doc, struct mk_record *record);

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

static bool is_range(
	const struct mk_record_rows *rows, const struct mk_doc *value, struct mk_range *range)
{
	return rows && find_key(rows, "start") && find_key(rows, "size") &&
	       mk_foreign_range(value, range);
}

static bool has_known_key(const struct mk_record_rows *rows, const struct mk_doc *map)
{
	const struct mk_doc_entry *entry;

	mk_each(entry, &map->entries)
		if (find_key(rows, entry->key))
			return true;
	return false;
}

/* Items under their names are what other languages have. */
static void suggest_items(struct mk_findings *findings, struct mk_finding *finding,
	const struct mk_record_rows *rows, const struct mk_doc *map)
{
	const struct mk_doc_entry *first = map->entries.count ? map->entries.items : NULL;

	if (rows && first && !has_known_key(rows, map) && find_key(rows, "name"))
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
static void refuse_list(struct mk_findings *findings, struct mk_subject subject,
	const struct mk_doc *value, const struct mk_record_rows *rows)
{
	struct mk_finding *finding = mk_refuse_kind(findings, subject, value, "a list");
	struct mk_range range;

	if (is_range(rows, value, &range)) {
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

static bool decode_texts(struct mk_findings *findings, struct mk_subject subject,
	const struct mk_doc *value, mk_texts *texts)
{
	struct mk_subject item_subject = {subject.key, true};
	struct mk_doc *const *item;
	bool good = true;

	if (value->kind != MK_DOC_LIST) {
		refuse_list(findings, subject, value, NULL);
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
	struct mk_range range;

	if (value->kind != MK_DOC_LIST) {
		refuse_list(findings, subject, value, key->record);
		return false;
	}
	if (!check_count(findings, key, subject, value))
		return false;
	if (is_range(key->record, value, &range)) {
		suggest_range(findings, mk_refuse_kind(findings, item_subject, value, "a map"),
			value, range, true);
		return false;
	}
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
	const struct mk_key *key = find_key(decoding->rows, name);

	return mk_doc_entry(decoding->map, name) ||
	       (key && decoding->meant & bit_of(decoding->rows, key));
}

/* What a misspelt key says is looked at as well, so that nothing else is missed because of it. */
static bool decode_entry(struct decoding *decoding, const struct mk_doc_entry *entry)
{
	const struct mk_record_rows *rows = decoding->rows;
	const struct mk_key *key = find_key(rows, entry->key);
	const struct mk_key *run_in = NULL;
	bool known = key && !key->hidden;
	bool good;

	if (!known)
		run_in = refuse_run_in(decoding->findings, rows, entry);
	if (!known && !run_in)
		run_in = refuse_end(decoding->findings, rows, decoding->map, entry);
	if (run_in) {
		decoding->meant |= bit_of(rows, run_in);
		return false;
	}
	if (!known)
		key = refuse_key(decoding->findings, rows, decoding->map, entry);
	if (!key || (!known && decoding->meant & bit_of(rows, key)))
		return false;
	if (!known)
		decoding->meant |= bit_of(rows, key);
	if (key->word_key && entry->value->kind == MK_DOC_SCALAR)
		key = find_key(rows, key->word_key);
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

static bool check_needs(const struct decoding *decoding)
{
	const struct mk_record_rows *rows = decoding->rows;

	for (size_t i = 0; i < rows->needs_count; i++) {
		const struct mk_doc_entry *entry = mk_doc_entry(decoding->map, rows->needs[i][0]);
		if (!entry || has_key(decoding, rows->needs[i][1]))
			continue;
		mk_report(decoding->findings, &mk_missing_key, entry->origin,
			"%s with '%s' is missing key '%s'", without_article(rows->noun),
			rows->needs[i][0], rows->needs[i][1]);
		return false;
	}
	return true;
}

static bool check_one_of(const struct decoding *decoding)
{
	const struct mk_record_rows *rows = decoding->rows;

	if (!rows->one_of)
		return true;
	for (size_t i = 0; rows->one_of[i]; i++)
		if (has_key(decoding, rows->one_of[i]))
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
static bool refuse_pair(struct mk_findings *findings, const struct mk_record_rows *rows,
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

static bool decode_bare(struct mk_findings *findings, const struct mk_record_rows *rows,
	struct mk_subject subject, const struct mk_doc *value, struct mk_record *record)
{
	const struct mk_key *key = find_key(rows, rows->bare_key);

	if (key->type == MK_KEY_NUMBER && refuse_pair(findings, rows, subject, value))
		return false;
	return decode_value(findings, key, subject, value, (char *)record + key->offset);
}

static const char *first_word(struct mk_arena *arena, const char *text)
{
	return mk_arena_copy(arena, text, strcspn(text, " "));
}

/* A map was expected: says how to make one of what is there, where that is known. */
static void refuse_map(struct mk_findings *findings, const struct mk_record_rows *rows,
	struct mk_subject subject, const struct mk_doc *doc)
{
	struct mk_finding *finding = mk_refuse_kind(findings, subject, doc, "a map");
	struct mk_range range;
	const char *value;

	if (is_range(rows, doc, &range)) {
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
		refuse_map(findings, rows, subject, doc);
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

	layout->doc = doc;
	decode_record(findings, &mk_layout_rows, whole, doc, &layout->record);
	check_version(findings, layout);
	return layout;
}
