/* SPDX-License-Identifier: BSD-2-Clause */
/* What all parts of a comparison are made of. */
#include <inttypes.h>
#include <string.h>

#include "base/escape.h"
#include "base/sort.h"
#include "base/units.h"
#include "base/words.h"
#include "tell/plan_diff_parts.h"

bool mk_diff_same_text(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
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

const char *mk_diff_decimal(struct mk_diff *diff, struct mk_row_number number)
{
	return number.given ? mk_arena_printf(diff->arena, "%" PRIu64, number.value) : NULL;
}

const char *mk_diff_hex(struct mk_diff *diff, struct mk_row_number number)
{
	return number.given ? mk_arena_printf(diff->arena, "0x%" PRIx64, number.value) : NULL;
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

void mk_diff_texts(struct mk_diff *diff, const char *then, const char *now, const char *what)
{
	if (!mk_diff_same_text(then, now))
		mk_diff_line(diff, "%s is %s now, not %s", what, mk_diff_shown(diff, now),
			mk_diff_shown(diff, then));
}

static bool is_told(const size_t *told, const struct mk_row *row)
{
	while (*told && *told != row->offset)
		told++;
	return *told;
}

static void tell_gone_keys(struct mk_diff *diff, const struct mk_object *before)
{
	const char *const *key;

	mk_each(key, &before->keys)
		mk_diff_line(diff, "'%s' is gone", mk_diff_shown(diff, *key));
}

/* What the plan of now has in it is all in rows. */
void mk_diff_others(struct mk_diff *diff, const struct mk_rows *rows, const void *before,
	const void *after, const size_t *told)
{
	for (size_t i = 0; i < rows->count; i++) {
		const struct mk_row *row = &rows->list[i];
		if (!is_told(told, row) && mk_row_is_written(row, after) &&
			!mk_row_same(row, before, after))
			mk_diff_line(diff, "'%s' changed", mk_diff_shown(diff, row->key));
	}
	for (size_t i = 0; i < rows->count; i++) {
		const struct mk_row *row = &rows->list[i];
		if (!is_told(told, row) && mk_row_is_written(row, before) &&
			!mk_row_is_written(row, after))
			mk_diff_line(diff, "'%s' is gone", mk_diff_shown(diff, row->key));
	}
	tell_gone_keys(diff, before);
}

void mk_diff_others_of(struct mk_diff *diff, const char *what, const struct mk_rows *rows,
	const void *before, const void *after, const size_t *told)
{
	struct mk_diff inner = *diff;
	struct mk_buffer others;

	mk_buffer_init(&others, diff->arena);
	inner.out = &others;
	inner.heading = NULL;
	mk_diff_others(&inner, rows, before, after, told);
	if (others.length)
		mk_diff_line(diff, "%s:\n  %.*s", what, (int)others.length - 1, others.text);
}

/* --- lists ------------------------------------------------------------------------------------ */

void mk_diff_list_range(struct mk_diff *diff, mk_row_texts *list, struct mk_row_range range,
	const char *kind, const char *node)
{
	if (!range.given)
		return;
	*mk_vec_add(diff->arena, list) =
		mk_arena_printf(diff->arena, "%s%s%s%s%s", mk_diff_range(diff, range.range),
			kind || node ? ": " : "", kind ? mk_diff_shown(diff, kind) : "",
			kind && node ? " " : "", node ? mk_diff_shown(diff, node) : "");
}

mk_row_texts mk_diff_list_texts(struct mk_diff *diff, const mk_row_texts *texts)
{
	mk_row_texts list = {0};
	const char *const *text;

	mk_each(text, texts)
		if (*text)
			*mk_vec_add(diff->arena, &list) = mk_diff_shown(diff, *text);
	return list;
}

void mk_diff_lists(struct mk_diff *diff, mk_row_texts before, mk_row_texts after,
	const char *gained, const char *lost)
{
	size_t i = 0, j = 0;

	mk_vec_sort(&before, mk_compare_texts);
	mk_vec_sort(&after, mk_compare_texts);
	while (i < before.count || j < after.count) {
		int order = i == before.count  ? 1
			    : j == after.count ? -1
					       : strcmp(before.items[i], after.items[j]);
		if (order < 0)
			mk_diff_line(diff, "%s %s", lost, before.items[i]);
		else if (order > 0)
			mk_diff_line(diff, "%s %s", gained, after.items[j]);
		i += order <= 0;
		j += order >= 0;
	}
}
