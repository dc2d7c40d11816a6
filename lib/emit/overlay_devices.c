/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>

#include "base/sort.h"
#include "emit/dts.h"
#include "emit/overlay.h"

/* --- chosen ----------------------------------------------------------------------------------- */

/* Kernel and loader stop at a listed device that they have no name for. */
static const struct mk_dt_node *usable_console(const struct mk_dt_node *console)
{
	struct mk_compatible_match match = {0};

	if (console)
		match = mk_console_compatible(console);
	return match.known || match.equivalent ? console : NULL;
}

static const struct mk_dt_node *usable_psci(const struct mk_board *board)
{
	struct mk_compatible_match match = {0};

	if (board->psci)
		match = mk_psci_compatible(board->psci);
	return match.known || match.equivalent ? board->psci : NULL;
}

/*
 * A tree may come from an earlier build, with that one's lists: what this node has none of must not
 * stay. dtc minds no property that is not there, but the text says only what is needed.
 */
static void remove_list(struct mk_buffer *out, const struct mk_board *board, const char *property)
{
	const struct mk_dt_node *chosen = mk_dt_child(board->tree->root, "chosen");

	if (chosen && mk_dt_property(chosen, property))
		mk_buffer_printf(out, "\t\t/delete-property/ %s;\n", property);
}

/* `count` nodes, those that are NULL left out; no property where none is left. */
static void write_devices(struct mk_buffer *out, const struct mk_board *board, const char *property,
	const struct mk_dt_node *const *nodes, size_t count)
{
	const char *separator = " = ";

	for (size_t i = 0; i < count; i++) {
		if (!nodes[i])
			continue;
		if (separator[0] == ' ')
			mk_buffer_printf(out, "\t\t%s", property);
		mk_buffer_puts(out, separator);
		mk_dts_reference(out, nodes[i]);
		separator = ",\n\t\t\t";
	}
	if (separator[0] != ' ')
		mk_buffer_puts(out, ";\n");
	else
		remove_list(out, board, property);
}

/* INTIDs, not SPI numbers. An empty list stops the kernel's tooling. */
static void write_spis(
	struct mk_buffer *out, const struct mk_board *board, const struct mk_plan_node *node)
{
	if (!node->spis.count)
		remove_list(out, board, "seL4,spi-irqs");

	for (size_t i = 0; i < node->spis.count; i++)
		mk_buffer_printf(
			out, "%s%u", i ? " " : "\t\tseL4,spi-irqs = <", node->spis.items[i].value);
	mk_buffer_puts(out, node->spis.count ? ">;\n" : "");
}

void mk_overlay_chosen(
	struct mk_buffer *out, const struct mk_plan *plan, const struct mk_plan_node *node)
{
	const struct mk_board *board = plan->board;
	const struct mk_dt_node *console = usable_console(node->console);
	const struct mk_dt_node *kernel[] = {
		node->printing ? console : NULL, board->gic.node, board->timer};
	const struct mk_dt_node *loader[] = {
		usable_console(board->console), usable_psci(board), board->timer, board->gic.node};

	mk_buffer_puts(out, "\n/ {\n\tchosen {\n");
	if (node->console_stated) {
		mk_buffer_puts(out, "\t\tstdout-path = ");
		mk_dts_string(out, node->console->path, strlen(node->console->path));
		mk_buffer_puts(out, ";\n");
	}
	write_spis(out, board, node);
	write_devices(out, board, "seL4,kernel-devices", kernel, sizeof kernel / sizeof *kernel);
	write_devices(out, board, "seL4,elfloader-devices", loader, sizeof loader / sizeof *loader);
	mk_buffer_puts(out, "\t};\n};\n");
}

/* --- compatibles ------------------------------------------------------------------------------ */

/* The known string first, then what the tree says. */
static void write_compatible(
	struct mk_buffer *out, const struct mk_dt_node *node, const char *equivalent)
{
	const struct mk_dt_property *property = node->compatible;
	const char *own;

	mk_dts_reference(out, node);
	mk_buffer_puts(out, " {\n\tcompatible = ");
	mk_dts_string(out, equivalent, strlen(equivalent));
	for (uint32_t i = 0; property && (own = mk_dt_string_at(property, i)); i++) {
		if (strcmp(own, equivalent) == 0)
			continue;
		mk_buffer_puts(out, ", ");
		mk_dts_string(out, own, strlen(own));
	}
	mk_buffer_puts(out, ";\n};\n");
}

