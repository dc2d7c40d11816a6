/* SPDX-License-Identifier: BSD-2-Clause */
/* Objects that are there: written, and compared. Tables are finite, and so is recursion. */
#include "doc/rows.h"

#include <string.h>

#include "doc/rows_parts.h"

static const void *member_of(const struct mk_row *row, const void *object)
{
	return (const char *)object + row->offset;
}

static bool is_nothing(const struct mk_row *row, const void *member)
{
	switch (row->type) {
	case MK_ROW_TEXT:
		return !*(const char *const *)member;
	case MK_ROW_STATED:
		return !((const struct mk_row_stated *)member)->given;
	case MK_ROW_NUMBER:
	case MK_ROW_HEX:
		return !((const struct mk_row_number *)member)->given;
	case MK_ROW_FLAG:
		return !*(const bool *)member;
	case MK_ROW_RANGE:
		return !((const struct mk_row_range *)member)->given;
	case MK_ROW_TEXTS:
		return !((const mk_row_texts *)member)->count;
	case MK_ROW_NUMBERS:
		return !((const mk_row_numbers *)member)->count;
	case MK_ROW_SETTINGS:
		return !((const mk_row_settings *)member)->count;
	case MK_ROW_OBJECTS:
		return !((const struct mk_row_objects *)member)->count;
	case MK_ROW_OBJECT:
		return !*(const void *const *)member;
	case MK_ROW_ANYTHING:
		return !*(const struct mk_doc *const *)member;
	}
	return true;
}

bool mk_row_is_written(const struct mk_row *row, const void *object)
{
	return row->nothing != MK_ROW_LEFT_OUT || !is_nothing(row, member_of(row, object));
}

/* --- writing ---------------------------------------------------------------------------------- */

static void write_range(
	struct mk_json *json, struct mk_json_value *into, const struct mk_row_range *range)
{
	if (range->given) {
		mk_json_hex(json, into, MK_ROW_FIRST, range->range.first);
		mk_json_hex(json, into, MK_ROW_LAST, range->range.last);
	} else {
		mk_json_null(json, into, MK_ROW_FIRST);
		mk_json_null(json, into, MK_ROW_LAST);
	}
	mk_json_hex(json, into, MK_ROW_SIZE, range->size);
}

static void write_number(struct mk_json *json, struct mk_json_value *into, const struct mk_row *row,
	const struct mk_row_number *number)
{
	if (!number->given)
		mk_json_null(json, into, row->key);
	else if (row->type == MK_ROW_HEX)
		mk_json_hex(json, into, row->key, number->value);
	else
		mk_json_number(json, into, row->key, number->value);
}

static void write_texts(struct mk_json *json, struct mk_json_value *list, const mk_row_texts *texts)
{
	const char *const *text;

	mk_each(text, texts)
		mk_json_text(json, list, NULL, *text);
}

static void write_numbers(
	struct mk_json *json, struct mk_json_value *list, const mk_row_numbers *numbers)
{
	const uint64_t *number;

	mk_each(number, numbers)
		mk_json_number(json, list, NULL, *number);
}

static void write_settings(
	struct mk_json *json, struct mk_json_value *into, const mk_row_settings *settings)
{
	const struct mk_row_setting *setting;

	mk_each(setting, settings)
		mk_json_text(json, into, setting->name, setting->value);
}

static void write_object(struct mk_json *json, struct mk_json_value *into, const struct mk_row *row,
	const void *object)
{
	if (object)
		mk_rows_write(json, mk_json_object(json, into, row->key), row->rows, object);
	else
		mk_json_null(json, into, row->key);
}

static void write_objects(struct mk_json *json, struct mk_json_value *list,
	const struct mk_row *row, const struct mk_row_objects *objects)
{
	for (size_t i = 0; i < objects->count; i++)
		mk_rows_write(json, mk_json_object(json, list, NULL), row->rows,
			mk_row_item(row, objects, i));
}

static void write_member(struct mk_json *json, struct mk_json_value *into, const struct mk_row *row,
	const void *member)
{
	switch (row->type) {
	case MK_ROW_TEXT:
		mk_json_text(json, into, row->key, *(const char *const *)member);
		return;
	case MK_ROW_STATED:
		mk_json_text(json, into, row->key, ((const struct mk_row_stated *)member)->text);
		return;
	case MK_ROW_NUMBER:
	case MK_ROW_HEX:
		write_number(json, into, row, member);
		return;
	case MK_ROW_FLAG:
		mk_json_flag(json, into, row->key, *(const bool *)member);
		return;
	case MK_ROW_RANGE:
		write_range(json, into, member);
		return;
	case MK_ROW_TEXTS:
		write_texts(json, mk_json_list(json, into, row->key), member);
		return;
	case MK_ROW_NUMBERS:
		write_numbers(json, mk_json_list(json, into, row->key), member);
		return;
	case MK_ROW_SETTINGS:
		write_settings(json, mk_json_object(json, into, row->key), member);
		return;
	case MK_ROW_OBJECT:
		write_object(json, into, row, *(const void *const *)member);
		return;
	case MK_ROW_OBJECTS:
		write_objects(json, mk_json_list(json, into, row->key), row, member);
		return;
	case MK_ROW_ANYTHING:
		mk_json_doc(json, into, row->key, *(const struct mk_doc *const *)member);
		return;
	}
}

