/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Multiplexed IPIs: each sender has a doorbell of its own at each receiver, so that nobody else can
 * clear its bits or set others. Nothing depends on the layout's own order.
 */
#include <string.h>

#include "base/sort.h"
#include "plan/stages.h"

static int compare_places(const struct mk_plan_node *a, const struct mk_plan_node *b)
{
	return mk_compare_numbers(a->position, b->position);
}

/* By receiver and sender, then by name. */
static int compare_channels(const void *left, const void *right)
{
	const struct mk_plan_ipi *a = *(const struct mk_plan_ipi *const *)left;
	const struct mk_plan_ipi *b = *(const struct mk_plan_ipi *const *)right;
	int order = compare_places(a->to, b->to);

	if (!order)
		order = compare_places(a->from, b->from);
	if (!order)
		order = strcmp(a->name, b->name);
	return order ? order : (a > b) - (a < b);
}

/* ':' keeps the name apart from every other: no name that passes the rules has one. */
static struct mk_plan_shared *add_doorbell(
	struct mk_arena *arena, struct mk_plan *plan, const struct mk_plan_ipi *first)
{
	struct mk_origin origin = first->layout->multiplex.origin;
	struct mk_plan_shared *doorbell = mk_vec_add(arena, &plan->shared);

	doorbell->form = MK_SHARED_DOORBELL;
	doorbell->name =
		mk_arena_printf(arena, "doorbell:%s:%s", first->from->name, first->to->name);
	doorbell->origin = origin;
	doorbell->region.origin = origin;
	*mk_vec_add(arena, &doorbell->members) =
		(struct mk_plan_member){first->from, first->layout->from.origin, false};
	*mk_vec_add(arena, &doorbell->members) =
		(struct mk_plan_member){first->to, first->layout->to.origin, false};
	return doorbell;
}

/* --- channels --------------------------------------------------------------------------------- */

/* Multiplexed IPIs of one sender into one receiver, by name. */
struct group {
	struct mk_plan_ipi **items;
	size_t count;
	const char *doorbell; /* its name */
	bool *taken;	      /* by channel of the pages that so many need */
	size_t room;	      /* so many channels */
};

static uint64_t page_count(size_t channels)
{
	return (channels + MK_DOORBELL_PAGE_CHANNELS - 1) / MK_DOORBELL_PAGE_CHANNELS;
}

static struct group group_at(struct mk_plan_ipi **items, size_t count)
{
	struct group group = {.items = items, .count = 1};

	while (group.count < count && items[group.count]->to == items[0]->to &&
		items[group.count]->from == items[0]->from)
		group.count++;
	group.room = page_count(group.count) * MK_DOORBELL_PAGE_CHANNELS;
	return group;
}

/* The channel that the lock says it had in this doorbell. */
static bool keep_channel(const struct mk_plan *plan, struct group *group, struct mk_plan_ipi *ipi)
{
	const struct mk_lock_ipi *old = mk_lock_find_ipi(plan->lock, ipi->name);

	if (!old || !old->doorbell || strcmp(old->doorbell, group->doorbell) != 0 ||
		old->channel >= group->room || group->taken[old->channel])
		return false;
	ipi->channel = (uint32_t)old->channel;
	group->taken[ipi->channel] = true;
	return true;
}

/* Those that keep theirs first; the others have the lowest that are left, in order of names. */
static void choose_channels(struct mk_arena *arena, const struct mk_plan *plan, struct group *group)
{
	bool *kept = mk_arena_array(arena, group->count, sizeof *kept);
	uint32_t next = 0;

	group->taken = mk_arena_array(arena, group->room, sizeof *group->taken);
	for (size_t i = 0; i < group->count; i++)
		kept[i] = keep_channel(plan, group, group->items[i]);
	for (size_t i = 0; i < group->count; i++) {
		if (kept[i])
			continue;
		while (group->taken[next])
			next++;
		group->items[i]->channel = next++;
	}
}

static void add_group(struct mk_arena *arena, struct mk_plan *plan, struct group *group)
{
	struct mk_plan_shared *doorbell = add_doorbell(arena, plan, group->items[0]);

	group->doorbell = doorbell->name;
	doorbell->region.size = page_count(group->count) * MK_DOORBELL_PAGE;
	for (size_t i = 0; i < group->count; i++)
		*mk_vec_add(arena, &doorbell->channels) = group->items[i];
	choose_channels(arena, plan, group);
}

void mk_plan_add_doorbells(struct mk_arena *arena, struct mk_plan *plan)
{
	MK_VEC(struct mk_plan_ipi *) channels = {0};
	struct mk_plan_ipi *ipi;

	mk_each(ipi, &plan->ipis)
		if (ipi->multiplexed && ipi->from && ipi->to && ipi->from != ipi->to)
			*mk_vec_add(arena, &channels) = ipi;
	mk_vec_sort(&channels, compare_channels);
	for (size_t i = 0; i < channels.count;) {
		struct group group = group_at(&channels.items[i], channels.count - i);
		add_group(arena, plan, &group);
		i += group.count;
	}
}

bool mk_plan_doorbell_bit(const struct mk_plan_ipi *ipi, struct mk_doorbell_bit *bit)
{
	uint32_t channel = ipi->channel % MK_DOORBELL_PAGE_CHANNELS;
	uint64_t page = (uint64_t)(ipi->channel / MK_DOORBELL_PAGE_CHANNELS) * MK_DOORBELL_PAGE;

	if (!ipi->doorbell)
		return false;
	bit->doorbell = ipi->doorbell;
	bit->offset = page + channel / MK_DOORBELL_WORD_BITS * 4;
	bit->bit = channel % MK_DOORBELL_WORD_BITS;
	bit->counter = page + MK_DOORBELL_COUNTERS + channel * 4;
	return true;
}

size_t mk_plan_doorbell_words(const struct mk_plan_shared *doorbell)
{
	size_t words = 0;

	for (size_t i = 0; i < doorbell->channels.count; i++) {
		size_t word = doorbell->channels.items[i]->channel / MK_DOORBELL_WORD_BITS;
		words = word >= words ? word + 1 : words;
	}
	return words;
}
