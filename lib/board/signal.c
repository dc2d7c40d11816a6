/* SPDX-License-Identifier: BSD-2-Clause */
/* An interrupt on its way: whom it goes to, and what is written for that one. */
#include "board/parts.h"

/* Steps from a node to its interrupt parent, up the tree and along phandles. */
#define MAX_PARENT_STEPS 64

const struct mk_dt_node *mk_interrupt_parent(
	const struct mk_dt_tree *tree, const struct mk_dt_node *node, struct mk_budget *budget)
{
	for (unsigned step = 0; node && step < MAX_PARENT_STEPS; step++) {
		mk_budget_spend(budget, 2 * node->property_count);
		const struct mk_dt_property *named = mk_dt_property(node, "interrupt-parent");
		node = named ? mk_dt_by_phandle(tree, mk_dt_cell(named, 0)) : node->parent;
		if (node && mk_dt_property(node, "#interrupt-cells"))
			return node;
	}
	return NULL;
}

const char *mk_signal_read(
	struct mk_signal *signal, const struct mk_dt_property *property, uint32_t at)
{
	uint32_t cells = mk_dt_u32(signal->controller, "#interrupt-cells", 0);

	if (!cells || cells > MK_SPECIFIER_MAX_CELLS)
		return "has a parent whose #interrupt-cells is missing or makes no sense";
	if (at > property->length / 4 || property->length / 4 - at < cells)
		return "is cut short: its specifier has fewer cells than its parent asks for";
	for (uint32_t i = 0; i < cells; i++)
		signal->specifier[i] = mk_dt_cell(property, at + i);
	signal->specifier_cells = cells;
	return NULL;
}
