/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Multiplexed IPIs: each sender has a page of its own for each receiver, so that nobody else can
 * clear its bits or set others. Nothing depends on the layout's own order.
 */
#include <stdlib.h>
#include <string.h>

#include "plan/stages.h"

static int compare_sizes(size_t a, size_t b)
{
	return (a > b) - (a < b);
}

/* By receiver and sender, then by name. */
static int compare_channels(const void *left, const void *right)
{
	const struct mk_plan_ipi *a = *(const struct mk_plan_ipi *const *)left;
	const struct mk_plan_ipi *b = *(const struct mk_plan_ipi *const *)right;
	int order = compare_sizes(a->to, b->to);

	if (!order)
		order = compare_sizes(a->from, b->from);
	if (!order)
		order = strcmp(a->name, b->name);
	return order ? order : (a > b) - (a < b);
}

/* ':' keeps the name apart from every other: no name that passes the rules has one. */
static size_t add_page(
	struct mk_arena *arena, struct mk_plan *plan, const struct mk_plan_ipi *first)
{
	struct mk_origin origin = first->layout->multiplex.origin;
	struct mk_plan_shared *page = mk_vec_add(arena, &plan->shared);

	page->form = MK_SHARED_DOORBELL;
	page->name = mk_arena_printf(arena, "doorbell:%s:%s", plan->nodes.items[first->from].name,
		plan->nodes.items[first->to].name);
	page->origin = origin;
	page->region = (struct mk_region){.size = MK_DOORBELL_SIZE, .origin = origin};
	*mk_vec_add(arena, &page->members) =
		(struct mk_plan_member){first->from, first->layout->from.origin};
	*mk_vec_add(arena, &page->members) =
		(struct mk_plan_member){first->to, first->layout->to.origin};
	return plan->shared.count - 1;
}

void mk_plan_doorbells(struct mk_arena *arena, struct mk_plan *plan)
{
	MK_VEC(struct mk_plan_ipi *) channels = {0};
	struct mk_plan_ipi *ipi;

	mk_each(ipi, &plan->ipis)
		if (ipi->multiplexed && ipi->from != SIZE_MAX && ipi->to != SIZE_MAX &&
			ipi->from != ipi->to)
			*mk_vec_add(arena, &channels) = ipi;
	if (channels.count)
		qsort(channels.items, channels.count, sizeof *channels.items, compare_channels);
	for (size_t i = 0; i < channels.count; i++) {
		const struct mk_plan_ipi *before = i ? channels.items[i - 1] : NULL;
		ipi = channels.items[i];
		if (before && before->to == ipi->to && before->from == ipi->from) {
			ipi->doorbell = before->doorbell;
			ipi->channel = before->channel + 1;
		} else {
			ipi->doorbell = add_page(arena, plan, ipi);
		}
	}
}

bool mk_plan_doorbell_bit(
	const struct mk_plan *plan, const struct mk_plan_ipi *ipi, struct mk_doorbell_bit *bit)
{
	if (ipi->doorbell == SIZE_MAX || ipi->channel >= MK_DOORBELL_MAX_CHANNELS)
		return false;
	bit->page = &plan->shared.items[ipi->doorbell];
	bit->offset = ipi->channel / MK_DOORBELL_WORD_BITS * 4;
	bit->bit = ipi->channel % MK_DOORBELL_WORD_BITS;
	bit->counter = MK_DOORBELL_COUNTERS + ipi->channel * 4;
	return true;
}

size_t mk_plan_doorbell_channels(const struct mk_plan *plan, const struct mk_plan_shared *page)
{
	size_t index = (size_t)(page - plan->shared.items);
	const struct mk_plan_ipi *ipi;
	size_t count = 0;

	mk_each(ipi, &plan->ipis)
		count += ipi->doorbell == index;
	return count;
}
