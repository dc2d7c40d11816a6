/* SPDX-License-Identifier: BSD-2-Clause */
/* The board for people: what there is to share out, and what cannot be. */
#include <inttypes.h>
#include <string.h>

#include "base/columns.h"
#include "base/escape.h"
#include "base/words.h"
#include "target/target.h"
#include "tell/board_facts.h"
#include "tell/board_format.h"
#include "tell/board_groups.h"
#include "tell/board_lines.h"
#include "tell/channels.h"

/* What still fits a line of a group. */
#define LONG_PATH 60

struct sheet {
	struct mk_arena *arena;
	struct mk_buffer *out;
	const struct mk_board *board;
	const struct mk_devices *devices;
	const struct mk_platform *platform; /* or NULL */
	struct mk_columns columns;
};

/* --- words ------------------------------------------------------------------------------------ */

static const char *ascii(struct sheet *sheet, const char *text)
{
	return mk_ascii_text(sheet->arena, text);
}

static const char *path(struct sheet *sheet, const struct mk_dt_node *node)
{
	return ascii(sheet, node ? node->path : NULL);
}

static const char *range_size(struct sheet *sheet, struct mk_range range)
{
	return mk_size_text(sheet->arena, mk_range_size(range));
}

static void join(struct mk_buffer *list, const char *item)
{
	mk_buffer_puts(list, list->length ? ", " : "");
	mk_buffer_puts(list, item);
}

static const char *plural(size_t count)
{
	return count == 1 ? "" : "s";
}

__attribute__((format(printf, 2, 3))) static void heading(
	struct sheet *sheet, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	mk_buffer_printf(sheet->out, "\n%s\n", mk_arena_vprintf(sheet->arena, format, arguments));
	va_end(arguments);
}

static void finish(struct sheet *sheet)
{
	mk_columns_write(&sheet->columns, sheet->out, 2);
}

/* --- the board -------------------------------------------------------------------------------- */

static const char *compatibles(struct sheet *sheet, const struct mk_dt_node *node)
{
	const struct mk_dt_property *property = node->compatible;
	struct mk_buffer list;
	const char *string;

	mk_buffer_init(&list, sheet->arena);
	for (uint32_t i = 0; property && (string = mk_dt_string_at(property, i)); i++)
		join(&list, ascii(sheet, string));
	return list.length ? list.text : "-";
}

static const char *platform_text(struct sheet *sheet)
{
	const struct mk_platform *platform = sheet->platform;

	if (!platform)
		return "unknown to mkpart";
	return mk_arena_printf(sheet->arena, "%s%s%s", platform->name, platform->board ? ", " : "",
		platform->board ? platform->board : "");
}

static void write_head(struct sheet *sheet)
{
	const struct mk_board *board = sheet->board;

	mk_columns_row(&sheet->columns, "board", ascii(sheet, board->model));
	mk_columns_row(&sheet->columns, "compatible", compatibles(sheet, board->tree->root));
	mk_columns_row(&sheet->columns, "platform", platform_text(sheet));
	if (board->console)
		mk_columns_row(&sheet->columns, "console", path(sheet, board->console));
	if (board->timer)
		mk_columns_row(&sheet->columns, "timer", path(sheet, board->timer));
	if (board->psci)
		mk_columns_row(&sheet->columns, "psci", path(sheet, board->psci));
	mk_columns_write(&sheet->columns, sheet->out, 0);
}

/* --- memory ----------------------------------------------------------------------------------- */

static uint64_t total_size(const struct mk_board *board)
{
	const struct mk_bank *bank;
	uint64_t total = 0;

	mk_each(bank, &board->banks) {
		uint64_t size = mk_range_size(bank->range);
		total = size > UINT64_MAX - total ? UINT64_MAX : total + size;
	}
	return total;
}

/* Why a memory node gives no RAM. */
static const char *absence(const struct mk_board *board, const struct mk_dt_node *node)
{
	static const char *const whys[] = {
		[MK_UNREAD_CELLS] = "unread: `reg` does not fit the cells",
		[MK_UNREAD_WRAPS] = "unread: ends above the last possible address",
		[MK_UNREAD_HIGH] = "unread: ends above 52 bits",
		[MK_UNREAD_BUS] = "unread: not covered by `ranges`",
	};
	const struct mk_unread_memory *unread = mk_board_unread(board, node);

	if (unread)
		return whys[unread->why];
	return node->enabled ? "size 0, for firmware to fill in" : "disabled: no RAM";
}

