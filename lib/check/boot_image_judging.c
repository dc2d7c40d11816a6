/* SPDX-License-Identifier: BSD-2-Clause */
/* Words and ranges for all that judge a loader image. */
#include <inttypes.h>
#include <stdarg.h>

#include "base/words.h"
#include "check/boot_image_parts.h"

/* Of a kind; a hostile image can have millions, and what is beyond is counted. */
#define MOST_VERDICTS 64u

/* --- words ------------------------------------------------------------------------------------ */

static void add(struct mk_judging *judging, enum mk_image_fault fault, const char *text)
{
	*mk_vec_add(judging->arena, &judging->judgement->verdicts) =
		(struct mk_verdict){fault, text};
}

void mk_judge(struct mk_judging *judging, enum mk_image_fault fault, const char *format, ...)
{
	va_list arguments;

	if (judging->counts[fault]++ >= MOST_VERDICTS)
		return;
	va_start(arguments, format);
	add(judging, fault, mk_arena_vprintf(judging->arena, format, arguments));
	va_end(arguments);
}

void mk_judge_end(struct mk_judging *judging)
{
	for (unsigned fault = 0; fault < MK_FAULT_COUNT; fault++)
		if (judging->counts[fault] > MOST_VERDICTS)
			add(judging, (enum mk_image_fault)fault,
				mk_arena_printf(judging->arena, "there are %zu more of this kind",
					judging->counts[fault] - MOST_VERDICTS));
}

const char *mk_judged_node(const struct mk_judging *judging, size_t node)
{
	if (judging->plan && node < judging->plan->by_rank.count)
		return mk_arena_printf(judging->arena, "node '%s'",
			mk_plan_node_at_rank(judging->plan, node)->name);
	return mk_arena_printf(judging->arena, "node %zu", node);
}

const char *mk_judged_own(const struct mk_judging *judging)
{
	return mk_judged_node(judging, judging->node);
}

const char *mk_judged_span(const struct mk_judging *judging, struct mk_span span)
{
	if (span.base >= span.end)
		return mk_arena_printf(judging->arena, "0x%" PRIx64 "..0x%" PRIx64 " (outside)",
			span.base, span.end);
	return mk_range_text(judging->arena, (struct mk_range){span.base, span.end - 1});
}

/* --- ranges ----------------------------------------------------------------------------------- */

const struct mk_boot_block *mk_judged_block(const struct mk_judging *judging, size_t node)
{
	const struct mk_loader_block *block = &judging->image->blocks.items[node];

	return block->complaint ? NULL : &block->block;
}

bool mk_spans_overlap(struct mk_span a, struct mk_span b)
{
	return a.base < a.end && b.base < b.end && a.base < b.end && b.base < a.end;
}

struct mk_span mk_loader_span(const struct mk_loader_image *image)
{
	struct mk_span span = {image->link_address, image->link_address + image->source.length};

	return image->linked ? span : (struct mk_span){0, 0};
}

struct mk_span mk_spans_common(struct mk_span a, struct mk_span b)
{
	return (struct mk_span){a.base > b.base ? a.base : b.base, a.end < b.end ? a.end : b.end};
}

bool mk_span_is_within(struct mk_span inner, const mk_spans *spans)
{
	const struct mk_span *span;

	mk_each(span, spans)
		if (inner.base >= span->base && inner.end <= span->end)
			return true;
	return false;
}
