/* SPDX-License-Identifier: BSD-2-Clause */
/* What all parts of a comparison are made of. */
#include <inttypes.h>
#include <string.h>

#include "base/escape.h"
#include "base/number.h"
#include "base/sort.h"
#include "base/units.h"
#include "base/words.h"
#include "tell/plan_diff_parts.h"

/* --- documents -------------------------------------------------------------------------------- */

const char *mk_diff_text(const struct mk_doc *map, const char *key)
{
	const struct mk_doc *value = mk_doc_value(map, key);

	return value && value->kind == MK_DOC_SCALAR ? value->text : NULL;
}

bool mk_diff_number(const struct mk_doc *map, const char *key, uint64_t *number)
{
	const char *text = mk_diff_text(map, key);

	*number = 0;
	return text && mk_number_parse(text, strlen(text), number) == MK_NUMBER_OK;
}

bool mk_diff_flag(const struct mk_doc *map, const char *key)
{
	const char *text = mk_diff_text(map, key);

	return text && strcmp(text, "true") == 0;
}

const struct mk_doc *mk_diff_list(const struct mk_doc *map, const char *key)
{
	const struct mk_doc *value = mk_doc_value(map, key);

	return value && value->kind == MK_DOC_LIST ? value : NULL;
}

bool mk_diff_same_text(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

static bool same_map(const struct mk_doc *a, const struct mk_doc *b)
{
	const struct mk_doc_entry *entry;

	if (a->entries.count != b->entries.count)
		return false;
	mk_each(entry, &a->entries)
		if (!mk_diff_same(entry->value, mk_doc_value(b, entry->key)))
			return false;
	return true;
}

/* Recursion is at most MK_DOC_MAX_DEPTH deep: the reader has seen to it. */
bool mk_diff_same(const struct mk_doc *a, const struct mk_doc *b)
{
	if (!a || !b || a->kind != b->kind)
		return a == b;
	if (a->kind == MK_DOC_SCALAR)
		return strcmp(a->text, b->text) == 0 && a->quoted == b->quoted;
	if (a->kind == MK_DOC_MAP)
		return same_map(a, b);
	for (size_t i = 0; i < a->items.count && i < b->items.count; i++)
		if (!mk_diff_same(a->items.items[i], b->items.items[i]))
			return false;
	return a->items.count == b->items.count;
}

/* --- words ------------------------------------------------------------------------------------ */

void mk_diff_head(struct mk_diff *diff, const char *heading)
{
	diff->heading = heading;
}

void mk_diff_line(struct mk_diff *diff, const char *format, ...)
{
	va_list arguments;

	if (diff->heading)
		mk_buffer_printf(diff->out, "%s:\n", diff->heading);
	diff->heading = NULL;
	va_start(arguments, format);
	mk_buffer_printf(diff->out, "  %s\n", mk_arena_vprintf(diff->arena, format, arguments));
	va_end(arguments);
}

const char *mk_diff_shown(struct mk_diff *diff, const char *text)
{
	return mk_ascii_text(diff->arena, text ? text : "nothing");
}

const char *mk_diff_size(struct mk_diff *diff, uint64_t size_bytes)
{
	return mk_size_text(diff->arena, size_bytes);
}

const char *mk_diff_range(struct mk_diff *diff, struct mk_range range)
{
	return mk_arena_printf(diff->arena, "%s (%s)", mk_range_text(diff->arena, range),
		mk_diff_size(diff, mk_range_size(range)));
}

const char *mk_diff_intid(struct mk_diff *diff, uint64_t intid)
{
	if (intid < MK_INTID_SPI_FIRST || intid > MK_INTID_SPI_LAST)
		return mk_arena_printf(diff->arena, "INTID %" PRIu64, intid);
	return mk_arena_printf(diff->arena, "SPI %" PRIu64 " (INTID %" PRIu64 ")",
		intid - MK_INTID_SPI_FIRST, intid);
}

static int compare_before(const void *name, const void *item)
{
	return strcmp(name, ((const struct mk_rename *)item)->before);
}

const char *mk_diff_renamed(const struct mk_diff *diff, const char *name)
{
	const struct mk_rename *rename =
		name ? mk_vec_find(&diff->renames, name, compare_before) : NULL;

	return rename ? rename->after : name;
}

/* --- lines ------------------------------------------------------------------------------------ */

void mk_diff_texts(struct mk_diff *diff, const struct mk_doc *before, const struct mk_doc *after,
	const char *key, const char *what)
{
	const char *then = mk_diff_text(before, key);
	const char *now = mk_diff_text(after, key);

	if (!mk_diff_same_text(then, now))
		mk_diff_line(diff, "%s is %s now, not %s", what, mk_diff_shown(diff, now),
			mk_diff_shown(diff, then));
}

static bool is_known(const char *const *known, const char *key)
{
	while (*known && strcmp(*known, key) != 0)
		known++;
	return *known;
}

static const struct mk_doc *value_if_map(const struct mk_doc *map, const char *key)
{
	return map && map->kind == MK_DOC_MAP ? mk_doc_value(map, key) : NULL;
}

void mk_diff_others(struct mk_diff *diff, const struct mk_doc *before, const struct mk_doc *after,
	const char *const *known)
{
	const struct mk_doc_entry *entry;

	mk_each(entry, &after->entries)
		if (!is_known(known, entry->key) &&
			!mk_diff_same(entry->value, value_if_map(before, entry->key)))
			mk_diff_line(diff, "'%s' changed", mk_diff_shown(diff, entry->key));
	mk_each(entry, &before->entries)
		if (!is_known(known, entry->key) && !value_if_map(after, entry->key))
			mk_diff_line(diff, "'%s' is gone", mk_diff_shown(diff, entry->key));
}

void mk_diff_others_of(struct mk_diff *diff, const char *what, const struct mk_doc *before,
	const struct mk_doc *after, const char *const *known)
{
	struct mk_diff inner = *diff;
	struct mk_buffer others;

	mk_buffer_init(&others, diff->arena);
	inner.out = &others;
	inner.heading = NULL;
	mk_diff_others(&inner, before, after, known);
	if (others.length)
		mk_diff_line(diff, "%s:\n  %.*s", what, (int)others.length - 1, others.text);
}

/* --- lists ------------------------------------------------------------------------------------ */

/* A range with what tells it from others; a text by itself. */
static const char *item_text(struct mk_diff *diff, const struct mk_doc *item)
{
	const char *kind = mk_diff_text(item, "kind");
	const char *node = mk_diff_text(item, "node");
	struct mk_range range;

	if (item->kind == MK_DOC_SCALAR)
		return mk_diff_shown(diff, item->text);
	if (!mk_diff_number(item, "first", &range.first) ||
		!mk_diff_number(item, "last", &range.last) || range.first > range.last)
		return NULL;
	return mk_arena_printf(diff->arena, "%s%s%s%s%s", mk_diff_range(diff, range),
		kind || node ? ": " : "", kind ? mk_diff_shown(diff, kind) : "",
		kind && node ? " " : "", node ? mk_diff_shown(diff, node) : "");
}

typedef MK_VEC(const char *) texts;

static int compare_texts(const void *left, const void *right)
{
	return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static texts list_texts(struct mk_diff *diff, const struct mk_doc *map, const char *key)
{
	const struct mk_doc *list = mk_diff_list(map, key);
	texts found = {0};

	for (size_t i = 0; list && i < list->items.count; i++) {
		const char *text = item_text(diff, list->items.items[i]);
		if (text)
			*mk_vec_add(diff->arena, &found) = text;
	}
	mk_vec_sort(&found, compare_texts);
	return found;
}

void mk_diff_lists(struct mk_diff *diff, const struct mk_doc *before, const struct mk_doc *after,
	const char *key, const char *gained, const char *lost)
{
	texts then = list_texts(diff, before, key);
	texts now = list_texts(diff, after, key);
	size_t i = 0, j = 0;

	while (i < then.count || j < now.count) {
		int order = i == then.count  ? 1
			    : j == now.count ? -1
					     : strcmp(then.items[i], now.items[j]);
		if (order < 0)
			mk_diff_line(diff, "%s %s", lost, then.items[i]);
		else if (order > 0)
			mk_diff_line(diff, "%s %s", gained, now.items[j]);
		i += order <= 0;
		j += order >= 0;
	}
}
