/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Multiplexed IPIs: each sender has a doorbell of its own at each receiver, so that nobody else can
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
static size_t add_doorbell(
	struct mk_arena *arena, struct mk_plan *plan, const struct mk_plan_ipi *first)
{
	struct mk_origin origin = first->layout->multiplex.origin;
	struct mk_plan_shared *doorbell = mk_vec_add(arena, &plan->shared);

	doorbell->form = MK_SHARED_DOORBELL;
	doorbell->name = mk_arena_printf(arena, "doorbell:%s:%s",
		plan->nodes.items[first->from].name, plan->nodes.items[first->to].name);
	doorbell->origin = origin;
	doorbell->region.origin = origin;
	*mk_vec_add(arena, &doorbell->members) =
		(struct mk_plan_member){first->from, first->layout->from.origin};
	*mk_vec_add(arena, &doorbell->members) =
		(struct mk_plan_member){first->to, first->layout->to.origin};
	return plan->shared.count - 1;
}

static void add_channel(struct mk_arena *arena, struct mk_plan *plan, struct mk_plan_ipi *ipi,
	const struct mk_plan_ipi *before)
{
	if (before && before->to == ipi->to && before->from == ipi->from) {
		ipi->doorbell = before->doorbell;
		ipi->channel = before->channel + 1;
	} else {
		ipi->doorbell = add_doorbell(arena, plan, ipi);
	}
	plan->shared.items[ipi->doorbell].region.size =
		(ipi->channel / MK_DOORBELL_PAGE_CHANNELS + UINT64_C(1)) * MK_DOORBELL_PAGE;
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
	for (size_t i = 0; i < channels.count; i++)
		add_channel(arena, plan, channels.items[i], i ? channels.items[i - 1] : NULL);
}

bool mk_plan_doorbell_bit(
	const struct mk_plan *plan, const struct mk_plan_ipi *ipi, struct mk_doorbell_bit *bit)
{
	uint32_t channel = ipi->channel % MK_DOORBELL_PAGE_CHANNELS;
	uint64_t page = (uint64_t)(ipi->channel / MK_DOORBELL_PAGE_CHANNELS) * MK_DOORBELL_PAGE;

	if (ipi->doorbell == SIZE_MAX)
		return false;
	bit->doorbell = &plan->shared.items[ipi->doorbell];
	bit->offset = page + channel / MK_DOORBELL_WORD_BITS * 4;
	bit->bit = channel % MK_DOORBELL_WORD_BITS;
	bit->counter = page + MK_DOORBELL_COUNTERS + channel * 4;
	return true;
}

size_t mk_plan_doorbell_channels(const struct mk_plan *plan, const struct mk_plan_shared *doorbell)
{
	size_t index = (size_t)(doorbell - plan->shared.items);
	const struct mk_plan_ipi *ipi;
	size_t count = 0;

	mk_each(ipi, &plan->ipis)
		count += ipi->doorbell == index;
	return count;
}
