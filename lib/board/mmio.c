/* SPDX-License-Identifier: BSD-2-Clause */
/* From `reg` to addresses of the CPU. */

#include "base/words.h"
#include "board/parts.h"

/* What one row of `ranges` costs, beside the way up. */
#define WINDOW_STEPS 64

void mk_reach_begin(
	struct mk_reach_walk *walk, const struct mk_dt_node *node, struct mk_budget *budget)
{
	*walk = (struct mk_reach_walk){.node = node, .budget = budget};
	mk_reg_begin(&walk->reg, node);
}

/* Buses whose addresses are numbers of devices have no sizes: I2C, SPI, MDIO, SPMI. */
static enum mk_reach untranslated(const struct mk_dt_node *bus, const struct mk_dt_property *ranges)
{
	if (ranges)
		return MK_REACH_OUTSIDE;
	return mk_dt_size_cells(bus) ? MK_REACH_NO_RANGES : MK_REACH_OWN_BUS;
}

static void climb(const struct mk_dt_node *node, struct mk_budget *budget,
	struct mk_bus_address *address, struct mk_reg_reach *reach)
{
	const struct mk_dt_node *bus = node->parent;

	reach->reach = MK_REACH_CPU;
	for (; bus && bus->parent; bus = bus->parent) {
		const struct mk_dt_property *ranges = mk_dt_property(bus, "ranges");
		mk_budget_spend(
			budget, 4 * bus->property_count + (ranges ? ranges->length / 4 : 0));
		if (mk_bus_translate(bus, address))
			continue;
		reach->reach = untranslated(bus, ranges);
		reach->bus = bus;
		return;
	}
}

/*
 * The first address decides, as it does for operating systems: an entry that is longer than
 * its window is taken as written. What would wrap ends at the top of the address space.
 */
static struct mk_range clipped_range(uint64_t start, uint64_t size)
{
	struct mk_range range = {start, UINT64_MAX};

	(void)mk_range_make(start, size, &range);
	return range;
}

bool mk_reach_next(struct mk_reach_walk *walk, struct mk_reg_reach *reach)
{
	struct mk_reg reg;

	while (mk_budget_spend(walk->budget, 4) && mk_reg_next(&walk->reg, &reg)) {
		*reach = (struct mk_reg_reach){.entry = walk->entry++};
		if (!reg.size)
			continue;
		climb(walk->node, walk->budget, &reg.address, reach);
		reach->range = clipped_range(reg.address.offset, reg.size);
		return true;
	}
	return false;
}

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
		climb(bridge, budget, &window.address, &reach);
		reach.range = clipped_range(window.address.offset, window.size);
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

bool mk_mmio_is_buffer(const struct mk_dt_node *node)
{
	return mk_dt_is_compatible(node, "simple-framebuffer") ||
	       mk_dt_is_compatible(node, "ramoops");
}

bool mk_mmio_is_sram(const struct mk_dt_node *node)
{
	return mk_dt_is_compatible(node, "mmio-sram");
}
