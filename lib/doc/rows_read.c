/* SPDX-License-Identifier: BSD-2-Clause */
/* Objects by their rows from what was read. Ends with the first thing that is wrong. */
#include <string.h>

#include "base/number.h"
#include "doc/rows_parts.h"

struct reading {
	struct mk_arena *arena;
	struct mk_row_problem *problem;
};

static bool fail(
	const struct reading *reading, const struct mk_doc *doc, const char *key, const char *why)
{
	*reading->problem = (struct mk_row_problem){doc->origin, key, why};
	return false;
}

static bool is_kind(const struct reading *reading, const struct mk_doc *value, const char *key,
	enum mk_doc_kind kind)
{
	static const char *const complaints[] = {
		"is not null", "is not text or a number", "is not a list", "is not a map"};

	return value->kind == kind || fail(reading, value, key, complaints[kind]);
}

/* --- values ----------------------------------------------------------------------------------- */

static bool read_number(const struct reading *reading, const struct mk_doc *value, const char *key,
	uint64_t *number)
{
	return is_kind(reading, value, key, MK_DOC_SCALAR) &&
	       (mk_number_parse(value->text, strlen(value->text), number) == MK_NUMBER_OK ||
		       fail(reading, value, key, "is not a 64-bit number"));
}

static bool read_given_number(const struct reading *reading, const struct mk_doc *value,
	const char *key, struct mk_row_number *number)
{
	number->given = true;
	number->origin = value->origin;
	return read_number(reading, value, key, &number->value);
}

static bool read_text(const struct reading *reading, const struct mk_doc *value, const char *key,
	const char **text)
{
	*text = value->text;
	return is_kind(reading, value, key, MK_DOC_SCALAR);
}

static bool read_flag(
	const struct reading *reading, const struct mk_doc *value, const char *key, bool *flag)
{
	const char *text = value->kind == MK_DOC_SCALAR && !value->quoted ? value->text : "";

	*flag = strcmp(text, "true") == 0;
	return *flag || strcmp(text, "false") == 0 ||
	       fail(reading, value, key, "is neither true nor false");
}

/* `first` is there. */
static bool read_ends(const struct reading *reading, const struct mk_doc *map,
	const struct mk_doc *first, struct mk_row_range *range)
{
	const struct mk_doc *last = mk_doc_value(map, MK_ROW_LAST);

	range->origin = first->origin;
	if (!read_number(reading, first, MK_ROW_FIRST, &range->range.first))
		return false;
	if (!last)
		return fail(reading, map, MK_ROW_LAST, "is missing");
	if (!read_number(reading, last, MK_ROW_LAST, &range->range.last))
		return false;
	range->given = true;
	return range->range.first <= range->range.last ||
	       fail(reading, map, MK_ROW_FIRST, "is greater than 'last'");
}

/* One with both ends is as large as these say. */
static bool read_range(const struct reading *reading, const struct mk_doc *map,
	const struct mk_row *row, struct mk_row_range *range)
{
	const struct mk_doc *first = mk_doc_value(map, MK_ROW_FIRST);
	const struct mk_doc *size = mk_doc_value(map, MK_ROW_SIZE);

	if (!first)
		return row->nothing == MK_ROW_LEFT_OUT ||
		       fail(reading, map, MK_ROW_FIRST, "is missing");
	if (first->kind != MK_DOC_NULL || row->nothing == MK_ROW_NEEDED) {
		if (!read_ends(reading, map, first, range))
			return false;
		range->size = mk_range_size(range->range);
		return true;
	}
	return !size || read_number(reading, size, MK_ROW_SIZE, &range->size);
}

/* --- lists ------------------------------------------------------------------------------------ */

static bool read_texts(const struct reading *reading, const struct mk_doc *list, const char *key,
	mk_row_texts *texts)
{
	struct mk_doc *const *item;

	if (!is_kind(reading, list, key, MK_DOC_LIST))
		return false;
	mk_each(item, &list->items) {
		if ((*item)->kind != MK_DOC_SCALAR && (*item)->kind != MK_DOC_NULL)
			return fail(reading, *item, key, "has something else than texts in it");
		*mk_vec_add(reading->arena, texts) =
			(*item)->kind == MK_DOC_SCALAR ? (*item)->text : NULL;
	}
	return true;
}

static bool read_numbers(const struct reading *reading, const struct mk_doc *list, const char *key,
	mk_row_numbers *numbers)
{
	struct mk_doc *const *item;

	if (!is_kind(reading, list, key, MK_DOC_LIST))
		return false;
	mk_each(item, &list->items)
		if (!read_number(reading, *item, key, mk_vec_add(reading->arena, numbers)))
			return false;
	return true;
}

