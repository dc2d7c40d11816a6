/* SPDX-License-Identifier: BSD-2-Clause */
#include "layout/tidy.h"

#include <inttypes.h>
#include <string.h>

#include "base/number.h"
#include "layout/keys.h"

#define DIGITS_SHOWN 9999u

/* --- numbers ----------------------------------------------------------------------------------
 */

static const char *size_text(struct mk_arena *arena, uint64_t value)
{
	static const char letters[] = "TGMK";

	for (int i = 0; letters[i]; i++) {
		int shift = 40 - 10 * i;
		if (value && value % (UINT64_C(1) << shift) == 0 && value >> shift <= DIGITS_SHOWN)
			return mk_arena_printf(arena, "%" PRIu64 "%c", value >> shift, letters[i]);
	}
	return mk_arena_printf(arena, "0x%" PRIx64, value);
}

static bool value_of(const struct mk_doc *doc, uint64_t *value)
{
	return doc->kind == MK_DOC_SCALAR &&
	       mk_number_parse(doc->text, strlen(doc->text), value) == MK_NUMBER_OK;
}

static void tidy_number(struct mk_findings *findings, struct mk_finding *finding,
	const struct mk_key *key, const struct mk_doc *value)
{
	bool is_start = strcmp(key->name, "start") == 0;
	bool is_size = strcmp(key->name, "size") == 0 || strcmp(key->name, "align") == 0;
	const char *text;
	uint64_t number;

	if ((!is_start && !is_size) || !value_of(value, &number))
		return;
	text = is_size ? size_text(findings->arena, number)
		       : mk_arena_printf(findings->arena, "0x%" PRIx64, number);
	if (strcmp(text, value->text) != 0)
		mk_fix(findings, finding, MK_REMEDY_SAFE, value->origin, value->text, text);
}

static void tidy_map(struct mk_findings *findings, struct mk_finding *finding,
	const struct mk_record_rows *rows, const struct mk_doc *map)
{
	const struct mk_doc_entry *entry;
	struct mk_doc *const *item;

	mk_each(entry, &map->entries) {
		const struct mk_key *key = mk_key_named(rows, entry->key, strlen(entry->key));
		if (!key)
			continue;
		if (key->type == MK_KEY_NUMBER || key->type == MK_KEY_SIZE)
			tidy_number(findings, finding, key, entry->value);
		if (key->record) {
			tidy_map(findings, finding, key->record, entry->value);
			mk_each(item, &entry->value->items)
				tidy_map(findings, finding, key->record, *item);
		}
	}
}

void mk_tidy_numbers(
	struct mk_findings *findings, struct mk_finding *finding, const struct mk_doc *doc)
{
	tidy_map(findings, finding, &mk_layout_rows, doc);
}

/* --- comparison -------------------------------------------------------------------------------
 */

static bool is_same_scalar(const struct mk_doc *a, const struct mk_doc *b)
{
	uint64_t left, right;

	if (strcmp(a->text, b->text) == 0)
		return true;
	return value_of(a, &left) && value_of(b, &right) && left == right;
}

/* Recursion is at most MK_DOC_MAX_DEPTH deep. */
bool mk_tidy_is_same(const struct mk_doc *a, const struct mk_doc *b)
{
	if (a->kind != b->kind || a->items.count != b->items.count ||
		a->entries.count != b->entries.count)
		return false;
	if (a->kind == MK_DOC_SCALAR)
		return is_same_scalar(a, b);
	for (size_t i = 0; i < a->items.count; i++)
		if (!mk_tidy_is_same(a->items.items[i], b->items.items[i]))
			return false;
	for (size_t i = 0; i < a->entries.count; i++)
		if (strcmp(a->entries.items[i].key, b->entries.items[i].key) != 0 ||
			!mk_tidy_is_same(a->entries.items[i].value, b->entries.items[i].value))
			return false;
	return true;
}