static void write_memory(struct sheet *sheet)
{
	const struct mk_board *board = sheet->board;
	mk_nodes nodes = mk_board_nodes_without_ram(sheet->arena, board);
	const struct mk_dt_node *const *node;
	const struct mk_bank *bank;

	if (board->banks.count)
		heading(sheet, "RAM: %s", mk_size_text(sheet->arena, total_size(board)));
	else
		heading(sheet, "RAM: the tree states none");
	mk_each(bank, &board->banks)
		mk_columns_row(&sheet->columns, mk_range_text(sheet->arena, bank->range),
			range_size(sheet, bank->range), path(sheet, bank->node));
	mk_each(node, &nodes)
		mk_columns_row(&sheet->columns, absence(board, *node), NULL, path(sheet, *node));
	finish(sheet);
}

static void write_reserved(struct sheet *sheet)
{
	static const char *const kinds[] = {
		[MK_RESERVED_NO_MAP] = "no-map",
		[MK_RESERVED_MAPPED] = "mappable",
		[MK_RESERVED_MEMRESERVE] = "memreserve",
	};
	const struct mk_reservation *reservation;

	if (!sheet->board->reservations.count)
		return;
	heading(sheet, "reserved");
	mk_each(reservation, &sheet->board->reservations)
		mk_columns_row(&sheet->columns, mk_range_text(sheet->arena, reservation->range),
			range_size(sheet, reservation->range), kinds[reservation->kind],
			reservation->node ? path(sheet, reservation->node) : NULL);
	finish(sheet);
}

/* What of the RAM devices occupy, and what they only seem to. */
static void write_in_ram(struct sheet *sheet)
{
	const struct mk_board *board = sheet->board;
	mk_mmios registers = mk_board_registers_in_ram(sheet->arena, board);
	const struct mk_set_aside *aside;
	const struct mk_mmio *mmio;

	if (!registers.count && !board->set_aside.count)
		return;
	heading(sheet, "RAM that devices list in `reg`");
	mk_each(mmio, &registers)
		mk_columns_row(&sheet->columns, mk_range_text(sheet->arena, mmio->range),
			range_size(sheet, mmio->range), "registers", path(sheet, mmio->node));
	mk_each(aside, &board->set_aside)
		mk_columns_row(&sheet->columns, mk_range_text(sheet->arena, aside->range),
			range_size(sheet, aside->range), "RAM that the device may use",
			path(sheet, aside->node));
	finish(sheet);
}

static void write_free(struct sheet *sheet)
{
	mk_ranges ranges = mk_board_free_ranges(sheet->arena, sheet->board);
	const struct mk_range *range;

	if (!sheet->board->banks.count)
		return;
	heading(sheet, "free: RAM that nothing reserves");
	mk_each(range, &ranges)
		mk_columns_row(&sheet->columns, mk_range_text(sheet->arena, *range),
			range_size(sheet, *range));
	finish(sheet);
}

/* --- cores ------------------------------------------------------------------------------------ */

static bool has_clusters(const struct mk_board *board)
{
	const struct mk_cpu *cpu;

	mk_each(cpu, &board->cpus)
		if (cpu->cluster != board->cpus.items->cluster)
			return true;
	return false;
}

static const char *core_notes(struct sheet *sheet, const struct mk_cpu *cpu)
{
	struct mk_buffer list;

	mk_buffer_init(&list, sheet->arena);
	if (cpu->enable_method)
		join(&list, ascii(sheet, cpu->enable_method));
	if (cpu->boot)
		join(&list, mk_boot_core_is_guessed(sheet->platform, sheet->board)
				    ? "assumed to boot"
				    : "boots");
	if (!cpu->enabled)
		join(&list, "disabled");
	return list.text;
}

static void write_cores(struct sheet *sheet)
{
	const struct mk_board *board = sheet->board;
	bool clusters = has_clusters(board);
	const char *id = mk_gic_is_plic(&board->gic) ? "hart" : "MPIDR";
	uint64_t cluster = 0;

	heading(sheet, "cores: %zu", board->cpus.count);
	for (size_t i = 0; i < board->cpus.count; i++) {
		const struct mk_cpu *cpu = &board->cpus.items[i];
		if (board->cpu_map)
			cluster = cpu->cluster;
		else if (i && cpu[-1].cluster != cpu->cluster)
			cluster++;
		mk_columns_row(&sheet->columns, ascii(sheet, cpu->node->name),
			mk_arena_printf(sheet->arena, "%s 0x%" PRIx64, id, cpu->mpidr),
			ascii(sheet, cpu->compatible),
			clusters ? mk_arena_printf(sheet->arena, "cluster %" PRIu64, cluster)
				 : core_notes(sheet, cpu),
			clusters ? core_notes(sheet, cpu) : NULL);
	}
	finish(sheet);
}

/* --- the interrupt controller ----------------------------------------------------------------- */

static const char *controller_word(const struct mk_gic *gic)
{
	static const char *const words[] = {
		[MK_GIC_NONE] = "none",
		[MK_GIC_V2] = "GICv2",
		[MK_GIC_V3] = "GICv3",
		[MK_GIC_OTHER] = "no GIC",
	};

	return mk_gic_is_plic(gic) ? "PLIC" : words[gic->kind];
}

