/* SPDX-License-Identifier: BSD-2-Clause */
/* The plan as its document: the whole, and the board. */
#include "emit/plan_document.h"

#include "emit/plan_document_parts.h"
#include "emit/text.h"

/* --- the board -------------------------------------------------------------------------------- */

static void add_banks(
	struct mk_arena *arena, struct mk_plan_document_board *board, const struct mk_plan *plan)
{
	const struct mk_bank *bank;

	mk_each(bank, &plan->ram)
		*mk_vec_add(arena, &board->banks) = (struct mk_plan_document_bank){
			.range = mk_plan_document_range(bank->range),
			.node = mk_plan_document_path(arena, bank->node),
		};
}

/* What the layout reserves has no node; what the tree does may have one. */
static struct mk_row_stated reserving_node(struct mk_arena *arena, const struct mk_claim *claim)
{
	const struct mk_dt_node *node =
		claim->reservation ? claim->reservation->node : claim->device;

	return (struct mk_row_stated){
		claim->reservation || claim->device, mk_plan_document_path(arena, node)};
}

static void add_reserved(
	struct mk_arena *arena, struct mk_plan_document_board *board, const struct mk_plan *plan)
{
	mk_claim_list order = mk_claims_ascending(arena, &plan->claims, MK_CLAIMS_RESERVED);

	for (size_t i = 0; i < order.count; i++) {
		const struct mk_claim *claim = order.items[i];
		*mk_vec_add(arena, &board->reserved) = (struct mk_plan_document_reserved){
			.range = mk_plan_document_range(claim->range),
			.kind = mk_claim_cause(claim),
			.node = reserving_node(arena, claim),
			.trace = mk_plan_document_trace(
				arena, mk_requirements_of_claim(arena, claim)),
		};
	}
}

/* In the tree's order. */
static void add_lifted(
	struct mk_arena *arena, struct mk_plan_document_board *board, const struct mk_plan *plan)
{
	mk_dt_node_list lifted = mk_order_lifted(arena, plan);

	for (size_t i = 0; i < lifted.count; i++)
		*mk_vec_add(arena, &board->lifted) = mk_plan_document_path(arena, lifted.items[i]);
}

static struct mk_plan_document_board *board_of(struct mk_arena *arena, const struct mk_plan *plan)
{
	struct mk_plan_document_board *board = mk_arena_alloc(arena, sizeof *board);

	board->model = mk_json_readable(arena, plan->board->model);
	board->compatible = mk_json_readable(arena, plan->board->compatible);
	board->platform = mk_plan_platform_name(plan);
	board->platform_board = plan->platform ? plan->platform->board : NULL;
	board->tree = plan->tree == MK_TREE_BOARD ? "board" : "kernel";
	add_banks(arena, board, plan);
	add_reserved(arena, board, plan);
	add_lifted(arena, board, plan);
	return board;
}

/* --- the whole -------------------------------------------------------------------------------- */

static struct mk_plan_document_contract *contract_of(
	struct mk_arena *arena, const struct mk_plan *plan)
{
	struct mk_plan_document_contract *contract = mk_arena_alloc(arena, sizeof *contract);

	contract->name = plan->contract->name;
	contract->kernel = plan->contract->kernel;
	contract->loader = plan->contract->loader;
	return contract;
}

static struct mk_plan_document_loader *loader_of(struct mk_arena *arena, const struct mk_plan *plan)
{
	struct mk_plan_document_loader *loader = mk_arena_alloc(arena, sizeof *loader);

	loader->range = mk_plan_document_region(&plan->loader);
	loader->placed = !plan->loader.fixed;
	loader->trace =
		mk_plan_document_trace(arena, mk_requirements_of_region(arena, &plan->loader));
	if (plan->loader.placed)
		loader->start = mk_plan_document_number(plan->loader_start);
	return loader;
}

static void add_nodes(
	struct mk_arena *arena, struct mk_plan_document *document, const struct mk_plan *plan)
{
	mk_node_list nodes = mk_order_nodes(arena, plan);

	for (size_t i = 0; i < nodes.count; i++)
		mk_plan_document_add_node(arena, document, plan, nodes.items[i]);
}

static void add_free(
	struct mk_arena *arena, struct mk_plan_document *document, const struct mk_plan *plan)
{
	const struct mk_free *unused;

	mk_each(unused, &plan->free)
		*mk_vec_add(arena, &document->free) = (struct mk_plan_document_place){
			.range = mk_plan_document_range(unused->range)};
}

static void add_traced(
	struct mk_arena *arena, struct mk_plan_document *document, const struct mk_plan *plan)
{
	mk_requirements_list list = mk_requirements_elsewhere(arena, plan);
	const struct mk_requirements_at *at;

	mk_each(at, &list)
		*mk_vec_add(arena, &document->traced) = (struct mk_plan_document_traced){
			.entry = at->entry, .trace = mk_plan_document_trace(arena, at->list)};
}

struct mk_plan_document *mk_plan_document(struct mk_arena *arena, const struct mk_plan *plan)
{
	struct mk_plan_document *document = mk_arena_alloc(arena, sizeof *document);

	document->format = MK_PLAN_FORMAT;
	document->version = mk_plan_document_number(MK_PLAN_VERSION);
	document->generated = mk_emit_generated_of(arena, plan);
	document->contract = contract_of(arena, plan);
	document->board = board_of(arena, plan);
	add_nodes(arena, document, plan);
	mk_plan_document_add_joints(arena, document, plan);
	document->loader = loader_of(arena, plan);
	add_free(arena, document, plan);
	document->max_irq = mk_plan_document_number(plan->max_irq);
	add_traced(arena, document, plan);
	document->meta = plan->meta;
	return document;
}

void mk_emit_plan_document(
	const struct mk_plan *plan, const struct mk_plan_node *node, struct mk_buffer *out)
{
	struct mk_json json;

	(void)node;
	mk_json_begin(&json, out->arena);
	mk_rows_write(&json, json.root, &mk_plan_document_rows, mk_plan_document(out->arena, plan));
	mk_json_end(&json, out);
	mk_emit_seal(out);
}
