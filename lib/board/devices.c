/* SPDX-License-Identifier: BSD-2-Clause */
/* Which nodes are devices, and what each has. */
#include "board/devices.h"

#include <string.h>

#include "base/sort.h"
#include "board/parts.h"

/* What an entry of `reg`, and an interrupt, costs in the end, beside the way to it. */
#define REG_STEPS 64
#define INTERRUPT_STEPS 512

/* For all nodes together. */
#define BUDGET_BOARD (16 * MK_BUDGET_NODE)

#define TOO_SLOW "the tree takes too long to search"

/* What the `reg` of a node was read to, once and for all. */
struct mk_read_reg {
	const struct mk_dt_node *node;
	mk_mmios mmio;
	mk_unmapped_list unmapped;
	uint64_t steps; /* that it took */
};

struct mk_read_regs {
	MK_VEC(struct mk_read_reg) list; /* in the order of the tree */
};

struct survey {
	const struct mk_board *board;
	struct mk_arena *arena;
	struct mk_devices *devices;
	struct mk_budget budget;
	uint64_t provider_keys;
	size_t known;				 /* the first of `board->regs` that may come next */
	const struct mk_dt_node *first_left_out; /* for want of steps; NULL: none */
	size_t left_out;
};

static void add_unmapped(
	struct survey *survey, struct mk_device *device, const struct mk_reg_reach *reach)
{
	static const enum mk_unmapped_why whys[] = {
		[MK_REACH_NO_RANGES] = MK_UNMAPPED_NO_RANGES,
		[MK_REACH_OUTSIDE] = MK_UNMAPPED_OUTSIDE,
	};

	*mk_vec_add(survey->arena, &device->unmapped) =
		(struct mk_unmapped){reach->entry, whys[reach->reach], reach->bus};
}

static void read_reg(struct survey *survey, struct mk_device *device)
{
	struct mk_reach_walk walk;
	struct mk_reg_reach reach;

	mk_reach_begin(&walk, device->node, &survey->budget);
	while (mk_reach_next(&walk, &reach)) {
		mk_budget_spend(&survey->budget, REG_STEPS);
		if (mk_board_is_aside(survey->board, device->node, reach.entry))
			continue;
		if (reach.reach == MK_REACH_CPU)
			*mk_vec_add(survey->arena, &device->mmio) =
				(struct mk_mmio){reach.range, device->node, false};
		else if (reach.reach != MK_REACH_OWN_BUS)
			add_unmapped(survey, device, &reach);
	}
	mk_mmio_add_parts(
		survey->board, survey->arena, device->node, &survey->budget, &device->mmio);
}

/* What was read of a node, or NULL. Nodes come in the order of the tree. */
static const struct mk_read_reg *known_of(struct survey *survey, const struct mk_dt_node *node)
{
	const struct mk_read_regs *regs = survey->board->regs;
	const struct mk_read_reg *known;

	for (; survey->known < regs->list.count; survey->known++) {
		known = &regs->list.items[survey->known];
		if (known->node->order >= node->order)
			return known->node == node ? known : NULL;
	}
	return NULL;
}

/* What was read when the board was loaded counts as if it were read again. */
static void take_reg(struct survey *survey, struct mk_device *device)
{
	const struct mk_read_reg *known = known_of(survey, device->node);

	if (!known) {
		read_reg(survey, device);
		return;
	}
	device->mmio = known->mmio;
	device->unmapped = known->unmapped;
	mk_budget_spend(&survey->budget, known->steps);
}

static void read_interrupts(struct survey *survey, struct mk_device *device)
{
	mk_interrupts_read(
		survey->board, survey->arena, device->node, &survey->budget, &device->interrupts);
	mk_budget_spend(&survey->budget, INTERRUPT_STEPS * device->interrupts.count);
}

static bool claims_something(const struct mk_dt_node *node)
{
	return mk_dt_property(node, "reg") || mk_dt_property(node, "interrupts") ||
	       mk_dt_property(node, "interrupts-extended");
}

/* A device that the budget does not cover is left out rather than told in part. */
static void leave_out(struct survey *survey, const struct mk_dt_node *node)
{
	if (!survey->left_out++)
		survey->first_left_out = node;
}

static void say_left_out(struct survey *survey, mk_unseen_list *unseen, const char *what)
{
	size_t count = survey->left_out;

	if (count)
		mk_unseen_add(survey->arena, unseen,
			mk_dt_origin(survey->board->tree, survey->first_left_out),
			"%s of %zu device%s from '%s' on: " TOO_SLOW, what, count,
			count == 1 ? "" : "s", survey->first_left_out->path);
}

/* A reference with more cells than any binding allows ends its list: what follows is unknown. */
static void say_cut(struct survey *survey, const struct mk_dt_node *node)
{
	if (survey->budget.cut && survey->budget.steps)
		mk_unseen_add(survey->arena, &survey->devices->unseen,
			mk_dt_origin(survey->board->tree, node),
			"all that '%s' refers to: a reference has more cells than any binding "
			"allows",
			node->path);
	survey->budget.cut = false;
}