/* "40..41, 53" */
static const char *intids_text(struct sheet *sheet, const mk_intids *intids, size_t from)
{
	const struct mk_intid *items = intids->items;
	struct mk_buffer list;
	size_t last;

	mk_buffer_init(&list, sheet->arena);
	for (size_t i = from; i < intids->count; i = last + 1) {
		last = i;
		while (last + 1 < intids->count && items[last + 1].value == items[last].value + 1)
			last++;
		join(&list, mk_arena_printf(sheet->arena, last > i ? "%u..%u" : "%u",
				    items[i].value, items[last].value));
	}
	return list.text;
}

static void add_spis(struct sheet *sheet)
{
	mk_intids spis = mk_board_spis(sheet->arena, sheet->devices);
	uint32_t max_irq = sheet->platform ? sheet->platform->max_irq : 0;
	size_t beyond = 0;

	mk_columns_row(&sheet->columns, "SPIs in use",
		mk_arena_printf(sheet->arena, "%zu%s%s", spis.count, spis.count ? ": INTID " : "",
			spis.count ? intids_text(sheet, &spis, 0) : ""));
	if (!max_irq)
		return;
	while (beyond < spis.count && spis.items[beyond].value <= max_irq)
		beyond++;
	mk_columns_row(&sheet->columns, "kernel's limit",
		mk_arena_printf(sheet->arena, "INTID %u%s%s", max_irq,
			beyond < spis.count ? "; it does not take " : "",
			beyond < spis.count ? intids_text(sheet, &spis, beyond) : ""));
}

static const char *context_text(struct sheet *sheet, const struct mk_plic_context *context)
{
	const char *hart = ascii(sheet, context->hart ? context->hart->name : NULL);

	switch (context->cause) {
	case 9:
		return mk_arena_printf(sheet->arena, "%s S-mode", hart);
	case 11:
		return mk_arena_printf(sheet->arena, "%s M-mode", hart);
	case MK_PLIC_NO_CAUSE:
		return "none";
	default:
		return mk_arena_printf(sheet->arena, "%s cause %u", hart, context->cause);
	}
}

static void add_contexts(struct sheet *sheet)
{
	mk_plic_contexts contexts = mk_board_plic_contexts(sheet->arena, sheet->board);
	const struct mk_plic_context *context;
	struct mk_buffer list;

	mk_buffer_init(&list, sheet->arena);
	mk_each(context, &contexts)
		join(&list, context_text(sheet, context));
	mk_columns_row(&sheet->columns, "contexts",
		mk_arena_printf(sheet->arena, "%zu%s%s", contexts.count, contexts.count ? ": " : "",
			contexts.count ? list.text : ""));
	mk_columns_row(&sheet->columns, "sources",
		mk_arena_printf(
			sheet->arena, "1..%u", mk_dt_u32(sheet->board->gic.node, "riscv,ndev", 0)));
}

static void write_controller(struct sheet *sheet)
{
	const struct mk_gic *gic = &sheet->board->gic;

	heading(sheet, "interrupt controller: %s", controller_word(gic));
	if (gic->node) {
		mk_columns_row(&sheet->columns, "node", path(sheet, gic->node));
		mk_columns_row(&sheet->columns, "compatible", ascii(sheet, gic->compatible));
	}
	if (gic->kind == MK_GIC_V2 || gic->kind == MK_GIC_V3)
		add_spis(sheet);
	if (mk_gic_is_plic(gic))
		add_contexts(sheet);
	finish(sheet);
}

/* --- devices ---------------------------------------------------------------------------------- */

static const char *device_title(struct sheet *sheet, const struct mk_device *device)
{
	const struct mk_board *board = sheet->board;
	const char *role = "";

	if (device->node == board->console)
		role = ", the console";
	else if (device->node == board->gic.node)
		role = ", the interrupt controller";
	else if (device->node == board->timer)
		role = ", the cores' timers";
	return mk_arena_printf(sheet->arena, "%s (%s%s)", path(sheet, device->node),
		ascii(sheet, mk_dt_string(device->node, "compatible")), role);
}

/* Addresses and interrupts side by side: they have nothing to do with each other. */
static void add_device(struct sheet *sheet, const struct mk_device *device)
{
	mk_interrupt_lines lines =
		mk_board_interrupt_lines(sheet->arena, sheet->board, &device->interrupts);
	size_t count = device->mmio.count > lines.count ? device->mmio.count : lines.count;

	mk_columns_row(&sheet->columns, device_title(sheet, device));
	for (size_t i = 0; i < count; i++) {
		const struct mk_interrupt_line *line = i < lines.count ? &lines.items[i] : NULL;
		const struct mk_mmio *mmio = i < device->mmio.count ? &device->mmio.items[i] : NULL;
		mk_columns_row(&sheet->columns,
			mmio ? mk_arena_printf(
				       sheet->arena, "  %s", mk_mmio_text(sheet->arena, mmio))
			     : NULL,
			mmio ? range_size(sheet, mmio->range) : NULL, line ? line->number : NULL,
			line ? line->name : NULL, line ? line->rest : NULL);
	}
}

