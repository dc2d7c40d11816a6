/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>
#include <string.h>

#include "base/words.h"
#include "emit/dts.h"
#include "plan/foreign.h"
#include "emit/overlay.h"

/* --- RAM ------------------------------------------------------------------------------------- */

static bool can_express_all(struct mk_dts_cells cells, const mk_regions *regions)
{
	const struct mk_region *region;

	mk_each(region, regions)
		if (!mk_dts_can_express(cells, region->range))
			return false;
	return true;
}

/*
 * The memory node that is kept: the one with the lowest bank, else the first that is enabled.
 * Under another parent than the root its addresses might be translated: then a new one is made.
 */
static const struct mk_dt_node *kept_memory_node(const struct mk_board *board)
{
	const struct mk_dt_node *kept = board->banks.count ? board->banks.items[0].node : NULL;
	struct mk_dt_node *const *node;

	mk_each(node, &board->memory_nodes)
		if (!kept && (*node)->enabled)
			kept = *node;
	return kept && kept->parent == board->tree->root ? kept : NULL;
}

/* What stays in is RAM to the kernel, disabled or not. */
static void delete_memory_node(struct mk_buffer *out, const struct mk_dt_node *node)
{
	if (!node->parent) {
		mk_buffer_puts(out, "/ {\n\t/delete-property/ device_type;\n};\n");
		return;
	}
	mk_buffer_puts(out, "/delete-node/ ");
	mk_dts_reference(out, node);
	mk_buffer_puts(out, ";\n");
}

/* Backwards, so that a node below another one goes first. */
static void delete_other_memory(
	struct mk_buffer *out, const struct mk_board *board, const struct mk_dt_node *kept)
{
	for (size_t i = board->memory_nodes.count; i > 0; i--)
		if (board->memory_nodes.items[i - 1] != kept)
			delete_memory_node(out, board->memory_nodes.items[i - 1]);
}

static void write_reg(
	struct mk_buffer *out, struct mk_dts_cells cells, const mk_regions *regions, unsigned depth)
{
	mk_dts_indent(out, depth);
	mk_buffer_puts(out, "reg = ");
	for (size_t i = 0; i < regions->count; i++) {
		mk_dts_reg(out, cells, regions->items[i].range);
		if (i + 1 < regions->count) {
			mk_buffer_puts(out, ",\n");
			mk_dts_indent(out, depth + 1);
		}
	}
	mk_buffer_puts(out, ";\n");
}

static void reopen_memory(struct mk_buffer *out, struct mk_dts_cells cells,
	const struct mk_dt_node *kept, const mk_regions *regions)
{
	mk_dts_reference(out, kept);
	mk_buffer_puts(out, " {\n");
	write_reg(out, cells, regions, 1);
	mk_buffer_puts(out, "};\n");
}

static void create_memory(
	struct mk_buffer *out, struct mk_dts_cells cells, const mk_regions *regions)
{
	mk_buffer_printf(out, "/ {\n\tmemory@%" PRIx64 " {\n\t\tdevice_type = \"memory\";\n",
		regions->items[0].range.first);
	write_reg(out, cells, regions, 2);
	mk_buffer_puts(out, "\t};\n};\n");
}

void mk_overlay_memory(
	struct mk_buffer *out, const struct mk_plan *plan, const struct mk_plan_node *node)
{
	const struct mk_board *board = plan->board;
	const struct mk_dt_node *kept = kept_memory_node(board);
	struct mk_dts_cells cells = mk_dts_cells_of(board->tree->root);

	mk_buffer_puts(out, "\n/* The RAM of this node, and no other. */\n");
	delete_other_memory(out, board, kept);
	if (!node->sorted.count || !can_express_all(cells, &node->sorted))
		mk_dts_refuse(out, "memory_does_not_fit_the_cells_of_the_root");
	else if (kept)
		reopen_memory(out, cells, kept, &node->sorted);
	else
		create_memory(out, cells, &node->sorted);
}

/* --- what is not this node's ------------------------------------------------------------------ */

/* Copied from the tree: others would turn the firmware's own reservations into other ranges. */
static struct mk_dts_cells reserved_cells(const struct mk_board *board)
{
	const struct mk_dt_node *present = board->reserved_memory;

	return mk_dts_cells_of(present ? present : board->tree->root);
}