void mk_rows_write(struct mk_json *json, struct mk_json_value *into, const struct mk_rows *rows,
	const void *object)
{
	for (size_t i = 0; i < rows->count; i++)
		if (mk_row_is_written(&rows->list[i], object))
			write_member(json, into, &rows->list[i], member_of(&rows->list[i], object));
}

/* --- comparing -------------------------------------------------------------------------------- */

static bool same_text(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

static bool same_number(const struct mk_row_number *a, const struct mk_row_number *b)
{
	return a->given == b->given && (!a->given || a->value == b->value);
}

static bool same_range(const struct mk_row_range *a, const struct mk_row_range *b)
{
	if (a->given != b->given || !a->given)
		return a->given == b->given && a->size == b->size;
	return a->range.first == b->range.first && a->range.last == b->range.last;
}

static bool same_texts(const mk_row_texts *a, const mk_row_texts *b)
{
	for (size_t i = 0; i < a->count && i < b->count; i++)
		if (!same_text(a->items[i], b->items[i]))
			return false;
	return a->count == b->count;
}

static bool same_numbers(const mk_row_numbers *a, const mk_row_numbers *b)
{
	for (size_t i = 0; i < a->count && i < b->count; i++)
		if (a->items[i] != b->items[i])
			return false;
	return a->count == b->count;
}

static bool same_settings(const mk_row_settings *a, const mk_row_settings *b)
{
	for (size_t i = 0; i < a->count && i < b->count; i++)
		if (!same_text(a->items[i].name, b->items[i].name) ||
			!same_text(a->items[i].value, b->items[i].value))
			return false;
	return a->count == b->count;
}

static bool same_object(const struct mk_row *row, const void *a, const void *b)
{
	return a && b ? mk_rows_same(row->rows, a, b) : a == b;
}

static bool same_objects(
	const struct mk_row *row, const struct mk_row_objects *a, const struct mk_row_objects *b)
{
	for (size_t i = 0; i < a->count && i < b->count; i++)
		if (!mk_rows_same(row->rows, mk_row_item(row, a, i), mk_row_item(row, b, i)))
			return false;
	return a->count == b->count;
}

static bool same_member(const struct mk_row *row, const void *a, const void *b)
{
	switch (row->type) {
	case MK_ROW_TEXT:
		return same_text(*(const char *const *)a, *(const char *const *)b);
	case MK_ROW_STATED:
		return same_text(((const struct mk_row_stated *)a)->text,
			((const struct mk_row_stated *)b)->text);
	case MK_ROW_NUMBER:
	case MK_ROW_HEX:
		return same_number(a, b);
	case MK_ROW_FLAG:
		return *(const bool *)a == *(const bool *)b;
	case MK_ROW_RANGE:
		return same_range(a, b);
	case MK_ROW_TEXTS:
		return same_texts(a, b);
	case MK_ROW_NUMBERS:
		return same_numbers(a, b);
	case MK_ROW_SETTINGS:
		return same_settings(a, b);
	case MK_ROW_OBJECT:
		return same_object(row, *(const void *const *)a, *(const void *const *)b);
	case MK_ROW_OBJECTS:
		return same_objects(row, a, b);
	case MK_ROW_ANYTHING:
		return mk_doc_same(
			*(const struct mk_doc *const *)a, *(const struct mk_doc *const *)b);
	}
	return false;
}

bool mk_row_same(const struct mk_row *row, const void *a, const void *b)
{
	return mk_row_is_written(row, a) == mk_row_is_written(row, b) &&
	       same_member(row, member_of(row, a), member_of(row, b));
}

/* What no row knows is not known to be the same. */
bool mk_rows_same(const struct mk_rows *rows, const void *a, const void *b)
{
	for (size_t i = 0; i < rows->count; i++)
		if (!mk_row_same(&rows->list[i], a, b))
			return false;
	return !((const struct mk_object *)a)->keys.count &&
	       !((const struct mk_object *)b)->keys.count;
}
