/* SPDX-License-Identifier: BSD-2-Clause */
/* From a device's interrupt specifiers to INTIDs. */
#include "board/parts.h"

/* Controllers between a device and the GIC; two are known to occur. */
#define MAX_HOPS 16

/* Steps from a node to its interrupt parent, up the tree and along phandles. */
#define MAX_PARENT_STEPS 64

/* First cell of a GIC specifier (Linux bindings, interrupt-controller/arm,gic-v3.yaml). */
enum gic_type { GIC_SPI, GIC_PPI, GIC_EXTENDED_SPI, GIC_EXTENDED_PPI };

#define GIC_SPECIFIER_CELLS 3
#define PPI_COUNT 16u

const struct mk_dt_node *mk_interrupt_parent(
	const struct mk_dt_tree *tree, const struct mk_dt_node *node)
{
	for (unsigned step = 0; node && step < MAX_PARENT_STEPS; step++) {
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

static void leave_unresolved(struct mk_interrupt *interrupt, const char *complaint)
{
	interrupt->kind = MK_INTERRUPT_UNRESOLVED;
	interrupt->complaint = complaint;
}

static void decode_spi(struct mk_interrupt *interrupt, struct mk_arena *arena, uint32_t number)
{
	if (number > MK_SPI_LAST) {
		leave_unresolved(interrupt, mk_arena_printf(arena, "is SPI %u, but the last is %u",
						    number, MK_SPI_LAST));
		return;
	}
	interrupt->kind = MK_INTERRUPT_SPI;
	interrupt->intid = mk_intid_from_spi((struct mk_spi){number});
}

static void decode_ppi(struct mk_interrupt *interrupt, struct mk_arena *arena, uint32_t number)
{
	if (number >= PPI_COUNT) {
		leave_unresolved(interrupt, mk_arena_printf(arena, "is PPI %u, but the last is %u",
						    number, PPI_COUNT - 1));
		return;
	}
	interrupt->kind = MK_INTERRUPT_PPI;
	interrupt->intid.value = number + MK_INTID_PPI_FIRST;
}

static void decode(
	const struct mk_signal *signal, struct mk_arena *arena, struct mk_interrupt *interrupt)
{
	if (signal->specifier_cells < GIC_SPECIFIER_CELLS) {
		leave_unresolved(interrupt, "has a specifier of fewer than the GIC's three cells");
		return;
	}
	interrupt->flags = signal->specifier[2];
	switch (signal->specifier[0]) {
	case GIC_SPI:
		decode_spi(interrupt, arena, signal->specifier[1]);
		return;
	case GIC_PPI:
		decode_ppi(interrupt, arena, signal->specifier[1]);
		return;
	case GIC_EXTENDED_SPI:
	case GIC_EXTENDED_PPI:
		leave_unresolved(interrupt, "is an extended SPI or PPI, which is not supported");
		return;
	default:
		leave_unresolved(interrupt, "has a specifier that is neither SPI nor PPI");
	}
}

static bool is_at_gic(const struct mk_board *board, const struct mk_signal *signal)
{
	return signal->controller == board->gic.node && board->gic.kind != MK_GIC_OTHER;
}

static enum mk_pass pass(
	const struct mk_board *board, struct mk_signal *signal, const char **complaint)
{
	if (mk_dt_property(signal->controller, "interrupt-map"))
		return mk_nexus_pass(board->tree, signal, complaint);
	return mk_router_pass(board->tree, signal, complaint);
}

static void resolve(const struct mk_board *board, struct mk_arena *arena, struct mk_signal *signal,
	struct mk_interrupt *interrupt)
{
	const char *complaint;

	for (unsigned hop = 0; hop < MAX_HOPS; hop++) {
		if (is_at_gic(board, signal)) {
			decode(signal, arena, interrupt);
			return;
		}
		switch (pass(board, signal, &complaint)) {
		case MK_PASS_ON:
			break;
		case MK_PASS_ENDS:
			interrupt->kind = MK_INTERRUPT_CASCADED;
			interrupt->controller = signal->controller;
			return;
		case MK_PASS_FAILS:
			leave_unresolved(interrupt, complaint);
			return;
		}
	}
	leave_unresolved(interrupt, "goes round in a circle of interrupt controllers");
}

/* A list of specifiers being read. */
struct list {
	const struct mk_board *board;
	struct mk_arena *arena;
	const struct mk_dt_property *property;
	const struct mk_dt_property *unit; /* `reg` of the device, or NULL */
	mk_interrupts *interrupts;
};

/* One interrupt; its cells, or 0 where what follows cannot be read. */
static uint32_t add_interrupt(
	const struct list *list, const struct mk_dt_node *controller, uint32_t at)
{
	struct mk_interrupt *interrupt = mk_vec_add(list->arena, list->interrupts);
	struct mk_signal signal = {.controller = controller, .unit = list->unit};
	const char *complaint = "has an interrupt parent that is missing or not in the tree";

	interrupt->controller = controller;
	if (controller)
		complaint = mk_signal_read(&signal, list->property, at);
	if (complaint) {
		leave_unresolved(interrupt, complaint);
		return 0;
	}
	at = signal.specifier_cells;
	resolve(list->board, list->arena, &signal, interrupt);
	return at;
}

static void read_plain(const struct list *list, const struct mk_dt_node *node)
{
	const struct mk_dt_node *parent = mk_interrupt_parent(list->board->tree, node);
	uint32_t cells = list->property->length / 4;
	uint32_t used = 1;

	for (uint32_t at = 0; used && at < cells; at += used)
		used = add_interrupt(list, parent, at);
}

/* Phandle 0 stands for an interrupt that is not connected. */
static void read_extended(const struct list *list)
{
	uint32_t cells = list->property->length / 4;
	uint32_t used;

	for (uint32_t at = 0; at < cells; at += used) {
		uint32_t phandle = mk_dt_cell(list->property, at++);
		used = 0;
		if (!phandle)
			continue;
		used = add_interrupt(list, mk_dt_by_phandle(list->board->tree, phandle), at);
		if (!used)
			return;
	}
}

void mk_board_interrupts(const struct mk_board *board, struct mk_arena *arena,
	const struct mk_dt_node *node, mk_interrupts *interrupts)
{
	struct list list = {
		.board = board,
		.arena = arena,
		.property = mk_dt_property(node, "interrupts-extended"),
		.unit = mk_dt_property(node, "reg"),
		.interrupts = interrupts,
	};

	if (list.property) {
		read_extended(&list);
		return;
	}
	list.property = mk_dt_property(node, "interrupts");
	if (list.property)
		read_plain(&list, node);
}