static void write_devices(struct sheet *sheet)
{
	const struct mk_device *device;

	heading(sheet, "devices: %zu", sheet->devices->list.count);
	mk_each(device, &sheet->devices->list)
		add_device(sheet, device);
	finish(sheet);
	if (sheet->devices->dropped)
		mk_buffer_printf(sheet->out, "  and %zu more, which would take too long to read\n",
			sheet->devices->dropped);
}

static void add_unmapped(struct sheet *sheet, const struct mk_device *device)
{
	const struct mk_unmapped *unmapped;

	if (device->unmapped.count)
		mk_columns_row(&sheet->columns, path(sheet, device->node));
	mk_each(unmapped, &device->unmapped)
		mk_columns_row(&sheet->columns,
			mk_arena_printf(sheet->arena,
				unmapped->why == MK_UNMAPPED_NO_RANGES
					? "  reg entry %u: %s has no ranges"
					: "  reg entry %u: outside the ranges of %s",
				unmapped->entry, path(sheet, unmapped->bus)));
}

static void write_unmapped(struct sheet *sheet)
{
	const struct mk_device *device;

	mk_each(device, &sheet->devices->list)
		add_unmapped(sheet, device);
	mk_each(device, &sheet->devices->unreachable)
		add_unmapped(sheet, device);
	if (!sheet->columns.rows.count)
		return;
	heading(sheet, "no address that the CPU can use");
	finish(sheet);
}

/* --- what cannot be separated ----------------------------------------------------------------- */

static const char *bond_text(struct sheet *sheet, const struct mk_bond *bond)
{
	switch (bond->why) {
	case MK_BOND_PAGE:
		return mk_arena_printf(sheet->arena, "page 0x%" PRIx64, bond->page);
	case MK_BOND_INTERRUPT:
		if (sheet->board->gic.kind == MK_GIC_OTHER)
			return mk_arena_printf(sheet->arena, "line %u", bond->number);
		return mk_arena_printf(sheet->arena, "INTID %u", bond->intid.value);
	case MK_BOND_CONTROLLER:
		break;
	}
	return mk_arena_printf(sheet->arena, "behind %s", ascii(sheet, bond->controller->name));
}

static const char *members_text(struct sheet *sheet, const struct mk_bond *bond)
{
	struct mk_buffer list;

	mk_buffer_init(&list, sheet->arena);
	for (size_t i = 0; i < bond->devices.count; i++) {
		size_t device = bond->devices.items[i];
		mk_buffer_puts(&list, i ? ", " : "");
		mk_board_short_path(&list, sheet->devices->list.items[device].node, LONG_PATH);
	}
	return list.text;
}

static void write_groups(struct sheet *sheet)
{
	mk_groups groups = mk_board_groups(sheet->arena, sheet->devices);
	const struct mk_group *group;

	if (!groups.count)
		return;
	heading(sheet, "cannot be separated: %zu group%s of devices", groups.count,
		plural(groups.count));
	mk_each(group, &groups) {
		mk_columns_row(&sheet->columns,
			mk_arena_printf(sheet->arena, "%zu devices", group->device_count));
		for (size_t i = 0; i < group->bonds.count; i++)
			mk_columns_row(&sheet->columns,
				mk_arena_printf(sheet->arena, "  %s",
					bond_text(sheet, group->bonds.items[i])),
				members_text(sheet, group->bonds.items[i]));
		finish(sheet);
	}
}

static void emit(
	const struct mk_board *board, const struct mk_devices *devices, struct mk_buffer *out)
{
	struct sheet sheet = {
		.arena = out->arena,
		.out = out,
		.board = board,
		.devices = devices,
		.platform = mk_platform_of(board),
		.columns = {.arena = out->arena},
	};

	write_head(&sheet);
	write_memory(&sheet);
	write_reserved(&sheet);
	write_in_ram(&sheet);
	write_free(&sheet);
	write_cores(&sheet);
	write_controller(&sheet);
	write_devices(&sheet);
	write_unmapped(&sheet);
	write_groups(&sheet);
}

const struct mk_board_format mk_board_format_text = {
	.name = "text",
	.doc = "the board as text: memory, cores, devices, and what cannot be separated",
	.emit = emit,
	.channels = mk_channels_text,
	.image = mk_image_text,
};
