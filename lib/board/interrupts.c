/* SPDX-License-Identifier: BSD-2-Clause */
/* From a device's interrupt specifiers to INTIDs. */
#include "board/parts.h"

/* First cell of a GIC specifier (Linux bindings, interrupt-controller/arm,gic-v3.yaml). */
enum gic_type { GIC_SPI, GIC_PPI, GIC_EXTENDED_SPI, GIC_EXTENDED_PPI };

#define GIC_SPECIFIER_CELLS 3
#define PPI_COUNT 16u

#define TOO_FAR "and what follows it lead too far to be followed"

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
	interrupt->number = number;
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
	interrupt->number = number;
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

static void add_via(struct mk_interrupt *interrupt, const struct mk_dt_node *router)
{
	interrupt->via[interrupt->via_count++] = router;
}

/*
 * A bridge that takes the lines of its slots itself says so by a map that leads to the bridge; it
 * is a controller then (Linux drivers/of/irq.c).
 */
static bool is_its_own_parent(const struct mk_dt_node *here, const struct mk_dt_node *nexus)
{
	return here == nexus && mk_dt_property(here, "interrupt-controller");
}

static enum mk_pass pass(const struct mk_board *board, struct mk_signal *signal,
	struct mk_interrupt *interrupt, const char **complaint)
{
	const struct mk_dt_node *here = signal->controller, *nexus = signal->nexus;
	enum mk_pass result;

	signal->nexus = NULL;
	if (is_its_own_parent(here, nexus))
		return MK_PASS_ENDS;
	mk_budget_spend(signal->budget, 16 + 4 * here->property_count);
	if (mk_dt_property(here, "interrupt-map")) {
		result = mk_nexus_pass(board->tree, signal, complaint);
		interrupt->mapped |= result == MK_PASS_ON;
		return result;
	}
	result = mk_router_pass(board->tree, signal, complaint);
	if (result == MK_PASS_ON)
		add_via(interrupt, here);
	return result;
}

/* Controllers that write line and trigger (Linux bindings, gpio/gpio.txt; sifive,plic-1.0.0.yaml).
 */
static bool states_trigger(const struct mk_board *board, const struct mk_signal *signal)
{
	if (signal->specifier_cells != 2)
		return false;
	if (signal->controller == board->gic.node)
		return mk_gic_is_plic(&board->gic);
	return mk_dt_property(signal->controller, "gpio-controller");
}

static void end_cascaded(const struct mk_board *board, const struct mk_signal *signal,
	struct mk_interrupt *interrupt)
{
	interrupt->kind = MK_INTERRUPT_CASCADED;
	interrupt->controller = signal->controller;
	interrupt->number = signal->specifier[mk_dt_is_gic(signal->controller)];
	if (states_trigger(board, signal))
		interrupt->flags = signal->specifier[1];
}

static void resolve(const struct mk_board *board, struct mk_arena *arena, struct mk_signal *signal,
	struct mk_interrupt *interrupt)
{
	const char *complaint;

