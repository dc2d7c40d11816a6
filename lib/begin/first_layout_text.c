/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>

#include "begin/first_layout_parts.h"

/* --- board ------------------------------------------------------------------------------------ */

const char *mk_draft_contract(struct mk_arena *arena, const struct mk_first_layout *request)
{
	if (request->contract == mk_contracts[0])
		return "";
	return mk_arena_printf(arena, "contract: %s", request->contract->name);
}

static void write_heading(const struct mk_draft *draft, struct mk_buffer *out)
{
	const struct mk_board *board = draft->request->board;
	const char *what = board->model ? board->model : board->compatible;
	const char *contract = mk_draft_contract(out->arena, draft->request);
	size_t count = draft->request->node_count;

	mk_draft_comment(out, 0, "%zu seL4 node%s on %s.", count, count == 1 ? "" : "s",
		what ? what : "a board without a name");
	mk_buffer_puts(out, "#\n");
	if (draft->request->sketch)
		mk_draft_write_imported_heading(draft, out);
	else
		mk_draft_comment(out, 0,
			"'mkpart init' made this layout to be edited: it passes 'mkpart check', "
			"and 'mkpart plan' shows where everything is. Lines like '#devices:', "
			"without a space after the '#', are suggestions: remove the '#' to use "
			"them.");
	mk_buffer_puts(out, "\nversion: 1\n");
	if (*contract)
		mk_buffer_printf(out, "%s\n", contract);
}

static void write_stated_memory(const struct mk_first_layout *request, struct mk_buffer *out)
{
	if (!request->memory_count)
		return;
	mk_draft_comment(
		out, 2, "RAM, as given to 'mkpart init': the tree leaves it to the boot firmware.");
	mk_buffer_puts(out, "  memory:\n");
	for (size_t i = 0; i < request->memory_count; i++) {
		mk_buffer_printf(
			out, "    - {start: 0x%" PRIx64 ", size: ", request->memory[i].first);
		mk_draft_size(out, mk_range_size(request->memory[i]));
		mk_buffer_puts(out, "}\n");
	}
}

static void write_boot_cpu(const struct mk_draft *draft, struct mk_buffer *out)
{
	const struct mk_board *board = draft->request->board;

	if (!mk_boot_core_is_guessed(draft->platform, board))
		return;
	mk_draft_comment(out, 2,
		"Nothing says which core boots; the one with the lowest MPIDR is assumed to. State "
		"it when you know it.");
	mk_buffer_puts(out, "  #boot_cpu: ");
	mk_draft_cpu_name(board, out, &board->cpus.items[mk_board_boot_cpu(board)]);
}

static void write_board(const struct mk_draft *draft, struct mk_buffer *out)
{
	mk_buffer_puts(out, "\nboard:\n");
	mk_draft_comment(out, 2, "The board's device tree, relative to the folder of this file.");
	mk_buffer_puts(out, "  dtb: ");
	mk_draft_scalar(out, draft->request->board_name);
	mk_buffer_putc(out, '\n');
	if (!draft->platform)
		mk_draft_comment(out, 2,
			"mkpart does not know this board. If the kernel does, name its platform "
			"here, as platform: NAME ('mkpart list platforms' shows the platforms that "
			"mkpart has facts about).");
	write_boot_cpu(draft, out);
	write_stated_memory(draft->request, out);
	if (draft->request->sketch)
		mk_draft_write_lifts(draft, out);
}

/* --- kernel ----------------------------------------------------------------------------------- */

static void write_hypervisor(const struct mk_draft *draft, struct mk_buffer *out)
{
	const struct mk_sketch *sketch = draft->request->sketch;
	bool known = (draft->platform && draft->platform->hypervisor) ||
		     (sketch && sketch->virtual_machines);
	const struct mk_dt_node *where;
	const char *obstacle = mk_hypervisor_obstacle(draft->request->board, out->arena, &where);

	if (obstacle)
		mk_draft_comment(out, 2, "Support for virtual machines needs EL2; in this tree %s.",
			obstacle);
	else if (known)
		mk_draft_comment(out, 2, "Support for virtual machines; the kernels run at EL2.");
	else
		mk_draft_comment(out, 2,
			"Support for virtual machines: true where the kernel has it on these "
			"cores.");
	mk_buffer_printf(out, "  hypervisor: %s\n", known && !obstacle ? "true" : "false");
}

static bool has_console(const struct mk_board *board)
{
	struct mk_compatible_match match = {0};

	if (board->console)
		match = mk_console_compatible(board->console);
	return match.known || match.equivalent;
}

