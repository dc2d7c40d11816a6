/* SPDX-License-Identifier: BSD-2-Clause */
#include "syntax/places.h"

#include <stdbool.h>

#include "base/sort.h"

#define MILESTONE 64

static bool starts_code_point(char byte)
{
	return ((unsigned char)byte & 0xc0) != 0x80;
}

void mk_places_init(
	struct mk_places *places, struct mk_arena *arena, const struct mk_source *source)
{
	const char *text = source->text;

	*places = (struct mk_places){.source = source};
	*mk_vec_add(arena, &places->line_starts) = 0;
	for (size_t i = 0; i < source->length; i++) {
		if (!starts_code_point(text[i]))
			continue;
		if (places->length++ % MILESTONE == 0)
			*mk_vec_add(arena, &places->milestones) = i;
		if (text[i] == '\n')
			*mk_vec_add(arena, &places->line_starts) = places->length;
	}
}

static int compare_at_most(const void *limit, const void *value)
{
	return *(const size_t *)limit >= *(const size_t *)value ? 1 : -1;
}

/* How many of the sorted values are at most `limit`. */
static size_t count_up_to(const size_t *values, size_t value_count, size_t limit)
{
	return mk_lower_bound(&limit, values, value_count, sizeof limit, compare_at_most);
}

/* Each byte is a character. */
static bool is_ascii(const struct mk_places *places)
{
	return places->length == places->source->length;
}

size_t mk_places_index(const struct mk_places *places, size_t offset)
{
	size_t passed = count_up_to(places->milestones.items, places->milestones.count, offset);
	size_t index = passed ? (passed - 1) * MILESTONE : 0;

	if (offset > places->source->length)
		offset = places->source->length;
	for (size_t i = passed ? places->milestones.items[passed - 1] : 0; i < offset; i++)
		index += starts_code_point(places->source->text[i]);
	return index;
}

size_t mk_places_offset(const struct mk_places *places, size_t index)
{
	const struct mk_source *source = places->source;
	size_t at;

	if (index >= places->length)
		return source->length;
	if (is_ascii(places))
		return index;
	at = places->milestones.items[index / MILESTONE];
	for (size_t left = index % MILESTONE; left; left--) {
		at++;
		while (at < source->length && !starts_code_point(source->text[at]))
			at++;
	}
	return at;
}

struct mk_origin mk_places_origin(const struct mk_places *places, size_t index, size_t end)
{
	const size_t *starts = places->line_starts.items;
	size_t line = count_up_to(starts, places->line_starts.count, index);
	size_t start = starts[line - 1];

	if (line < places->line_starts.count && end >= starts[line])
		end = starts[line] - 1;
	return (struct mk_origin){
		.source = places->source,
		.line = (unsigned)line,
		.column = (unsigned)(index - start + 1),
		.length = end > index ? (unsigned)(end - index) : 0,
	};
}