static void add_device(struct survey *survey, const struct mk_dt_node *node)
{
	struct mk_device device = {.node = node};

	if (!survey->budget.steps) {
		if (claims_something(node))
			leave_out(survey, node);
		return;
	}
	take_reg(survey, &device);
	read_interrupts(survey, &device);
	if (!device.mmio.count && !device.interrupts.count) {
		if (device.unmapped.count)
			*mk_vec_add(survey->arena, &survey->devices->unreachable) = device;
		return;
	}
	mk_device_read_providers(
		survey->board, survey->arena, &device, survey->provider_keys, &survey->budget);
	say_cut(survey, node);
	if (survey->budget.steps)
		*mk_vec_add(survey->arena, &survey->devices->list) = device;
	else
		leave_out(survey, node);
}

static void index_devices(struct survey *survey)
{
	struct mk_devices *devices = survey->devices;

	devices->places = mk_arena_array(
		survey->arena, survey->board->tree->node_count, sizeof *devices->places);
	for (uint32_t i = 0; i < devices->list.count; i++)
		devices->places[devices->list.items[i].node->order] = i + 1;
}

static void add_consumer(struct survey *survey, struct mk_device *provider, size_t consumer)
{
	size_t count = provider->consumers.count;

	if (count && provider->consumers.items[count - 1] == consumer)
		return;
	*mk_vec_add(survey->arena, &provider->consumers) = consumer;
}

static void add_consumers(struct survey *survey)
{
	struct mk_device *devices = survey->devices->list.items;
	const struct mk_provider *provider;

	for (size_t i = 0; i < survey->devices->list.count; i++)
		mk_each(provider, &devices[i].providers) {
			const struct mk_device *owner =
				mk_devices_owner(survey->devices, provider->node);
			if (owner && owner != &devices[i])
				add_consumer(survey, &devices[owner - devices], i);
		}
}

static const struct mk_devices *read_devices(const struct mk_board *board, struct mk_arena *arena)
{
	struct survey survey = {
		.board = board,
		.arena = arena,
		.devices = mk_arena_alloc(arena, sizeof *survey.devices),
		.budget = {.steps = BUDGET_BOARD},
		.provider_keys = mk_provider_keys(),
	};

	for (const struct mk_dt_node *node = board->tree->root; node; node = node->next)
		if (mk_dt_may_be_device(board, node))
			add_device(&survey, node);
	survey.devices->dropped = survey.left_out;
	say_left_out(&survey, &survey.devices->unseen, "what belongs to each");
	index_devices(&survey);
	add_consumers(&survey);
	mk_devices_bind(board, arena, survey.devices);
	return survey.devices;
}

const struct mk_devices *mk_board_devices(const struct mk_board *board, struct mk_arena *arena)
{
	if (!board->kept)
		return read_devices(board, arena);
	if (!board->kept->devices)
		board->kept->devices = read_devices(board, board->kept->arena);
	return board->kept->devices;
}

/* --- registers -------------------------------------------------------------------------------- */

static void add_registers(struct survey *survey, struct mk_board *board, struct mk_dt_node *node)
{
	struct mk_device device = {.node = node};
	uint64_t steps = survey->budget.steps;
	const struct mk_mmio *mmio;

	if (steps)
		read_reg(survey, &device);
	if (survey->budget.steps)
		*mk_vec_add(survey->arena, &board->regs->list) = (struct mk_read_reg){
			node, device.mmio, device.unmapped, steps - survey->budget.steps};
	else if (mk_dt_property(node, "reg"))
		leave_out(survey, node);
	mk_each(mmio, &device.mmio)
		*mk_vec_add(survey->arena, &board->mmio) = *mmio;
}

static int compare_registers(const void *left, const void *right)
{
	const struct mk_mmio *a = left;
	const struct mk_mmio *b = right;

	if (a->range.first != b->range.first)
		return a->range.first < b->range.first ? -1 : 1;
	if (a->range.last != b->range.last)
		return a->range.last < b->range.last ? -1 : 1;
	return strcmp(a->node->path, b->node->path);
}

/* Cheaper than all that is known of devices, as every plan needs it. */
void mk_board_read_registers(struct mk_board *board, struct mk_arena *arena)
{
	struct survey survey = {.board = board, .arena = arena, .budget = {.steps = BUDGET_BOARD}};

	board->regs = mk_arena_alloc(arena, sizeof *board->regs);
	for (struct mk_dt_node *node = board->tree->root; node; node = node->next)
		if (mk_dt_may_be_device(board, node) && !mk_dt_is_plain_bus(node))
			add_registers(&survey, board, node);
	say_left_out(&survey, &board->unseen, "the registers");
	mk_vec_sort(&board->mmio, compare_registers);
}