static bool read_settings(const struct reading *reading, const struct mk_doc *map, const char *key,
	mk_row_settings *settings)
{
	const struct mk_doc_entry *entry;

	if (!is_kind(reading, map, key, MK_DOC_MAP))
		return false;
	mk_each(entry, &map->entries) {
		struct mk_row_setting *setting = mk_vec_add(reading->arena, settings);
		setting->name = entry->key;
		if (entry->value->kind != MK_DOC_NULL &&
			!read_text(reading, entry->value, entry->key, &setting->value))
			return false;
	}
	return true;
}

/* --- objects ---------------------------------------------------------------------------------- */

static bool read_object(const struct reading *reading, const struct mk_doc *map,
	const struct mk_row *row, void **object)
{
	if (!is_kind(reading, map, row->key, MK_DOC_MAP))
		return false;
	*object = mk_arena_alloc(reading->arena, row->rows->size_bytes);
	return mk_rows_read(reading->arena, row->rows, map, *object, reading->problem);
}

static bool read_objects(const struct reading *reading, const struct mk_doc *list,
	const struct mk_row *row, struct mk_row_objects *objects)
{
	if (!is_kind(reading, list, row->key, MK_DOC_LIST))
		return false;
	objects->items = mk_arena_array(reading->arena, list->items.count, row->rows->size_bytes);
	objects->capacity = list->items.count;
	for (size_t i = 0; i < list->items.count; i++) {
		const struct mk_doc *item = list->items.items[i];
		void *object = (char *)objects->items + i * row->rows->size_bytes;
		if (item->kind != MK_DOC_MAP)
			return fail(reading, item, row->key, "has an item that is not a map");
		if (!mk_rows_read(reading->arena, row->rows, item, object, reading->problem))
			return false;
		objects->count++;
	}
	return true;
}

static bool read_value(const struct reading *reading, const struct mk_doc *value,
	const struct mk_row *row, void *member)
{
	switch (row->type) {
	case MK_ROW_TEXT:
		return read_text(reading, value, row->key, member);
	case MK_ROW_STATED:
		return read_text(reading, value, row->key, &((struct mk_row_stated *)member)->text);
	case MK_ROW_NUMBER:
	case MK_ROW_HEX:
		return read_given_number(reading, value, row->key, member);
	case MK_ROW_FLAG:
		return read_flag(reading, value, row->key, member);
	case MK_ROW_TEXTS:
		return read_texts(reading, value, row->key, member);
	case MK_ROW_NUMBERS:
		return read_numbers(reading, value, row->key, member);
	case MK_ROW_SETTINGS:
		return read_settings(reading, value, row->key, member);
	case MK_ROW_OBJECT:
		return read_object(reading, value, row, member);
	case MK_ROW_OBJECTS:
		return read_objects(reading, value, row, member);
	case MK_ROW_ANYTHING:
		*(const struct mk_doc **)member = value;
		return true;
	case MK_ROW_RANGE:
		break;
	}
	return false;
}

static bool read_row(const struct reading *reading, const struct mk_doc *map,
	const struct mk_row *row, void *member)
{
	const struct mk_doc *value;

	if (row->type == MK_ROW_RANGE)
		return read_range(reading, map, row, member);
	value = mk_doc_value(map, row->key);
	if (row->type == MK_ROW_STATED)
		((struct mk_row_stated *)member)->given = value;
	if (!value && row->nothing == MK_ROW_NEEDED)
		return fail(reading, map, row->key, "is missing");
	if (!value || (value->kind == MK_DOC_NULL && row->nothing != MK_ROW_NEEDED))
		return true;
	return read_value(reading, value, row, member);
}

static bool is_key_of(const struct mk_row *row, const char *key)
{
	if (row->type == MK_ROW_RANGE)
		return strcmp(key, MK_ROW_FIRST) == 0 || strcmp(key, MK_ROW_LAST) == 0 ||
		       strcmp(key, MK_ROW_SIZE) == 0;
	return strcmp(key, row->key) == 0;
}

static bool is_known(const struct mk_rows *rows, const char *key)
{
	for (size_t i = 0; i < rows->count; i++)
		if (is_key_of(&rows->list[i], key))
			return true;
	return false;
}

bool mk_rows_read(struct mk_arena *arena, const struct mk_rows *rows, const struct mk_doc *map,
	void *object, struct mk_row_problem *problem)
{
	struct reading reading = {arena, problem};
	struct mk_object *head = object;
	const struct mk_doc_entry *entry;

	head->origin = map->origin;
	mk_each(entry, &map->entries)
		if (!is_known(rows, entry->key))
			*mk_vec_add(arena, &head->keys) = entry->key;
	for (size_t i = 0; i < rows->count; i++)
		if (!read_row(&reading, map, &rows->list[i], (char *)object + rows->list[i].offset))
			return false;
	return true;
}
