/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/words.h"

#include <inttypes.h>

#include "base/number.h"

const char *mk_range_text(struct mk_arena *arena, struct mk_range range)
{
	return mk_arena_printf(arena, "0x%" PRIx64 "..0x%" PRIx64, range.first, range.last);
}

const char *mk_size_text(struct mk_arena *arena, uint64_t size_bytes)
{
	char *text = mk_arena_alloc(arena, MK_NUMBER_SIZE_BYTES);

	mk_number_size_text(size_bytes, text);
	return text;
}

void mk_listing_begin(struct mk_listing *listing, struct mk_arena *arena, size_t most)
{
	*listing = (struct mk_listing){.arena = arena, .most = most};
}

void mk_listing_add(struct mk_listing *listing, const char *format, ...)
{
	va_list arguments;

	if (listing->count++ >= listing->most)
		return;
	va_start(arguments, format);
	*mk_vec_add(listing->arena, &listing->named) =
		mk_arena_vprintf(listing->arena, format, arguments);
	va_end(arguments);
}

/* `before_last` stands before the last item, where all are named, if it is not the only one. */
static const char *write_listing(
	const struct mk_listing *listing, const char *before_last, const char *before_others)
{
	size_t left_out = listing->count - listing->named.count;
	struct mk_buffer text;

	mk_buffer_init(&text, listing->arena);
	mk_buffer_puts(&text, "");
	for (size_t i = 0; i < listing->named.count; i++) {
		if (i)
			mk_buffer_puts(&text, i + 1 < listing->count ? ", " : before_last);
		mk_buffer_puts(&text, listing->named.items[i]);
	}
	if (left_out)
		mk_buffer_printf(&text, "%s%zu more", before_others, left_out);
	return text.text;
}

const char *mk_listing_text(const struct mk_listing *listing)
{
	return write_listing(listing, ", ", " and ");
}

const char *mk_listing_joined(const struct mk_listing *listing, const char *word)
{
	const char *joint = mk_arena_printf(listing->arena, " %s ", word);

	return write_listing(listing, joint, joint);
}