	for (unsigned hop = 0; hop < MK_INTERRUPT_MAX_HOPS; hop++) {
		if (is_at_gic(board, signal)) {
			decode(signal, arena, interrupt);
			return;
		}
		switch (pass(board, signal, interrupt, &complaint)) {
		case MK_PASS_ON:
			break;
		case MK_PASS_ENDS:
			end_cascaded(board, signal, interrupt);
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
	const struct mk_dt_node *node; /* that states it */
	struct mk_arena *arena;
	const struct mk_dt_property *property;
	const struct mk_dt_property *unit; /* `reg` of the device, or NULL */
	struct mk_budget *budget;
	mk_interrupts *interrupts;
};

/* One interrupt; its cells, or 0 where what follows cannot be read. */
static uint32_t add_interrupt(
	const struct list *list, const struct mk_dt_node *controller, uint32_t at)
{
	struct mk_interrupt *interrupt = mk_vec_add(list->arena, list->interrupts);
	struct mk_signal signal = {
		.controller = controller, .unit = list->unit, .budget = list->budget};
	const char *complaint = "has an interrupt parent that is missing or not in the tree";

	interrupt->node = list->node;
	interrupt->index = (uint32_t)list->interrupts->count - 1;
	interrupt->controller = controller;
	if (!list->budget->steps)
		complaint = TOO_FAR;
	else if (controller)
		complaint = mk_signal_read(&signal, list->property, at);
	if (complaint) {
		leave_unresolved(interrupt, complaint);
		return 0;
	}
	at = signal.specifier_cells;
	interrupt->number = signal.specifier[0];
	resolve(list->board, list->arena, &signal, interrupt);
	return at;
}

static void read_plain(const struct list *list, const struct mk_dt_node *node)
{
	const struct mk_dt_node *parent =
		mk_interrupt_parent(list->board->tree, node, list->budget);
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

static void read_node(const struct mk_board *board, struct mk_arena *arena,
	const struct mk_dt_node *node, struct mk_budget *budget, mk_interrupts *interrupts)
{
	struct list list = {
		.board = board,
		.node = node,
		.arena = arena,
		.property = mk_dt_property(node, "interrupts-extended"),
		.unit = mk_dt_property(node, "reg"),
		.budget = budget,
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

static bool has_intid(const struct mk_interrupt *interrupt)
{
	return interrupt->kind == MK_INTERRUPT_SPI || interrupt->kind == MK_INTERRUPT_PPI;
}

static bool same_line(const struct mk_interrupt *a, const struct mk_interrupt *b)
{
	if (a->kind != b->kind)
		return false;
	if (has_intid(a))
		return a->intid.value == b->intid.value;
	return a->number == b->number && a->controller == b->controller;
}

/* Rows for different slots lead to the same few lines, and one may be the bridge's own. */
static bool is_listed(const mk_interrupts *interrupts, const struct mk_interrupt *interrupt)
{
	const struct mk_interrupt *other;

	mk_each(other, interrupts)
		if (same_line(other, interrupt))
			return true;
	return false;
}

/* A bridge that collects the lines of its slots raises one of its own for them. */
static bool ends_inside(const struct mk_dt_node *nexus, const struct mk_interrupt *interrupt)
{
	return interrupt->kind == MK_INTERRUPT_CASCADED &&
	       mk_dt_is_within(interrupt->controller, nexus);
}

/* Where the rows of a nexus lead. What cannot be read is unresolved and says so. */
static void read_map(const struct mk_board *board, struct mk_arena *arena,
	const struct mk_dt_node *nexus, struct mk_budget *budget, mk_interrupts *interrupts)
{
	struct mk_signal signal = {.budget = budget};
	const char *complaint;
	enum mk_pass step = MK_PASS_ON;
	uint32_t at = 0;

	while (step == MK_PASS_ON) {
		struct mk_interrupt interrupt = {.node = nexus,
			.index = (uint32_t)interrupts->count,
			.mapped = true,
			.handed_on = true};
		step = mk_nexus_next(board->tree, nexus, &at, &signal, &complaint);
		interrupt.controller = signal.controller;
		interrupt.number = signal.specifier[0];
		if (step == MK_PASS_ON)
			resolve(board, arena, &signal, &interrupt);
		else if (step == MK_PASS_FAILS)
			leave_unresolved(&interrupt, complaint);
		mk_budget_spend(budget, interrupts->count);
		if (step != MK_PASS_ENDS && !ends_inside(nexus, &interrupt) &&
			!is_listed(interrupts, &interrupt))
			*mk_vec_add(arena, interrupts) = interrupt;
	}
}

static bool ends_with_complaint(const mk_interrupts *interrupts)
{
	return interrupts->count && interrupts->items[interrupts->count - 1].complaint;
}

static void add_too_far(
	struct mk_arena *arena, const struct mk_dt_node *node, mk_interrupts *interrupts)
{
	struct mk_interrupt *interrupt = mk_vec_add(arena, interrupts);

	interrupt->node = node;
	interrupt->index = (uint32_t)interrupts->count - 1;
	leave_unresolved(interrupt, TOO_FAR);
}

void mk_interrupts_read(const struct mk_board *board, struct mk_arena *arena,
	const struct mk_dt_node *node, struct mk_budget *budget, mk_interrupts *interrupts)
{
	const struct mk_dt_node *part = node;

	do
		read_node(board, arena, part, budget, interrupts);
	while ((part = mk_device_next_part(node, part, budget)));
	part = node;
	do
		if (mk_bus_is_pci(part))
			read_map(board, arena, part, budget, interrupts);
	while ((part = mk_device_next_part(node, part, budget)));
	if (!budget->steps && !ends_with_complaint(interrupts))
		add_too_far(arena, node, interrupts);
}

void mk_board_interrupts(const struct mk_board *board, struct mk_arena *arena,
	const struct mk_dt_node *node, mk_interrupts *interrupts)
{
	struct mk_budget budget = {.steps = MK_BUDGET_NODE};

	mk_interrupts_read(board, arena, node, &budget, interrupts);
}

mk_interrupts mk_interrupts_distinct(struct mk_arena *arena, const mk_interrupts *interrupts)
{
	bool seen[MK_INTID_SPI_LAST + 1] = {false};
	const struct mk_interrupt *interrupt;
	mk_interrupts distinct = {0};

	mk_each(interrupt, interrupts) {
		if (has_intid(interrupt) && seen[interrupt->intid.value])
			continue;
		if (has_intid(interrupt))
			seen[interrupt->intid.value] = true;
		*mk_vec_add(arena, &distinct) = *interrupt;
	}
	return distinct;
}

void mk_board_mapped_interrupts(const struct mk_board *board, struct mk_arena *arena,
	const struct mk_dt_node *node, mk_interrupts *interrupts)
{
	struct mk_budget budget = {.steps = MK_BUDGET_NODE};

	read_map(board, arena, node, &budget, interrupts);
}

const struct mk_dt_node *mk_interrupt_core(
	const struct mk_board *board, const struct mk_interrupt *interrupt)
{
	const struct mk_dt_property *cores = mk_dt_property(interrupt->node, "interrupt-affinity");

	if (!cores || interrupt->index >= cores->length / 4)
		return NULL;
	return mk_dt_by_phandle(board->tree, mk_dt_cell(cores, interrupt->index));
}

bool mk_interrupt_is_root_line(const struct mk_board *board, const struct mk_interrupt *interrupt)
{
	return interrupt->kind == MK_INTERRUPT_CASCADED && interrupt->controller == board->gic.node;
}

/* Bits 8 to 15 of a PPI's flags select cores (arm,gic.yaml). */
enum mk_trigger mk_interrupt_trigger(const struct mk_interrupt *interrupt)
{
	switch (interrupt->flags & 0xf) {
	case MK_TRIGGER_EDGE_RISING:
		return MK_TRIGGER_EDGE_RISING;
	case MK_TRIGGER_EDGE_FALLING:
		return MK_TRIGGER_EDGE_FALLING;
	case MK_TRIGGER_EDGE_BOTH:
		return MK_TRIGGER_EDGE_BOTH;
	case MK_TRIGGER_LEVEL_HIGH:
		return MK_TRIGGER_LEVEL_HIGH;
	case MK_TRIGGER_LEVEL_LOW:
		return MK_TRIGGER_LEVEL_LOW;
	default:
		return MK_TRIGGER_NONE;
	}
}
