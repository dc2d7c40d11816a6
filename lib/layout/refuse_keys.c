/* SPDX-License-Identifier: BSD-2-Clause */
/* Keys that there are not: what may have been meant. */
#include <inttypes.h>
#include <string.h>

#include "base/words.h"
#include "doc/reading_problems.h"
#include "layout/foreign.h"
#include "layout/mend.h"
#include "layout/refuse.h"
#include "layout/scalars.h"

const char *mk_key_near(
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
	const struct mk_key *key = entry->key[0] == '-' ? mk_key_any(rows, entry->key + 1) : NULL;
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

/* {board.dtb}: the file's name alone, where a map can be made of one. */
static bool refuse_lone_file(struct mk_findings *findings, const struct mk_record_rows *rows,
	const struct mk_doc_entry *entry)
{
	bool is_lone = entry->value->kind == MK_DOC_NULL && !*entry->value->text;
	const char *key = rows->lone_before ? rows->lone_before + strlen("{\"") : "";
	struct mk_finding *finding;
	const char *better;

	if (!is_lone || !*key || rows->lone_is_number || !strpbrk(entry->key, "./") ||
		strpbrk(entry->key, "\"\\"))
		return false;
	better = mk_arena_printf(
		findings->arena, "%.*s: %s", (int)strcspn(key, "\""), key, entry->key);
	finding = mk_report(findings, &mk_unknown_key, entry->origin, "%s has no key '%s'",
		rows->noun, mk_shown_text(findings->arena, entry->key));
	mk_suggest(findings, finding, "write %s", mk_shown_text(findings->arena, better));
	mk_add_edit(findings, mk_add_remedy(findings, finding, MK_REMEDY_SAFE), entry->origin,
		entry->key, better);
	return true;
}

/* Where a range ends, instead of its size; NULL where it is something else. */
static const struct mk_key *refuse_end(struct mk_findings *findings,
	const struct mk_record_rows *rows, const struct mk_doc *map,
	const struct mk_doc_entry *entry)
{
	const struct mk_key *key = mk_key_any(rows, "size");
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

/* Whether the whole layout has such a key, with such a value. */
static bool is_of_layout(const struct mk_doc_entry *entry)
{
	const struct mk_key *key = mk_key_any(&mk_layout_rows, entry->key);
	const struct mk_doc *value = entry->value;

	if (!key || key->hidden)
		return false;
	if (key->type == MK_KEY_RECORD)
		return value->kind == MK_DOC_MAP;
	return key->type == MK_KEY_RECORDS && value->kind == MK_DOC_LIST && value->items.count &&
	       value->items.items[0]->kind == MK_DOC_MAP;
}

/* The map of the layout that has such a key, alone among them; NULL where there is none. */
static const struct mk_key *map_with_key(const char *name)
{
	const struct mk_key *found = NULL;

	for (size_t i = 0; i < mk_layout_rows.key_count; i++) {
		const struct mk_key *map = &mk_layout_rows.keys[i];
		if (map->type != MK_KEY_RECORD || !mk_key_named(map->record, name, strlen(name)))
			continue;
		if (found)
			return NULL;
		found = map;
	}
	return found;
}

/* The key that an unknown one was meant for, as far as the map does not have that one as well. */
static const struct mk_key *refuse_unknown(struct mk_findings *findings,
	const struct mk_record_rows *rows, const struct mk_doc *map,
	const struct mk_doc_entry *entry)
{
	const char *nearest = mk_foreign_key(rows, entry->key);
	struct mk_finding *finding;

	if (!nearest)
		nearest = mk_key_near(findings->arena, rows, entry->key);
	finding = mk_report(findings, &mk_unknown_key, entry->origin, "%s has no key '%s'",
		rows->noun, mk_shown_text(findings->arena, entry->key));
	if (strcmp(entry->key, "<<") == 0) {
		mk_suggest(findings, finding,
			"merge keys are not supported; repeat the keys, or share whole values");
		return NULL;
	}
	if (!nearest && rows != &mk_layout_rows && is_of_layout(entry)) {
		mk_suggest(findings, finding,
			"'%s' is a key of the whole layout: write it at the left margin",
			entry->key);
		return NULL;
	}
	if (!nearest && rows == &mk_layout_rows && map_with_key(entry->key)) {
		mk_suggest(findings, finding, "'%s' is a key of '%s': write it in there",
			entry->key, map_with_key(entry->key)->name);
		return NULL;
	}
	if (!nearest || mk_doc_entry(map, nearest)) {
		mk_suggest(findings, finding, "%s has %s", rows->noun,
			key_names(findings->arena, rows));
		return NULL;
	}
	mk_did_you_mean(findings, finding, entry->origin, entry->key, nearest);
	return mk_key_any(rows, nearest);
}

struct mk_key_meant mk_refuse_key(struct mk_findings *findings, const struct mk_record_rows *rows,
	const struct mk_doc *map, const struct mk_doc_entry *entry)
{
	const struct mk_key *key = refuse_run_in(findings, rows, entry);

	if (!key)
		key = refuse_end(findings, rows, map, entry);
	if (key || refuse_lone_file(findings, rows, entry))
		return (struct mk_key_meant){.key = key};
	return (struct mk_key_meant){
		.key = refuse_unknown(findings, rows, map, entry), .has_value = true};
}