static void write_printing(const struct mk_board *board, struct mk_buffer *out)
{
	const char *compatible = board->console ? mk_dt_string(board->console, "compatible") : NULL;

	if (has_console(board))
		mk_draft_comment(out, 2, "To the board's console, %s.", board->console->path);
	else if (board->console)
		mk_draft_comment(out, 2,
			"Off, and debug with it: the kernel has no driver for the board's console, "
			"%s (%s).",
			board->console->path, compatible ? compatible : "no compatible");
	else
		mk_draft_comment(out, 2,
			"Off, and debug with it: the board's tree names no console (stdout-path, "
			"serial0).");
	mk_buffer_printf(out, "  printing: %s\n", has_console(board) ? "true" : "false");
}

static void write_kernel(const struct mk_draft *draft, struct mk_buffer *out)
{
	mk_draft_comment(out, 0, "For all kernels; a node's own `kernel` overrides it.");
	mk_buffer_puts(out, "kernel:\n");
	write_hypervisor(draft, out);
	mk_draft_comment(out, 2, "A debug build: false in a product.");
	mk_buffer_printf(
		out, "  debug: %s\n", has_console(draft->request->board) ? "true" : "false");
	write_printing(draft->request->board, out);
}

static void write_loader(const struct mk_draft *draft, struct mk_buffer *out)
{
	mk_buffer_puts(out, "\nloader:\n");
	mk_draft_comment(out, 2,
		"Room for the loader, which holds the images of all nodes. A `start` fixes where "
		"it is.");
	mk_buffer_puts(out, "  memory: {size: ");
	mk_draft_size(out, draft->loader_bytes);
	mk_buffer_puts(out, "}\n");
}

/* --- nodes ------------------------------------------------------------------------------------ */

static void write_cpu(const struct mk_draft *draft, struct mk_buffer *out, size_t index)
{
	const struct mk_board *board = draft->request->board;
	const struct mk_cpu *cpu = draft->cores[index];

	if (index == 0)
		mk_draft_comment(out, 4, "%s",
			cpu->boot ? "The core that boots the board: one node has to be on it."
				  : "The first core.");
	mk_buffer_puts(out, "    cpu: ");
	mk_draft_cpu_name(board, out, cpu);
}

static bool has_extras(const struct mk_draft *draft, size_t index)
{
	const struct mk_extra *extra;

	mk_each(extra, &draft->extras)
		if (extra->node == index)
			return true;
	return false;
}

static void write_extras(const struct mk_draft *draft, struct mk_buffer *out, size_t index)
{
	const struct mk_extra *extra;

	mk_draft_comment(out, 6, "What is left after equal shares.");
	mk_each(extra, &draft->extras) {
		if (extra->node != index)
			continue;
		mk_buffer_printf(out, "      - {start: 0x%" PRIx64 ", size: ", extra->range.first);
		mk_draft_size(out, mk_range_size(extra->range));
		mk_buffer_puts(out, "}\n");
	}
}

static void write_memory(const struct mk_draft *draft, struct mk_buffer *out, size_t index)
{
	bool extras = has_extras(draft, index);

	if (index == 0)
		mk_draft_comment(out, 4,
			"mkpart places it; {start: 0x..., size: ...} fixes it. Several ranges are "
			"fine.");
	mk_buffer_printf(out, "    memory:%s{size: ", extras ? "\n      - " : " [");
	mk_draft_size(out, draft->slice_bytes);
	mk_buffer_puts(out, extras ? "}\n" : "}]\n");
	if (extras)
		write_extras(draft, out, index);
}

static void write_rest(const struct mk_draft *draft, struct mk_buffer *out)
{
	if (draft->rest_complaint) {
		mk_draft_comment(out, 4,
			"Alias, path, label or unit name of each. Not `%s`, which is what no other "
			"node lists: %s.",
			MK_PLAN_REST, draft->rest_complaint);
		mk_buffer_puts(out, "    devices: []\n");
		return;
	}
	mk_draft_comment(out, 4,
		"All devices that no other node lists, with their interrupts; they are named at "
		"the end.");
	mk_buffer_printf(out, "    devices: [%s]\n", MK_PLAN_REST);
}

static void write_devices(const struct mk_draft *draft, struct mk_buffer *out, size_t index)
{
	if (index == 0 && (draft->rest || draft->rest_complaint))
		write_rest(draft, out);
	if (index == 1 && draft->groups && draft->groups->example)
		mk_buffer_printf(out, "    #devices: [%s]\n", draft->groups->example);
}

static void write_nodes(const struct mk_draft *draft, struct mk_buffer *out)
{
	mk_buffer_putc(out, '\n');
	mk_draft_comment(out, 0,
		"One kernel and one root task each. Choose any names; folders and constants are "
		"named after them.");
	mk_buffer_puts(out, "nodes:\n");
	for (size_t i = 0; i < draft->request->node_count; i++) {
		mk_buffer_printf(out, "%s  - name: node%zu\n", i ? "\n" : "", i);
		write_cpu(draft, out, i);
		write_memory(draft, out, i);
		write_devices(draft, out, i);
	}
}