/* Letters, digits and ,._+- make a node name (Devicetree Specification v0.4, 2.2.1). */
static void write_name(struct mk_buffer *out, const char *what)
{
	for (const char *at = what; *at; at++) {
		bool legal = (*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z') ||
			     (*at >= '0' && *at <= '9') || strchr(",._+-", *at);
		mk_buffer_putc(out, legal ? *at : '-');
	}
}

/*
 * A range that the cells cannot say is no RAM of this node either: see can_express_all. Nor is one
 * that `ranges` of the tree's own /reserved-memory lead nowhere to.
 */
static void write_child(struct mk_buffer *out, const struct mk_board *board,
	struct mk_dts_cells cells, const struct mk_foreign *foreign)
{
	struct mk_range range = foreign->range;
	bool possible = mk_board_reserved_range(board, &range) && mk_dts_can_express(cells, range);

	mk_buffer_puts(out, possible ? "\t\tmkpart-" : "\t\t/* not in these cells: ");
	write_name(out, foreign->what);
	if (!possible) {
		mk_buffer_printf(out, " %s */\n", mk_range_text(out->arena, foreign->range));
		return;
	}
	mk_buffer_printf(out, "@%" PRIx64 " {\n\t\t\treg = ", foreign->range.first);
	mk_dts_reg(out, cells, range);
	mk_buffer_puts(out, ";\n\t\t\tno-map;\n\t\t};\n");
}

static bool is_in_slice(
	const struct mk_platform_reservation *reservation, const struct mk_plan_node *node)
{
	const struct mk_region *region;

	mk_each(region, &node->sorted)
		if (mk_ranges_overlap(region->range, reservation->range))
			return true;
	return false;
}

/* A reservation of the platform's own overlay that lies in this node's RAM would carve it. */
static const char *lifted_reservation(const struct mk_plan *plan, const struct mk_plan_node *node)
{
	const struct mk_platform_reservation *reservation;

	if (plan->tree != MK_TREE_KERNEL || !plan->platform || !plan->platform->reservations)
		return NULL;
	for (reservation = plan->platform->reservations; reservation->range.last; reservation++)
		if (reservation->path && reservation->liftable &&
			(node->hypervisor || !reservation->hypervisor_only) &&
			is_in_slice(reservation, node))
			return reservation->path;
	return NULL;
}

/* Its `ranges` stay: without them its children were at other addresses. */
static bool translates(const struct mk_dt_node *reserved)
{
	const struct mk_dt_property *ranges = reserved ? mk_dt_property(reserved, "ranges") : NULL;

	return ranges && ranges->length;
}

/* Kernels carve what has no-map. Something may refer to the node, so that it stays. */
static void lift_children(struct mk_buffer *out, const struct mk_plan *plan)
{
	const struct mk_dt_node *reserved = plan->board->reserved_memory;
	const struct mk_dt_node *node =
		reserved && plan->lifted.count ? reserved->first_child : NULL;

	for (; node; node = node->next_sibling) {
		if (!mk_plan_lifts(plan, node) || !mk_dt_property(node, "no-map"))
			continue;
		mk_buffer_puts(out, "\t\t");
		mk_dts_name(out, node->name);
		mk_buffer_puts(out, " {\n\t\t\t/delete-property/ no-map;\n\t\t};\n");
	}
}

void mk_overlay_reserved(
	struct mk_buffer *out, const struct mk_plan *plan, const struct mk_plan_node *node)
{
	mk_foreigns list = mk_foreign_ranges(out->arena, plan, node, true);
	struct mk_dts_cells cells = reserved_cells(plan->board);
	const char *lifted = lifted_reservation(plan, node);
	const struct mk_foreign *foreign;

	if (!list.count && !lifted && !plan->lifted.count)
		return;
	mk_buffer_puts(out,
		"\n/* What is not this node's; its kernel hands it out as device memory. */\n"
		"/ {\n\treserved-memory {\n");
	mk_buffer_printf(out, "\t\t#address-cells = <%u>;\n\t\t#size-cells = <%u>;\n",
		cells.address, cells.size);
	if (!translates(plan->board->reserved_memory))
		mk_buffer_puts(out, "\t\tranges;\n");
	if (lifted)
		mk_buffer_printf(out, "\t\t/delete-node/ %s;\n", lifted);
	lift_children(out, plan);
	mk_each(foreign, &list)
		write_child(out, plan->board, cells, foreign);
	mk_buffer_puts(out, "\t};\n};\n");
}
