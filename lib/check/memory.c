/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/memory.h"
#include "check/rule.h"
#include "check/written.h"

const struct mk_bank *mk_check_bank_of(const struct mk_check *check, struct mk_range range)
{
	const struct mk_bank *bank;

	mk_each(bank, &check->plan->ram)
		if (mk_range_contains(bank->range, range))
			return bank;
	return NULL;
}

bool mk_check_in_ram(const struct mk_check *check, struct mk_range range)
{
	const struct mk_bank *bank;
	uint64_t at = range.first;

	/* Banks are ascending, so one pass follows the range upwards. */
	mk_each(bank, &check->plan->ram) {
		if (at < bank->range.first || at > bank->range.last)
			continue;
		if (range.last <= bank->range.last)
			return true;
		at = bank->range.last + 1;
	}
	return false;
}

bool mk_check_outside_ram(const struct mk_check *check, struct mk_range range)
{
	return check->plan->ram.count && !mk_check_in_ram(check, range);
}

void mk_each_region(struct mk_check *check, mk_region_visitor *visit)
{
	const struct mk_plan_node *node;
	const struct mk_region *region;

	mk_each(node, &check->plan->nodes)
		mk_each(region, &node->regions)
			visit(check, node, region);
}

void mk_each_holding(struct mk_check *check, mk_holding_visitor *visit)
{
	const struct mk_claim *claim;

	if (check->plan->holdings.count)
		mk_each(claim, &check->plan->claims.list)
			if (claim->holding)
				visit(check, claim->what, claim->holding);
}

/* --- ranges as written ------------------------------------------------------------------------ */

struct request {
	const char *what;
	const struct mk_layout_range *range;
};

struct mk_requests {
	MK_VEC(struct request) list;
};

static void add(struct mk_check *check, const char *what, const struct mk_layout_range *range)
{
	*mk_vec_add(check->arena, &check->requests->list) = (struct request){what, range};
}

static void add_ranges(struct mk_check *check, const char *what,
	const struct mk_layout_range *ranges, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (!ranges[i].record.broken)
			add(check, what, &ranges[i]);
}

/* The ranges that bind the place of one. */
static void add_terms(struct mk_check *check, const char *what, const struct mk_layout_range *range)
{
	if (range->within.count)
		add_ranges(check, mk_arena_printf(check->arena, "'within' of %s", what),
			range->within.items, range->within.count);
	if (range->not_within.count)
		add_ranges(check, mk_arena_printf(check->arena, "'not_within' of %s", what),
			range->not_within.items, range->not_within.count);
}

static void add_list(struct mk_check *check, const char *what, const mk_layout_ranges *ranges)
{
	const struct mk_layout_range *range;

	mk_each(range, ranges) {
		if (range->record.broken)
			continue;
		if (range->size.given)
			add(check, what, range);
		add_ranges(check, what, range->reg.items, range->reg.count);
		add_terms(check, what, range);
	}
}

static void add_one(struct mk_check *check, const char *what, const struct mk_layout_range *range)
{
	if (!range->record.given || range->record.broken)
		return;
	add(check, what, range);
	add_terms(check, what, range);
}

static void add_lists_of_node(struct mk_check *check, const struct mk_plan_node *node)
{
	const struct mk_layout_node *written = mk_written_node(node);
	const struct {
		const char *name;
		const mk_layout_ranges *ranges;
	} lists[] = {
		{"memory", &written->memory},
		{"reserved range", &written->reserved},
		{"shared_pool", &written->shared_pool},
		{"mmio", &written->mmio},
	};

	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
		if (lists[i].ranges->count)
			add_list(check,
				mk_arena_printf(
					check->arena, "node '%s' %s", node->name, lists[i].name),
				lists[i].ranges);
}

static void add_all(struct mk_check *check)
{
	const struct mk_layout *layout = check->layout;
	const struct mk_plan_connection *connection;
	const struct mk_layout_shared *shared;
	const struct mk_plan_outside *outside;
	const struct mk_plan_node *node;

	add_list(check, "board memory", &layout->board.memory);
	add_list(check, "reserved range", &layout->reserved);
	add_one(check, "the loader's memory", &layout->loader.memory);
	mk_each(node, &check->plan->nodes)
		add_lists_of_node(check, node);
	mk_each(outside, &check->plan->outside)
		add_list(check,
			mk_arena_printf(check->arena, "memory of outside '%s'", outside->name),
			&mk_written_outside(outside)->memory);
	mk_each(shared, &layout->shared)
		if (!shared->record.broken)
			add_one(check,
				mk_arena_printf(
					check->arena, "shared region '%s'", shared->name.value),
				&shared->memory);
	mk_each(connection, &check->plan->connections)
		add_one(check, mk_arena_printf(check->arena, "connection '%s'", connection->name),
			&connection->shared.memory);
}

void mk_each_request(struct mk_check *check, mk_request_visitor *visit)
{
	const struct request *request;

	if (!check->requests) {
		check->requests = mk_arena_alloc(check->arena, sizeof *check->requests);
		add_all(check);
	}
	mk_each(request, &check->requests->list)
		visit(check, request->what, request->range);
}
