/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What devices list in `reg` and is no register. Vendors' trees give a GPU or a DSP the RAM that it
 * may use: all of it, often. Taken for registers, no layout would be possible.
 */

#include "base/sort.h"
#include "board/parts.h"

/* Windows of registers that are larger are rare, and are not over RAM. */
#define LARGE (UINT64_C(2) << 20)

struct aside {
	struct mk_board *board;
	struct mk_arena *arena;
	const struct mk_range *ram;
	size_t ram_count;
	bool *mixed; /* by `ram`: registers lie in it as well; NULL: not yet looked at */
	struct mk_budget budget;
};

static void set_aside(struct aside *aside, const struct mk_dt_node *node,
	const struct mk_reg_reach *reach, enum mk_aside_why why)
{
	*mk_vec_add(aside->arena, &aside->board->set_aside) =
		(struct mk_set_aside){node, reach->entry, reach->range, why};
}

/* --- what the layout says --------------------------------------------------------------------- */

static void ignore_entries(struct aside *aside, const struct mk_layout_ignore *request,
	const struct mk_dt_node *node, struct mk_budget *budget)
{
	struct mk_reach_walk walk;
	struct mk_reg_reach reach;

	mk_reach_begin(&walk, node, budget);
	while (mk_reach_next(&walk, &reach))
		if (!request->reg.given || request->reg.value == reach.entry)
			set_aside(aside, node, &reach, MK_ASIDE_IGNORED);
}

static void ignore(struct aside *aside, const struct mk_layout_ignore *request)
{
	struct mk_lookup found = mk_board_find(aside->board, aside->arena, request->device.value);
	struct mk_budget budget = {.steps = MK_BUDGET_NODE};
	const struct mk_dt_node *part = found.node;

	if (found.status != MK_LOOKUP_FOUND)
		return;
	do
		ignore_entries(aside, request, part, &budget);
	while (!request->reg.given && (part = mk_device_next_part(found.node, part, &budget)));
}

/* --- RAM -------------------------------------------------------------------------------------- */

static void collect_ram(struct aside *aside, const struct mk_layout_board *stated)
{
	const struct mk_layout_range *request;
	struct mk_range *ram = mk_arena_array(aside->arena,
		aside->board->banks.count + (stated ? stated->memory.count : 0) + 1, sizeof *ram);
	const struct mk_bank *bank;

	mk_each(bank, &aside->board->banks)
		ram[aside->ram_count++] = bank->range;
	if (!aside->ram_count && stated)
		mk_each(request, &stated->memory)
			if (mk_range_make(request->start.value, request->size.value,
				    &ram[aside->ram_count]) == MK_RANGE_OK)
				aside->ram_count++;
	aside->ram = ram;
}

/* A device, or a part of one. */
static bool is_of_device(const struct mk_board *board, const struct mk_dt_node *node)
{
	const struct mk_dt_node *device = node;

	while (device->enabled && device->parent && !device->compatible)
		device = device->parent;
	return device->enabled && device->parent && mk_dt_may_be_device(board, device) &&
	       !mk_dt_is_plain_bus(device);
}

/* Interrupt controllers, IOMMUs and bridges have large registers indeed. */
static bool may_use_ram(const struct aside *aside, const struct mk_dt_node *node)
{
	return is_of_device(aside->board, node) && !mk_dt_property(node, "ranges") &&
	       !mk_dt_property(node, "interrupt-controller") &&
	       !mk_dt_property(node, "#iommu-cells") && !mk_dt_has_type(node, "pci") &&
	       !mk_mmio_is_buffer(node) && !mk_mmio_is_sram(node);
}

/* As written, so that only few nodes are looked at closely. */
static bool has_large_entry(const struct mk_dt_node *node)
{
	struct mk_reg_walk walk;
	struct mk_reg reg;

	mk_reg_begin(&walk, node);
	while (mk_reg_next(&walk, &reg))
		if (reg.size >= LARGE)
			return true;
	return false;
}

static void mix(struct aside *aside, const struct mk_dt_node *node)
{
	struct mk_reach_walk walk;
	struct mk_reg_reach reach;

	mk_reach_begin(&walk, node, &aside->budget);
	while (mk_reach_next(&walk, &reach)) {
		mk_budget_spend(&aside->budget, aside->ram_count);
		for (size_t i = 0; i < aside->ram_count && reach.reach == MK_REACH_CPU; i++)
			aside->mixed[i] |= mk_range_size(reach.range) < LARGE &&
					   mk_ranges_overlap(aside->ram[i], reach.range);
	}
}

