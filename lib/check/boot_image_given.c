/* SPDX-License-Identifier: BSD-2-Clause */
/* What the kernels of an image hand out that is another node's. */
#include "check/boot_image_parts.h"

/* --- what is handed out ----------------------------------------------------------------------- */

/* Each range of another node is named once, with the first of it that is handed out. */
static void judge_range(struct mk_judging *judging, struct mk_span foreign, const char *whose)
{
	const struct mk_start *start = &judging->judgement->starts.items[judging->node];
	const struct mk_span *span;

	mk_each(span, &start->devices) {
		if (!mk_spans_overlap(*span, foreign))
			continue;
		mk_judge(judging, MK_FAULT_FOREIGN, "%s receives %s of %s as device memory",
			mk_judged_own(judging),
			mk_judged_span(judging, mk_spans_common(*span, foreign)), whose);
		return;
	}
}

static void judge_same_ram(struct mk_judging *judging, size_t other)
{
	const mk_spans *ram = &mk_judged_block(judging, judging->node)->ram;
	const struct mk_span *a;
	const struct mk_span *b;

	mk_each(a, ram)
		mk_each(b, &mk_judged_block(judging, other)->ram)
			if (judging->node < other && mk_spans_overlap(*a, *b))
				mk_judge(judging, MK_FAULT_FOREIGN, "%s and %s both have %s as RAM",
					mk_judged_own(judging), mk_judged_node(judging, other),
					mk_judged_span(judging, mk_spans_common(*a, *b)));
}

/* Of a node whose kernel or root task lies outside of its RAM, these are looked at as well. */
void mk_judge_foreign(struct mk_judging *judging, size_t other)
{
	const struct mk_boot_block *block = mk_judged_block(judging, other);
	const char *name = mk_judged_node(judging, other);
	struct mk_span kernel = judging->kernels[other];
	const struct mk_span *ram;

	mk_each(ram, &block->ram)
		judge_range(
			judging, *ram, mk_arena_printf(judging->arena, "the memory of %s", name));
	if (!mk_span_is_within(kernel, &block->ram))
		judge_range(
			judging, kernel, mk_arena_printf(judging->arena, "the kernel of %s", name));
	if (!mk_span_is_within(block->root, &block->ram))
		judge_range(judging, block->root,
			mk_arena_printf(judging->arena, "the root task of %s", name));
	judge_same_ram(judging, other);
}

/* --- what several receive --------------------------------------------------------------------- */

static bool is_somebodys_ram(const struct mk_judging *judging, struct mk_span span)
{
	const struct mk_loader_block *block;
	const struct mk_span *ram;

	mk_each(block, &judging->image->blocks)
		if (!block->complaint)
			mk_each(ram, &block->block.ram)
				if (mk_spans_overlap(*ram, span))
					return true;
	return false;
}

/* The first of what two nodes both receive, and how much there is more. */
void mk_judge_several(struct mk_judging *judging, size_t other)
{
	const struct mk_start *mine = &judging->judgement->starts.items[judging->node];
	const struct mk_start *theirs = &judging->judgement->starts.items[other];
	const char *first = NULL;
	const struct mk_span *a;
	const struct mk_span *b;
	size_t count = 0;

	mk_each(a, &mine->devices)
		mk_each(b, &theirs->devices) {
			struct mk_span both = mk_spans_common(*a, *b);
			if (both.base >= both.end || is_somebodys_ram(judging, both) ||
				mk_planned_for_both(judging, judging->node, other, both) ||
				mk_is_ram_of_board(judging, both))
				continue;
			if (!count++)
				first = mk_judged_span(judging, both);
		}
	if (count == 1)
		mk_judge(judging, MK_FAULT_SEVERAL, "%s and %s both receive %s",
			mk_judged_own(judging), mk_judged_node(judging, other), first);
	else if (count)
		mk_judge(judging, MK_FAULT_SEVERAL, "%s and %s both receive %s and %zu more ranges",
			mk_judged_own(judging), mk_judged_node(judging, other), first, count - 1);
}
