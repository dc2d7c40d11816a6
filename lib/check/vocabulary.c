/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/number.h"
#include "check/check.h"

/* --- words ----------------------------------------------------------------------------------- */

const char *mk_check_range(struct mk_check *check, struct mk_range range)
{
	return mk_range_text(check->arena, range);
}

const char *mk_check_intid(struct mk_check *check, struct mk_intid intid)
{
	return mk_arena_printf(check->arena, "INTID %" PRIu32 " (SPI %" PRIu32 ")", intid.value,
		mk_spi_from_intid(intid).value);
}

const char *mk_check_intid_name(struct mk_check *check, struct mk_intid intid)
{
	return mk_arena_printf(check->arena, "INTID %" PRIu32, intid.value);
}

const char *mk_check_size(struct mk_check *check, uint64_t size_bytes)
{
	char text[32];

	mk_number_size_text(size_bytes, text);
	return mk_arena_printf(check->arena, "%s", text);
}

const char *mk_check_banks_text(struct mk_check *check, struct mk_range range)
{
	const struct mk_bank *bank;
	struct mk_buffer text;

	mk_buffer_init(&text, check->arena);
	mk_each(bank, &check->plan->ram)
		if (mk_ranges_overlap(bank->range, range))
			mk_buffer_printf(&text, "%s%s", text.length ? " and " : "",
				mk_check_range(check, bank->range));
	return text.text;
}

const char *mk_check_ram_text(struct mk_check *check)
{
	return mk_check_banks_text(check, (struct mk_range){0, UINT64_MAX});
}

struct mk_origin mk_check_printing_origin(
	const struct mk_check *check, const struct mk_plan_node *node)
{
	const struct mk_layout_kernel *general = &check->plan->layout->kernel;
	const struct mk_layout_kernel *own = &node->layout->kernel;

	if (own->printing.given)
		return own->printing.origin;
	if (general->printing.given)
		return general->printing.origin;
	return own->debug.given ? own->debug.origin : general->debug.origin;
}

/* --- RAM ------------------------------------------------------------------------------------- */

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

/* --- visiting -------------------------------------------------------------------------------- */

void mk_each_region(struct mk_check *check, mk_region_visitor *visit)
{
	const struct mk_plan_node *node;
	const struct mk_region *region;

	mk_each(node, &check->plan->nodes)
		mk_each(region, &node->regions)
			visit(check, node, region);
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
	const struct mk_layout *layout = check->plan->layout;
	const struct mk_plan_connection *connection;
	const struct mk_layout_shared *shared;
	const struct mk_plan_node *node;

	visit_requests(check, visit, "board memory", &layout->board.memory);
	visit_requests(check, visit, "reserved range", &layout->reserved);
	visit_one(check, visit, "the loader's memory", &layout->loader.memory);
	mk_each(node, &check->plan->nodes) {
		struct mk_arena *arena = check->arena;
		const char *name = node->name;
		visit_requests(check, visit, mk_arena_printf(arena, "node '%s' memory", name),
			&node->layout->memory);
		visit_requests(check, visit,
			mk_arena_printf(arena, "node '%s' reserved range", name),
			&node->layout->reserved);
		visit_requests(check, visit, mk_arena_printf(arena, "node '%s' shared_pool", name),
			&node->layout->shared_pool);
	}
	mk_each(shared, &layout->shared)
		if (!shared->record.broken)
			visit_one(check, visit,
				mk_arena_printf(
					check->arena, "shared region '%s'", shared->name.value),
				&shared->memory);
	mk_each(connection, &check->plan->connections)
		visit_one(check, visit,
			mk_arena_printf(check->arena, "connection '%s'", connection->name),
			&connection->shared.memory);
}

/* The first few are enough to see what names look like. */
#define NODES_SHOWN 16u

const char *mk_check_nodes_text(struct mk_check *check)
{
	size_t count = check->plan->nodes.count;
	struct mk_buffer text;

	mk_buffer_init(&text, check->arena);
	mk_buffer_puts(&text, "the nodes are ");
	for (size_t i = 0; i < count && i < NODES_SHOWN; i++)
		mk_buffer_printf(&text, "%s'%s'", i ? ", " : "", check->plan->nodes.items[i].name);
	if (count > NODES_SHOWN)
		mk_buffer_printf(&text, " and %zu more", count - NODES_SHOWN);
	return text.text;
}

/* --- references ------------------------------------------------------------------------------ */

static void suggest_name(struct mk_check *check, struct mk_finding *finding,
	const struct mk_text *text, const char *nearest)
{
	mk_suggest(check->findings, finding, "did you mean '%s'?", nearest);
	mk_fix(finding, text->origin, text->value, nearest);
}

void mk_report_references(
	struct mk_check *check, enum mk_reference_kind kind, const char *what, const char *list)
{
	const struct mk_reference *reference;

	mk_each(reference, &check->plan->references) {
		struct mk_finding *finding;
		if (reference->kind != kind || reference->ambiguous)
			continue;
		finding = mk_check_report(check, reference->text.origin, "'%s' is no %s",
			reference->text.value, what);
		if (reference->nearest)
			suggest_name(check, finding, &reference->text, reference->nearest);
		else if (list)
			mk_suggest(check->findings, finding, "%s", list);
	}
}

/* --- connections ------------------------------------------------------------------------------ */

void mk_each_end(struct mk_check *check, mk_end_visitor *visit)
{
	const struct mk_plan_connection *connection;

	mk_each(connection, &check->plan->connections) {
		visit(check, connection, &connection->layout->from, &connection->from);
		visit(check, connection, &connection->layout->to, &connection->to);
	}
}

/* --- names ------------------------------------------------------------------------------------ */

const char *mk_name_kind_text(enum mk_name_kind kind)
{
	static const char *const texts[] = {"node", "shared region", "IPI", "connection"};

	return texts[kind];
}

static int compare_names(const void *left, const void *right)
{
	const struct mk_text *a = *(const struct mk_text *const *)left;
	const struct mk_text *b = *(const struct mk_text *const *)right;
	int order = strcmp(a->value, b->value);

	return order ? order : mk_origin_compare(&a->origin, &b->origin);
}

static void add_name(struct mk_check *check, mk_names *names, const struct mk_text *name)
{
	if (name->given)
		*mk_vec_add(check->arena, names) = name;
}

mk_names mk_names_sorted(struct mk_check *check, enum mk_name_kind kind)
{
	const struct mk_layout *layout = check->plan->layout;
	const struct mk_layout_shared *shared;
	const struct mk_layout_node *node;
	const struct mk_layout_connection *connection;
	const struct mk_layout_ipi *ipi;
	mk_names names = {0};

	if (kind == MK_NAME_NODE)
		mk_each(node, &layout->nodes)
			add_name(check, &names, &node->name);
	if (kind == MK_NAME_SHARED)
		mk_each(shared, &layout->shared)
			add_name(check, &names, &shared->name);
	if (kind == MK_NAME_IPI)
		mk_each(ipi, &layout->ipis)
			add_name(check, &names, &ipi->name);
	if (kind == MK_NAME_CONNECTION)
		mk_each(connection, &layout->connections)
			add_name(check, &names, &connection->name);
	if (names.count)
		qsort(names.items, names.count, sizeof *names.items, compare_names);
	return names;
}