/*
 * RAM that is stated over registers is not what it seems: see rpi3 and RK3399. Where not all could
 * be looked at, registers stay what they are.
 */
static bool is_mixed(struct aside *aside, size_t index)
{
	const struct mk_dt_node *node = aside->board->tree->root;

	if (!aside->mixed) {
		aside->mixed = mk_arena_array(aside->arena, aside->ram_count, sizeof(bool));
		for (; node && aside->budget.steps; node = node->next)
			if (mk_dt_may_be_device(aside->board, node) && !mk_dt_is_plain_bus(node) &&
				!mk_mmio_is_buffer(node))
				mix(aside, node);
	}
	return aside->mixed[index] || aside->budget.cut;
}

/*
 * An entry behind the first that covers megabytes of RAM, or one over a whole bank, is RAM. The
 * only one or the first of several is what a device is reached by, unless the RAM there has no
 * registers otherwise.
 */
static bool is_ram(struct aside *aside, const struct mk_reg_reach *reach)
{
	mk_budget_spend(&aside->budget, aside->ram_count);
	for (size_t i = 0; i < aside->ram_count; i++) {
		if (!mk_ranges_overlap(aside->ram[i], reach->range) ||
			mk_range_size(mk_range_intersection(aside->ram[i], reach->range)) < LARGE)
			continue;
		if (reach->entry || mk_range_contains(reach->range, aside->ram[i]) ||
			!is_mixed(aside, i))
			return true;
	}
	return false;
}

static void look_at(struct aside *aside, const struct mk_dt_node *node)
{
	struct mk_reach_walk walk;
	struct mk_reg_reach reach;

	mk_reach_begin(&walk, node, &aside->budget);
	while (mk_reach_next(&walk, &reach))
		if (reach.reach == MK_REACH_CPU && is_ram(aside, &reach))
			set_aside(aside, node, &reach, MK_ASIDE_RAM);
}

/* --- both ------------------------------------------------------------------------------------- */

static int compare_entries(const void *left, const void *right)
{
	const struct mk_set_aside *a = left;
	const struct mk_set_aside *b = right;

	if (a->node->order != b->node->order)
		return a->node->order < b->node->order ? -1 : 1;
	if (a->entry != b->entry)
		return a->entry < b->entry ? -1 : 1;
	return 0;
}

static int compare(const void *left, const void *right)
{
	const struct mk_set_aside *a = left;
	const struct mk_set_aside *b = right;
	int order = compare_entries(left, right);

	return order ? order : mk_compare_numbers(a->why, b->why);
}

/* Of an entry that is there twice, the first says why: the layout comes first. */
static void keep_each_once(struct mk_board *board)
{
	size_t kept = 0;

	mk_vec_sort(&board->set_aside, compare);
	for (size_t i = 0; i < board->set_aside.count; i++) {
		struct mk_set_aside *before = kept ? &board->set_aside.items[kept - 1] : NULL;
		struct mk_set_aside next = board->set_aside.items[i];
		if (!before || before->node != next.node || before->entry != next.entry)
			board->set_aside.items[kept++] = next;
	}
	board->set_aside.count = kept;
}

void mk_board_read_aside(
	struct mk_board *board, struct mk_arena *arena, const struct mk_layout_board *stated)
{
	struct aside aside = {
		.board = board, .arena = arena, .budget = {.steps = 16 * MK_BUDGET_NODE}};
	const struct mk_layout_ignore *request;

	if (stated)
		mk_each(request, &stated->ignore)
			if (!request->record.broken)
				ignore(&aside, request);
	collect_ram(&aside, stated);
	for (const struct mk_dt_node *node = board->tree->root;
		node && aside.ram_count && aside.budget.steps; node = node->next)
		if (has_large_entry(node) && may_use_ram(&aside, node))
			look_at(&aside, node);
	keep_each_once(board);
}

bool mk_board_is_aside(const struct mk_board *board, const struct mk_dt_node *node, uint32_t entry)
{
	struct mk_set_aside wanted = {.node = node, .entry = entry};

	return mk_vec_find(&board->set_aside, &wanted, compare_entries) != NULL;
}
