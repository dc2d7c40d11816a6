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

static void visit_ranges(struct mk_check *check, mk_request_visitor *visit, const char *what,
	const struct mk_layout_range *ranges, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (!ranges[i].record.broken)
			visit(check, what, &ranges[i]);
}

/* The ranges that bind the place of one. */
static void visit_terms(struct mk_check *check, mk_request_visitor *visit, const char *what,
	const struct mk_layout_range *request)
{
	if (request->within.count)
		visit_ranges(check, visit, mk_arena_printf(check->arena, "'within' of %s", what),
			request->within.items, request->within.count);
	if (request->not_within.count)
		visit_ranges(check, visit,
			mk_arena_printf(check->arena, "'not_within' of %s", what),
			request->not_within.items, request->not_within.count);
}

static void visit_requests(struct mk_check *check, mk_request_visitor *visit, const char *what,
	const mk_layout_ranges *requests)
{
	const struct mk_layout_range *request;

	mk_each(request, requests) {
		if (request->record.broken)
			continue;
		if (request->size.given)
			visit(check, what, request);
		visit_ranges(check, visit, what, request->reg.items, request->reg.count);
		visit_terms(check, visit, what, request);
	}
}

static void visit_one(struct mk_check *check, mk_request_visitor *visit, const char *what,
	const struct mk_layout_range *request)
{
	if (!request->record.given || request->record.broken)
		return;
	visit(check, what, request);
	visit_terms(check, visit, what, request);
}

void mk_each_request(struct mk_check *check, mk_request_visitor *visit)
{
	const struct mk_layout *layout = check->layout;
	const struct mk_plan_connection *connection;
	const struct mk_layout_shared *shared;
	const struct mk_plan_outside *outside;
	const struct mk_plan_node *node;

	visit_requests(check, visit, "board memory", &layout->board.memory);
	visit_requests(check, visit, "reserved range", &layout->reserved);
	visit_one(check, visit, "the loader's memory", &layout->loader.memory);
	mk_each(node, &check->plan->nodes) {
		struct mk_arena *arena = check->arena;
		const char *name = node->name;
		visit_requests(check, visit, mk_arena_printf(arena, "node '%s' memory", name),
			&mk_written_node(node)->memory);
		visit_requests(check, visit,
			mk_arena_printf(arena, "node '%s' reserved range", name),
			&mk_written_node(node)->reserved);
		visit_requests(check, visit, mk_arena_printf(arena, "node '%s' shared_pool", name),
			&mk_written_node(node)->shared_pool);
		visit_requests(check, visit, mk_arena_printf(arena, "node '%s' mmio", name),
			&mk_written_node(node)->mmio);
	}
	mk_each(outside, &check->plan->outside)
		visit_requests(check, visit,
			mk_arena_printf(check->arena, "memory of outside '%s'", outside->name),
			&mk_written_outside(outside)->memory);
	mk_each(shared, &layout->shared)
		if (!shared->record.broken && !shared->memory.reserved.given)
			visit_one(check, visit,
				mk_arena_printf(
					check->arena, "shared region '%s'", shared->name.value),
				&shared->memory);
	mk_each(connection, &check->plan->connections)
		visit_one(check, visit,
			mk_arena_printf(check->arena, "connection '%s'", connection->name),
			&connection->shared.memory);
}
