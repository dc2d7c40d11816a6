/* SPDX-License-Identifier: BSD-2-Clause */
/* Nexus nodes: `interrupt-map` (Devicetree Specification 0.4, 2.4.3). */
#include "board/parts.h"

#define MAX_UNIT_CELLS 4

#define TOO_FAR "leads too far to be followed"

/* One row of the map: child unit, child specifier, phandle, parent unit, parent specifier. */
struct row {
	uint32_t at;
	uint32_t unit_cells;
	uint32_t specifier_cells;
	bool bare; /* no parent unit in it */
	const struct mk_dt_node *parent;
	uint32_t parent_unit_at;
	uint32_t parent_specifier_at;
	uint32_t end;
};

/* Where the nexus does not say it, the next parent that does counts, as in Linux. */
static uint32_t unit_cells(const struct mk_dt_node *nexus)
{
	while (nexus && !mk_dt_property(nexus, "#address-cells"))
		nexus = nexus->parent;
	return nexus ? mk_dt_address_cells(nexus) : 2;
}

static bool has_unit_address(const struct mk_signal *signal, uint32_t cells)
{
	uint32_t there = signal->unit ? signal->unit->length / 4 : 0;

	return cells <= MAX_UNIT_CELLS && signal->unit_at <= there &&
	       there - signal->unit_at >= cells;
}

/*
 * Layerscape's external interrupts write the parent's specifier right behind its phandle, whatever
 * #address-cells the parent has (Linux bindings, interrupt-controller/fsl,ls-extirq.yaml).
 */
static bool rows_have_no_parent_unit(const struct mk_dt_node *nexus)
{
	return mk_dt_is_compatible(nexus, "fsl,ls1021a-extirq") ||
	       mk_dt_is_compatible(nexus, "fsl,ls1043a-extirq") ||
	       mk_dt_is_compatible(nexus, "fsl,ls1088a-extirq");
}

/* Needs at, unit_cells, specifier_cells and bare. NULL, or why the map cannot be read any further.
 */
static const char *read_row(
	const struct mk_dt_tree *tree, const struct mk_dt_property *map, struct row *row)
{
	uint32_t left = map->length / 4 - row->at;
	uint32_t phandle_at = row->at + row->unit_cells + row->specifier_cells;
	uint32_t parent_unit, parent_specifier;

	if (left < row->unit_cells + row->specifier_cells + 1)
		return "meets an interrupt-map that is cut short";
	row->parent = mk_dt_by_phandle(tree, mk_dt_cell(map, phandle_at));
	if (!row->parent)
		return "meets an interrupt-map that names a node which is not in the tree";
	parent_unit = row->bare ? 0 : mk_dt_u32(row->parent, "#address-cells", 0);
	parent_specifier = mk_dt_u32(row->parent, "#interrupt-cells", 0);
	if (parent_unit > MAX_UNIT_CELLS || parent_specifier > MK_SPECIFIER_MAX_CELLS)
		return "meets an interrupt-map whose rows are malformed";
	row->parent_unit_at = phandle_at + 1;
	row->parent_specifier_at = row->parent_unit_at + parent_unit;
	row->end = row->parent_specifier_at + parent_specifier;
	return row->end > map->length / 4 ? "meets an interrupt-map that is cut short" : NULL;
}

static uint32_t mask_cell(const struct mk_dt_property *mask, uint32_t index)
{
	return mask && index < mask->length / 4 ? mk_dt_cell(mask, index) : UINT32_MAX;
}

static bool row_matches(const struct mk_dt_property *map, const struct mk_dt_property *mask,
	const struct row *row, const struct mk_signal *signal)
{
	for (uint32_t i = 0; i < row->unit_cells; i++) {
		uint32_t have = mk_dt_cell(signal->unit, signal->unit_at + i);
		if ((have ^ mk_dt_cell(map, row->at + i)) & mask_cell(mask, i))
			return false;
	}
	for (uint32_t i = 0; i < row->specifier_cells; i++) {
		uint32_t place = row->unit_cells + i;
		uint32_t wanted = mk_dt_cell(map, row->at + place);
		if ((signal->specifier[i] ^ wanted) & mask_cell(mask, place))
			return false;
	}
	return true;
}

static const char *take_row(const struct mk_dt_node *nexus, const struct mk_dt_property *map,
	const struct row *row, struct mk_signal *signal)
{
	signal->nexus = nexus;
	signal->controller = row->parent;
	signal->unit = map;
	signal->unit_at = row->parent_unit_at;
	return mk_signal_read(signal, map, row->parent_specifier_at);
}

/* Its parent is looked up and asked for its cells. */
static uint64_t row_cost(const struct row *row)
{
	return 32 + (row->parent ? 2 * row->parent->property_count : 0);
}

static const char *search_map(const struct mk_dt_tree *tree, const struct mk_dt_property *map,
	struct row *row, struct mk_signal *signal)
{
	const struct mk_dt_property *mask =
		mk_dt_property(signal->controller, "interrupt-map-mask");
	const char *complaint = NULL;

	for (; !complaint && row->at < map->length / 4; row->at = row->end) {
		complaint = read_row(tree, map, row);
		if (!complaint && row_matches(map, mask, row, signal))
			return take_row(signal->controller, map, row, signal);
		if (!mk_budget_spend(signal->budget, row_cost(row)))
			return TOO_FAR;
	}
	return complaint ? complaint : "is not in the interrupt-map on its way";
}

enum mk_pass mk_nexus_pass(
	const struct mk_dt_tree *tree, struct mk_signal *signal, const char **complaint)
{
	struct row row = {
		.unit_cells = unit_cells(signal->controller),
		.specifier_cells = signal->specifier_cells,
		.bare = rows_have_no_parent_unit(signal->controller),
	};

	if (!has_unit_address(signal, row.unit_cells)) {
		*complaint = "meets an interrupt-map, but has no unit address to look up in it";
		return MK_PASS_FAILS;
	}
	*complaint =
		search_map(tree, mk_dt_property(signal->controller, "interrupt-map"), &row, signal);
	return *complaint ? MK_PASS_FAILS : MK_PASS_ON;
}

enum mk_pass mk_nexus_next(const struct mk_dt_tree *tree, const struct mk_dt_node *nexus,
	uint32_t *at, struct mk_signal *signal, const char **complaint)
{
	const struct mk_dt_property *map = mk_dt_property(nexus, "interrupt-map");
	struct row row = {
		.at = *at,
		.unit_cells = unit_cells(nexus),
		.specifier_cells = mk_dt_u32(nexus, "#interrupt-cells", 0),
		.bare = rows_have_no_parent_unit(nexus),
	};

	if (!map || *at >= map->length / 4)
		return MK_PASS_ENDS;
	*complaint = "meets an interrupt-map whose rows are malformed";
	if (row.unit_cells > MAX_UNIT_CELLS || row.specifier_cells > MK_SPECIFIER_MAX_CELLS)
		return MK_PASS_FAILS;
	*complaint = read_row(tree, map, &row);
	if (!*complaint && !mk_budget_spend(signal->budget, row_cost(&row)))
		*complaint = TOO_FAR;
	if (!*complaint)
		*complaint = take_row(nexus, map, &row, signal);
	*at = row.end;
	return *complaint ? MK_PASS_FAILS : MK_PASS_ON;
}
