/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>

#include "check/tree_words.h"

/* What it is that does not fit. */
static const char *rows_text(
	struct mk_check *check, const struct mk_dt_node *bus, const struct mk_dt_property *rows)
{
	uint32_t child = mk_dt_address_cells(bus);
	uint32_t parent = mk_dt_address_cells(bus->parent);
	uint32_t size = mk_dt_size_cells(bus);
	const char *row = mk_arena_printf(check->arena,
		"a row has %" PRIu32 " + %" PRIu32 " + %" PRIu32 " cells", child, parent, size);

	if (child > MK_DT_MAX_CELLS || parent > MK_DT_MAX_CELLS || size > MK_DT_MAX_CELLS)
		return mk_arena_printf(check->arena, "%s, which is more than any address has", row);
	return mk_arena_printf(check->arena,
		"it has %" PRIu32 " bytes, but %s of 4 bytes: an address on the bus, one above it, "
		"and a size",
		rows->length, row);
}

static void check_rows(
	struct mk_check *check, const struct mk_dt_node *bus, const struct mk_dt_property *rows)
{
	if (!mk_dt_rows_are_whole(bus, rows))
		mk_check_report(check, mk_dt_origin(check->plan->board->tree, bus),
			"the `%s` of '%s' cannot be read: %s", rows->name, bus->path,
			rows_text(check, bus, rows));
}

static void ranges_whole(struct mk_check *check)
{
	const struct mk_dt_node *node;

	for (node = check->plan->board->tree->root; node; node = node->next) {
		if (!node->enabled)
			continue;
		check_rows(check, node, mk_dt_property(node, "ranges"));
		check_rows(check, node, mk_dt_property(node, "dma-ranges"));
	}
}

const struct mk_rule mk_rule_board_ranges_whole = {
	.problem = {.code = "MK0534",
		.name = "ranges-whole",
		.severity = MK_ERROR,
		.title = "a bus whose `ranges` or `dma-ranges` do not fit its cells",
		.why = "The rows cannot be told apart, so it is not known where the devices on the "
		       "bus are, or what RAM they reach: a slice may lie on their registers, and "
		       "two nodes may have the same ones.",
		.fix = "Mend the board's tree: a row has the bus's #address-cells, those of its "
		       "parent, and the bus's #size-cells."},
	.whole = ranges_whole,
};
