/* SPDX-License-Identifier: BSD-2-Clause */
/* Which RAM a kernel finds free, and the list that it keeps of what is no device memory. */
#include <inttypes.h>
#include <string.h>

#include "base/words.h"
#include "plan/boot_start_parts.h"

/* --- the list --------------------------------------------------------------------------------- */

static void remove_span(mk_spans *spans, size_t index)
{
	memmove(&spans->items[index], &spans->items[index + 1],
		(spans->count - index - 1) * sizeof *spans->items);
	spans->count--;
}

void mk_span_insert(struct mk_arena *arena, mk_spans *spans, size_t index, struct mk_span span)
{
	mk_vec_add(arena, spans);
	memmove(&spans->items[index + 1], &spans->items[index],
		(spans->count - index - 1) * sizeof *spans->items);
	spans->items[index] = span;
}

static void merge_touching(mk_spans *spans)
{
	for (size_t i = 1; i < spans->count;) {
		if (spans->items[i - 1].end != spans->items[i].base) {
			i++;
			continue;
		}
		spans->items[i - 1].end = spans->items[i].end;
		remove_span(spans, i);
	}
}

/*
 * Only ranges that touch are joined: one over another is put behind it, and so what lies between
 * the lower one's start and it is open again.
 */
static void claim(struct mk_starting *starting, struct mk_span span)
{
	mk_spans *spans = &starting->claimed;
	size_t i;

	if (mk_span_is_empty(span))
		return;
	for (i = 0; i < spans->count; i++) {
		if (spans->items[i].base == span.end) {
			spans->items[i].base = span.base;
			merge_touching(spans);
			return;
		}
		if (spans->items[i].end == span.base) {
			spans->items[i].end = span.end;
			merge_touching(spans);
			return;
		}
		if (spans->items[i].base > span.end)
			break;
	}
	mk_span_insert(starting->arena, spans, i, span);
}

/* --- what is cut out -------------------------------------------------------------------------- */

bool mk_start_overlap(const mk_spans *spans, const struct mk_span **a, const struct mk_span **b)
{
	for (size_t i = 0; i < spans->count; i++)
		for (size_t j = i + 1; j < spans->count; j++) {
			*a = &spans->items[i];
			*b = &spans->items[j];
			if ((*a)->base < (*b)->end && (*b)->base < (*a)->end)
				return true;
		}
	return false;
}

static void sort_spans(mk_spans *spans)
{
	for (size_t i = 1; i < spans->count; i++) {
		struct mk_span span = spans->items[i];
		size_t at = i;
		for (; at && (spans->items[at - 1].base > span.base ||
				     (spans->items[at - 1].base == span.base &&
					     spans->items[at - 1].end > span.end));
			at--)
			spans->items[at] = spans->items[at - 1];
		spans->items[at] = span;
	}
}

static const char *kept_text(const struct mk_starting *starting, struct mk_span span)
{
	if (mk_span_is_empty(span))
		return mk_arena_printf(starting->arena, "an empty range at 0x%" PRIx64, span.base);
	return mk_range_text(starting->arena, (struct mk_range){span.base, span.end - 1});
}

/* What is to be cut out of RAM, and hidden: reserved, root task, kernel. */
static bool collect_kept(struct mk_starting *starting, mk_spans *kept)
{
	const struct mk_span *span;
	const struct mk_span *other;

	mk_each(span, &starting->block->reserved) {
		if (!mk_start_check_span(starting, *span, "a reserved range"))
			return false;
		*mk_vec_add(starting->arena, kept) = *span;
	}
	*mk_vec_add(starting->arena, kept) = starting->block->root;
	*mk_vec_add(starting->arena, kept) = mk_start_image(starting);
	if (mk_start_overlap(kept, &span, &other)) {
		starting->start->hangs = true;
		return mk_start_refuse(starting,
			mk_arena_printf(starting->arena, "never finishes sorting: %s overlaps %s",
				kept_text(starting, *span), kept_text(starting, *other)));
	}
	sort_spans(kept);
	return true;
}

/* --- what is left ----------------------------------------------------------------------------- */

static void add_free(struct mk_starting *starting, struct mk_span span)
{
	if (span.base >= span.end)
		return;
	claim(starting, span);
	*mk_vec_add(starting->arena, &starting->free) = span;
}

/* The kernel maps no more than this. */
static struct mk_span within_window(const struct mk_starting *starting, struct mk_span span)
{
	uint64_t end = starting->facts->contract->physical_limit + 1;

	return (struct mk_span){span.base < end ? span.base : end, span.end < end ? span.end : end};
}

/* One step: of a range of RAM and the next range to cut out, one is passed or the first cut. */
static void cut(struct mk_starting *starting, struct mk_span *ram, const struct mk_span *out)
{
	if (out->base <= ram->base) {
		ram->base = out->end < ram->end ? out->end : ram->end;
		return;
	}
	add_free(starting, (struct mk_span){ram->base, out->base});
	ram->base = out->end < ram->end ? out->end : ram->end;
}

/*
 * Both lists are walked upwards, and what lies lower is claimed first. The order matters only where
 * the kernel's own registers are covered.
 */
static void cut_all(struct mk_starting *starting, const mk_spans *kept)
{
	const mk_spans *ranges = &starting->block->ram;
	size_t next = 0;

	for (size_t i = 0; i < ranges->count; i++) {
		struct mk_span ram = within_window(starting, ranges->items[i]);
		while (next < kept->count && ram.base < ram.end) {
			const struct mk_span *out = &kept->items[next];
			if (mk_span_is_empty(*out) || out->end <= ram.base) {
				claim(starting, *out);
				next++;
				continue;
			}
			if (out->base >= ram.end)
				break;
			cut(starting, &ram, out);
		}
		add_free(starting, ram);
	}
	for (; next < kept->count; next++)
		claim(starting, kept->items[next]);
}

bool mk_start_find_free(struct mk_starting *starting)
{
	unsigned most = starting->facts->contract->boot->free_most;
	const struct mk_span *frame;
	mk_spans kept = {0};

	mk_each(frame, &starting->facts->frames)
		claim(starting, *frame);
	if (!collect_kept(starting, &kept))
		return false;
	cut_all(starting, &kept);
	if (starting->free.count <= most)
		return true;
	return mk_start_refuse_many(
		starting, mk_arena_printf(starting->arena,
				  "stops: its RAM falls into %zu pieces, and it takes %u",
				  starting->free.count, most));
}
