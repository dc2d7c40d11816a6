/* SPDX-License-Identifier: BSD-2-Clause */
/* RAM in whole pages, and which of its reservations the layout lifts. */
#include "base/sort.h"
#include "plan/stages.h"

/* Rounded inwards: part of a page is nobody's. */
static void add_ram(struct mk_arena *arena, struct mk_plan *plan, struct mk_range range,
	const struct mk_dt_node *node)
{
	uint64_t page = plan->contract->page_size;
	uint64_t end = range.last == UINT64_MAX ? 0 : mk_align_down(range.last + 1, page);
	uint64_t last = end - 1; /* the top of the address space is page aligned */
	uint64_t first;

	if (!mk_align_up(range.first, page, &first) || (end == 0 && range.last != UINT64_MAX) ||
		first > last)
		return;
	*mk_vec_add(arena, &plan->ram) = (struct mk_bank){.range = {first, last}, .node = node};
}

static int compare_ram(const void *left, const void *right)
{
	const struct mk_bank *a = left;
	const struct mk_bank *b = right;

	return mk_compare_numbers(a->range.first, b->range.first);
}

/*
 * What two banks tell of is in the first of them: a place in both would be counted twice. Those of
 * one node become one. They are ascending.
 */
static void keep_ram_apart(struct mk_plan *plan)
{
	size_t kept = 0;

	for (size_t i = 0; i < plan->ram.count; i++) {
		struct mk_bank bank = plan->ram.items[i];
		struct mk_bank *before = kept ? &plan->ram.items[kept - 1] : NULL;
		bool apart = !before || bank.range.first > before->range.last;
		if (!apart && bank.range.last <= before->range.last)
			continue;
		if (!apart && bank.node == before->node) {
			before->range.last = bank.range.last;
			continue;
		}
		if (!apart)
			bank.range.first = before->range.last + 1;
		plan->ram.items[kept++] = bank;
	}
	plan->ram.count = kept;
}

static void collect_stated_ram(struct mk_arena *arena, struct mk_plan *plan)
{
	const struct mk_layout_range *request;
	struct mk_range range;

	mk_each(request, &plan->layout->board.memory)
		if (mk_range_make(request->start.value, request->size.value, &range) == MK_RANGE_OK)
			add_ram(arena, plan, range, NULL);
	mk_vec_sort(&plan->ram, compare_ram);
}

/* The end of the banks of one node that touch, from `begin` on. */
static size_t end_of_run(const struct mk_plan *plan, size_t begin)
{
	size_t end = begin + 1;

	while (end < plan->ram.count && plan->ram.items[end].node == plan->ram.items[begin].node &&
		plan->ram.items[end].range.first == plan->ram.items[end - 1].range.last + 1)
		end++;
	return end;
}

/*
 * Trees for operating systems state on-chip memory as RAM, too. What says so, or is too small by
 * far for any kernel, is left to those who name a place in it: on many boards firmware lives there.
 */
static void mark_on_chip(struct mk_plan *plan)
{
	uint64_t small = plan->contract->smallest_slice / 2;

	for (size_t begin = 0, end; begin < plan->ram.count; begin = end) {
		uint64_t first = plan->ram.items[begin].range.first;
		end = end_of_run(plan, begin);
		for (size_t i = begin; i < end; i++) {
			struct mk_bank *bank = &plan->ram.items[i];
			bank->on_chip = bank->node &&
					(plan->ram.items[end - 1].range.last - first < small ||
						mk_dt_is_on_chip(bank->node));
		}
	}
}

void mk_plan_collect_ram(struct mk_arena *arena, struct mk_plan *plan)
{
	const struct mk_bank *bank;

	mk_each(bank, &plan->board->banks)
		add_ram(arena, plan, bank->range, bank->node);
	if (!plan->board->banks.count)
		collect_stated_ram(arena, plan);
	keep_ram_apart(plan);
	mark_on_chip(plan);
}

/* --- reservations that the layout lifts ---------------------------------------------------------
 */

const struct mk_dt_node *mk_plan_reservation_named(
	const struct mk_board *board, struct mk_arena *arena, const char *name)
{
	struct mk_lookup found = mk_board_find(board, arena, name);

	if (found.status != MK_LOOKUP_FOUND || !board->reserved_memory ||
		found.node->parent != board->reserved_memory || !mk_dt_property(found.node, "reg"))
		return NULL;
	return found.node;
}

bool mk_plan_lifts(const struct mk_plan *plan, const struct mk_dt_node *node)
{
	const struct mk_dt_node *const *lifted;

	mk_each(lifted, &plan->lifted)
		if (*lifted == node)
			return true;
	return false;
}

bool mk_plan_gives(const struct mk_plan *plan, const struct mk_dt_node *node)
{
	const struct mk_dt_node *const *given;

	mk_each(given, &plan->given)
		if (*given == node)
			return true;
	return false;
}

void mk_plan_collect_lifted(struct mk_arena *arena, struct mk_plan *plan)
{
	const struct mk_layout_lift *lift;

	mk_each(lift, &plan->layout->board.lift) {
		const struct mk_dt_node *node =
			lift->record.broken
				? NULL
				: mk_plan_reservation_named(plan->board, arena, lift->path.value);
		if (node && !mk_plan_lifts(plan, node))
			*mk_vec_add(arena, &plan->lifted) = node;
	}
}
