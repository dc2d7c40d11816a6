/* SPDX-License-Identifier: BSD-2-Clause */
/* From `reg` to addresses of the CPU: how far an entry reaches. */
#include "board/parts.h"

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

void mk_reach_climb(const struct mk_dt_node *node, struct mk_budget *budget, struct mk_reg *reg,
	struct mk_reg_reach *reach)
{
	climb(node, budget, &reg->address, reach);
	reach->range = clipped_range(reg->address.offset, reg->size);
}

void mk_reach_begin(
	struct mk_reach_walk *walk, const struct mk_dt_node *node, struct mk_budget *budget)
{
	*walk = (struct mk_reach_walk){.node = node, .budget = budget};
	mk_reg_begin(&walk->reg, node);
}

bool mk_reach_next(struct mk_reach_walk *walk, struct mk_reg_reach *reach)
{
	struct mk_reg reg;

	while (mk_budget_spend(walk->budget, 4) && mk_reg_next(&walk->reg, &reg)) {
		*reach = (struct mk_reg_reach){.entry = walk->entry++};
		if (!reg.size)
			continue;
		mk_reach_climb(walk->node, walk->budget, &reg, reach);
		return true;
	}
	return false;
}
