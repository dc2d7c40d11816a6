/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Multiplexed IPIs: each sender has a doorbell of its own at each receiver, so that nobody else can
 * clear its bits or set others. Nothing depends on the layout's own order.
 */
#include <stdlib.h>
#include <string.h>

#include "layout/keys.h"
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

/* As many IPIs as a layout can have, half of them by connections. */
#define MAX_CHANNELS (2 * MK_LAYOUT_MAX_RECORDS)

/* The channels of a doorbell that are given away; a bit each. */
struct channels {
	uint64_t used[MAX_CHANNELS / 64];
};

static bool is_used(const struct channels *channels, uint32_t channel)
{
	return channels->used[channel / 64] >> channel % 64 & 1;
}

static void take_channel(
	struct mk_plan *plan, struct channels *channels, struct mk_plan_ipi *ipi, uint32_t channel)
{
	struct mk_region *region = &plan->shared.items[ipi->doorbell].region;
	uint64_t size = (channel / MK_DOORBELL_PAGE_CHANNELS + UINT64_C(1)) * MK_DOORBELL_PAGE;

	channels->used[channel / 64] |= UINT64_C(1) << channel % 64;
	ipi->channel = channel;
	if (region->size < size)
		region->size = size;
}

/* The one that the lock says it had at this doorbell; MAX_CHANNELS: none. */
static uint32_t earlier_channel(const struct mk_plan *plan, const struct mk_plan_ipi *ipi)
{
	const struct mk_lock_ipi *old = mk_lock_find_ipi(plan->lock, ipi->name);
	uint64_t page, word;

	if (!old || !old->doorbell ||
		strcmp(old->doorbell, plan->shared.items[ipi->doorbell].name) != 0)
		return MAX_CHANNELS;
	page = old->offset / MK_DOORBELL_PAGE;
	word = old->offset % MK_DOORBELL_PAGE / 4;
	if (page >= MAX_CHANNELS / MK_DOORBELL_PAGE_CHANNELS ||
		word >= MK_DOORBELL_PAGE_CHANNELS / MK_DOORBELL_WORD_BITS ||
		old->bit >= MK_DOORBELL_WORD_BITS)
		return MAX_CHANNELS;
	return (uint32_t)(page * MK_DOORBELL_PAGE_CHANNELS + word * MK_DOORBELL_WORD_BITS +
			  old->bit);
}

/* IPIs of one sender and receiver, by name. */
static void add_channels(
	struct mk_arena *arena, struct mk_plan *plan, struct mk_plan_ipi **ipis, size_t count)
{
	struct channels channels = {.used = {0}};
	size_t doorbell = add_doorbell(arena, plan, ipis[0]);
	uint32_t next = 0;

	for (size_t i = 0; i < count; i++) {
		uint32_t earlier;
		ipis[i]->doorbell = doorbell;
		ipis[i]->channel = MAX_CHANNELS;
		earlier = earlier_channel(plan, ipis[i]);
		if (earlier < MAX_CHANNELS && !is_used(&channels, earlier))
			take_channel(plan, &channels, ipis[i], earlier);
	}
	for (size_t i = 0; i < count; i++) {
		if (ipis[i]->channel < MAX_CHANNELS)
			continue;
		while (is_used(&channels, next))
			next++;
		take_channel(plan, &channels, ipis[i], next);
	}
}

static bool ring_alike(const struct mk_plan_ipi *a, const struct mk_plan_ipi *b)
{
	return a->from == b->from && a->to == b->to;
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
	for (size_t i = 0, end; i < channels.count; i = end) {
		end = i + 1;
		while (end < channels.count && ring_alike(channels.items[i], channels.items[end]))
			end++;
		add_channels(arena, plan, &channels.items[i], end - i);
	}
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