static void mend(struct mk_buffer *out, const struct mk_dt_node *node,
	struct mk_compatible_match match, const char *comment)
{
	if (match.known || !match.equivalent)
		return;
	mk_buffer_printf(out, "\n/* %s */\n", comment);
	write_compatible(out, node, match.equivalent);
}

/*
 * The loader is built from one node's tree. All have what it needs, so that it does not matter
 * whose configuration it was given; the kernels know the names either way.
 */
void mk_overlay_compatibles(
	struct mk_buffer *out, const struct mk_plan *plan, const struct mk_plan_node *node)
{
	const struct mk_board *board = plan->board;

	if (board->console)
		mend(out, board->console, mk_console_compatible(board->console),
			"The name by which the kernel and the loader know this console.");
	if (node->console && node->console != board->console)
		mend(out, node->console, mk_console_compatible(node->console),
			"The name by which the kernel knows this node's console.");
	mend(out, board->gic.node, mk_gic_compatible(&board->gic),
		"The loader's GIC driver matches the first name.");
	if (board->psci)
		mend(out, board->psci, mk_psci_compatible(board->psci),
			"The name by which the loader knows PSCI.");
}

/* --- CPUs ------------------------------------------------------------------------------------- */

static void hide_cpu(struct mk_buffer *out, const struct mk_cpu *cpu)
{
	mk_dts_reference(out, cpu->node);
	mk_buffer_puts(out, " {\n\t/delete-property/ device_type;\n};\n");
}

/*
 * The loader takes CPUs from the boot CPU on, by ascending MPIDR, and does not look at status.
 * Nodes are ranked in that order, so that a CPU which is not the next node's is nobody's.
 */
void mk_overlay_cpus(struct mk_buffer *out, const struct mk_plan *plan)
{
	size_t count = plan->board->cpus.count;
	size_t boot = mk_board_boot_cpu(plan->board);
	size_t rank = 0;
	bool commented = false;

	for (size_t i = 0; i < count && rank < plan->by_rank.count; i++) {
		const struct mk_cpu *cpu = &plan->board->cpus.items[(boot + i) % count];
		if (mk_plan_node_at_rank(plan, rank)->cpu == cpu) {
			rank++;
			continue;
		}
		if (!commented)
			mk_buffer_puts(
				out, "\n/* CPUs without a node, for the loader to pass over. */\n");
		commented = true;
		hide_cpu(out, cpu);
	}
}

/* --- devices of other nodes ------------------------------------------------------------------- */

/*
 * Kernel and loader use the console, whoever has it, if they have a driver for it, and the layout
 * may say that it is the node's; a disabled bus disables what is below it.
 */
static bool is_needed(const struct mk_plan *plan, const struct mk_plan_node *node,
	const struct mk_dt_node *device)
{
	const struct mk_dt_node *loaders = usable_console(plan->board->console);
	const struct mk_dt_node *kernels =
		node->console_stated ? node->console : usable_console(node->console);
	const struct mk_plan_device *own;

	mk_each(own, &node->devices)
		if (mk_dt_is_within(own->node, device))
			return true;
	return (loaders && mk_dt_is_within(loaders, device)) ||
	       (kernels && mk_dt_is_within(kernels, device));
}

static int compare_paths(const void *left, const void *right)
{
	const struct mk_dt_node *a = *(const struct mk_dt_node *const *)left;
	const struct mk_dt_node *b = *(const struct mk_dt_node *const *)right;

	return strcmp(a->path, b->path);
}

typedef MK_VEC(const struct mk_dt_node *) dt_nodes;

static dt_nodes foreign_devices(
	struct mk_arena *arena, const struct mk_plan *plan, const struct mk_plan_node *node)
{
	const struct mk_plan_device *device;
	const struct mk_plan_node *other;
	dt_nodes foreign = {0};

	mk_each(other, &plan->nodes)
		mk_each(device, &other->devices)
			if (other != node && !is_needed(plan, node, device->node))
				*mk_vec_add(arena, &foreign) = device->node;
	mk_vec_sort(&foreign, compare_paths);
	return foreign;
}

void mk_overlay_foreign_devices(
	struct mk_buffer *out, const struct mk_plan *plan, const struct mk_plan_node *node)
{
	dt_nodes foreign = foreign_devices(out->arena, plan, node);
	const struct mk_dt_node *const *device;

	if (foreign.count)
		mk_buffer_puts(out, "\n/* Devices of other nodes. */\n");
	mk_each(device, &foreign) {
		if (device > foreign.items && *device == device[-1])
			continue;
		mk_dts_reference(out, *device);
		mk_buffer_puts(out, " {\n\tstatus = \"disabled\";\n};\n");
	}
}
