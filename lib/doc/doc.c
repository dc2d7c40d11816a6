/* SPDX-License-Identifier: BSD-2-Clause */
#include "doc/doc.h"

#include <string.h>

#include "doc/reading_problems.h"

const char *mk_doc_kind_name(const struct mk_doc *node)
{
	static const char *const names[] = {"nothing", "text", "a list", "a map"};

	return names[node->kind];
}

const struct mk_doc_entry *mk_doc_entry(const struct mk_doc *map, const char *key)
{
	const struct mk_doc_entry *entry;

	mk_each(entry, &map->entries)
		if (strcmp(entry->key, key) == 0)
			return entry;
	return NULL;
}

const struct mk_doc *mk_doc_value(const struct mk_doc *map, const char *key)
{
	const struct mk_doc_entry *entry = map ? mk_doc_entry(map, key) : NULL;

	return entry ? entry->value : NULL;
}

static bool same_map(const struct mk_doc *a, const struct mk_doc *b)
{
	const struct mk_doc_entry *entry;

	mk_each(entry, &a->entries)
		if (!mk_doc_same(entry->value, mk_doc_value(b, entry->key)))
			return false;
	return a->entries.count == b->entries.count;
}

static bool same_list(const struct mk_doc *a, const struct mk_doc *b)
{
	for (size_t i = 0; i < a->items.count && i < b->items.count; i++)
		if (!mk_doc_same(a->items.items[i], b->items.items[i]))
			return false;
	return a->items.count == b->items.count;
}

bool mk_doc_same(const struct mk_doc *a, const struct mk_doc *b)
{
	if (!a || !b || a->kind != b->kind)
		return a == b;
	if (a->kind == MK_DOC_MAP)
		return same_map(a, b);
	if (a->kind == MK_DOC_LIST)
		return same_list(a, b);
	return a->kind == MK_DOC_NULL || strcmp(a->text, b->text) == 0;
}

bool mk_doc_add_entry(struct mk_findings *findings, struct mk_doc *map, struct mk_origin origin,
	const char *key, struct mk_doc *value)
{
	const struct mk_doc_entry *first = mk_doc_entry(map, key);
	struct mk_finding *finding;

	if (first) {
		finding = mk_report(
			findings, &mk_duplicate_key, origin, "key '%s' is given twice", key);
		mk_add_note(findings, finding, first->origin, "'%s' is given here first", key);
		return !mk_findings_is_full(findings, &mk_duplicate_key);
	}
	/* The search above is linear: the limit is what keeps large maps cheap. */
	if (map->entries.count == MK_DOC_MAX_KEYS) {
		mk_report(findings, &mk_too_large, origin, "a map has more than %u keys",
			MK_DOC_MAX_KEYS);
		return false;
	}
	*mk_vec_add(findings->arena, &map->entries) = (struct mk_doc_entry){origin, key, value};
	return true;
}
