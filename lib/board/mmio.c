/* SPDX-License-Identifier: BSD-2-Clause */
/* What a device has of the addresses of the CPU, its parts and windows included. */

#include "base/words.h"
#include "board/parts.h"

/* What one row of `ranges` costs, beside the way up. */
#define WINDOW_STEPS 64

static bool holds(const mk_mmios *list, struct mk_range range)
{
	const struct mk_mmio *mmio;

	mk_each(mmio, list)
		if (mmio->range.first <= range.first && range.last <= mmio->range.last)
			return true;
	return false;
}

static void add_part(const struct mk_board *board, struct mk_arena *arena,
	const struct mk_dt_node *part, struct mk_budget *budget, mk_mmios *mmio)
{
	struct mk_reach_walk walk;
	struct mk_reg_reach reach;

	mk_reach_begin(&walk, part, budget);
	while (mk_reach_next(&walk, &reach)) {
		mk_budget_spend(budget, mmio->count);
		if (reach.reach == MK_REACH_CPU && !holds(mmio, reach.range) &&
			!mk_board_is_aside(board, part, reach.entry))
			*mk_vec_add(arena, mmio) = (struct mk_mmio){reach.range, part, false};
	}
}

/* What a PCI bridge answers for its cards, which are not in the tree; its own `reg` is more. */
static void add_windows(struct mk_arena *arena, const struct mk_dt_node *bridge,
	struct mk_budget *budget, mk_mmios *mmio)
{
	struct mk_window_walk walk = {.bus = bridge};
	struct mk_reg_reach reach;
	struct mk_reg window;

	while (mk_budget_spend(budget, WINDOW_STEPS + mmio->count) &&
		mk_window_next(&walk, &window)) {
		if (!window.size)
			continue;
		mk_reach_climb(bridge, budget, &window, &reach);
		if (reach.reach == MK_REACH_CPU && !holds(mmio, reach.range))
			*mk_vec_add(arena, mmio) = (struct mk_mmio){reach.range, bridge, true};
	}
}

void mk_mmio_add_parts(const struct mk_board *board, struct mk_arena *arena,
	const struct mk_dt_node *device, struct mk_budget *budget, mk_mmios *mmio)
{
	const struct mk_dt_node *part = device;

	while ((part = mk_device_next_part(device, part, budget)))
		add_part(board, arena, part, budget, mmio);
	part = device;
	do
		if (mk_bus_is_pci(part))
			add_windows(arena, part, budget, mmio);
	while ((part = mk_device_next_part(device, part, budget)));
}

bool mk_board_mmio(const struct mk_board *board, struct mk_arena *arena,
	const struct mk_dt_node *node, mk_mmios *mmio)
{
	struct mk_budget budget = {.steps = MK_BUDGET_NODE};
	struct mk_reach_walk walk;
	struct mk_reg_reach reach;

	mk_reach_begin(&walk, node, &budget);
	while (mk_reach_next(&walk, &reach))
		if (reach.reach == MK_REACH_CPU && !mk_board_is_aside(board, node, reach.entry))
			*mk_vec_add(arena, mmio) = (struct mk_mmio){reach.range, node, false};
	mk_mmio_add_parts(board, arena, node, &budget, mmio);
	return !budget.cut;
}

const char *mk_mmio_text(struct mk_arena *arena, const struct mk_mmio *mmio)
{
	const char *range = mk_range_text(arena, mmio->range);

	return mmio->window ? mk_arena_printf(arena, "window %s", range) : range;
}