/* --- what joins them -------------------------------------------------------------------------- */

static void write_shared(struct mk_buffer *out)
{
	mk_buffer_putc(out, '\n');
	mk_draft_comment(out, 0, "Memory that several nodes map; none of them has it as RAM.");
	mk_buffer_puts(out, "#shared:\n"
			    "#- {name: ring, nodes: [node0, node1], memory: {size: 64K}}\n\n");
}

static enum mk_sgi_obstacle signal_obstacle(const struct mk_draft *draft)
{
	enum mk_sgi_obstacle obstacle = MK_SGI_POSSIBLE;
	uint64_t target;

	for (size_t i = 0; i < 2 && obstacle == MK_SGI_POSSIBLE; i++)
		obstacle = mk_sgi_target(
			draft->request->contract, draft->request->board, draft->cores[i], &target);
	return obstacle;
}

static void write_ipis(const struct mk_draft *draft, struct mk_buffer *out)
{
	enum mk_sgi_obstacle obstacle = signal_obstacle(draft);

	if (obstacle == MK_SGI_INTERFACE_UNKNOWN)
		mk_draft_comment(out, 0,
			"Signals (`ipis`) need a number first. The tree does not say which CPU "
			"interfaces of the GICv2 the cores have: nodes that receive signals have "
			"to state it, as gic_cpu: NUMBER (0 to 7). A core that reads "
			"GICD_ITARGETSR0 sees the bit of its own interface set.");
	else if (obstacle != MK_SGI_POSSIBLE)
		mk_draft_comment(out, 0,
			"No signals (`ipis`): the kernel cannot name these cores as a target.");
	if (obstacle != MK_SGI_POSSIBLE)
		return;
	mk_draft_comment(out, 0, "Signals from node to node.");
	mk_buffer_puts(out, "#ipis:\n"
			    "#- {name: ring_filled, from: node0, to: node1}\n"
			    "#- {name: ring_drained, from: node1, to: node0}\n");
}

/* What the board itself gives rise to, whatever the nodes. */
static bool disables_all_cores(const struct mk_board *board)
{
	return board->cpus.count && board->cpus.items->usable && !board->cpus.items->enabled;
}

static void suggest_memory(struct mk_buffer *out)
{
	mk_draft_comment(out, 0,
		"mkpart warns that each root task could reach the other nodes' memory. When you "
		"know that none of them hands that out, say so:");
}

/* What its kernels leave to review, whatever the layout. */
static void suggest_unconfined(struct mk_buffer *out)
{
	mk_draft_comment(out, 0,
		"mkpart warns about what this contract's kernels do not confine: SPIs, SGIs and "
		"DMA. When each has been reviewed, say so:");
}

static void write_suggested(const struct mk_contract *contract, struct mk_buffer *out)
{
	if (!contract->boot) {
		mk_buffer_puts(out, "#- {code: MK0802, why: 'who reviewed what the root tasks hand "
				    "out, and when'}\n");
		return;
	}
	mk_buffer_puts(out,
		"#- {code: MK1203, why: 'who reviewed the SPIs that root tasks claim, and when'}\n"
		"#- {code: MK1204, why: 'who reviewed the SGIs that root tasks send, and when'}\n"
		"#- {code: MK1205, why: 'who reviewed the drivers of devices with DMA, and "
		"when'}\n");
}

static void write_allow(const struct mk_draft *draft, struct mk_buffer *out)
{
	const struct mk_contract *contract = draft->request->contract;
	bool disabled = disables_all_cores(draft->request->board);
	bool several = draft->request->node_count > 1;

	if (!disabled && !several)
		return;
	mk_buffer_putc(out, '\n');
	if (several && contract->boot)
		suggest_unconfined(out);
	else if (several)
		suggest_memory(out);
	mk_buffer_puts(out, disabled ? "allow:\n" : "#allow:\n");
	if (several)
		write_suggested(contract, out);
	if (disabled)
		mk_buffer_puts(out, "- {code: MK0402, why: 'the tree disables every core; firmware "
				    "enables them'}\n");
}

void mk_draft_write(const struct mk_draft *draft, struct mk_buffer *out)
{
	write_heading(draft, out);
	write_board(draft, out);
	mk_buffer_putc(out, '\n');
	write_kernel(draft, out);
	write_loader(draft, out);
	if (draft->request->sketch) {
		mk_draft_write_imported_nodes(draft, out);
		mk_draft_write_imported_rest(draft, out);
	} else {
		write_nodes(draft, out);
	}
	if (!draft->request->sketch && draft->request->node_count > 1) {
		write_shared(out);
		write_ipis(draft, out);
	}
	write_allow(draft, out);
	if (draft->request->sketch && draft->whole)
		mk_draft_write_leftovers(draft, out);
	if (draft->groups)
		mk_groups_write(draft->groups, out);
}
