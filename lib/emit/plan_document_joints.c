/* SPDX-License-Identifier: BSD-2-Clause */
/* The plan as its document: peers outside, and what joins nodes. */
#include "emit/plan_document_parts.h"

static void add_outside(
	struct mk_arena *arena, struct mk_plan_document *document, const struct mk_plan *plan)
{
	mk_outside_list order = mk_order_outside(arena, plan);

	for (size_t i = 0; i < order.count; i++) {
		const struct mk_plan_outside *outside = order.items[i];
		mk_holding_list holdings = mk_order_holdings_outside(arena, plan, outside);
		*mk_vec_add(arena, &document->outside) = (struct mk_plan_document_outside){
			.name = outside->name,
			.why = outside->why,
			.memory = mk_plan_document_holdings_of(arena, &holdings),
			.trace = mk_plan_document_trace(
				arena, mk_requirements_of_outside(arena, outside)),
		};
	}
}

/* --- shared regions --------------------------------------------------------------------------- */

/* Names, of those who only read a second time. */
static void add_members(struct mk_arena *arena, struct mk_plan_document_shared *object,
	const struct mk_plan *plan, const struct mk_plan_shared *shared)
{
	mk_node_list members = mk_order_members(arena, plan, shared);
	mk_outside_list outsiders = mk_order_outsiders(arena, plan, shared);

	for (size_t i = 0; i < members.count; i++) {
		*mk_vec_add(arena, &object->members) = members.items[i]->name;
		if (!mk_plan_may_write(shared, members.items[i]))
			*mk_vec_add(arena, &object->read_only) = members.items[i]->name;
	}
	for (size_t i = 0; i < outsiders.count; i++)
		*mk_vec_add(arena, &object->outside) = outsiders.items[i]->name;
}

static void add_shared(struct mk_arena *arena, struct mk_plan_document *document,
	const struct mk_plan *plan, const struct mk_plan_shared *shared)
{
	struct mk_plan_document_shared *object = mk_vec_add(arena, &document->shared);

	object->name = shared->name;
	object->range = mk_plan_document_region(&shared->region);
	object->placed = !shared->region.fixed;
	object->reserved = mk_plan_document_path(arena, shared->region.reservation);
	add_members(arena, object, plan, shared);
	object->trace = mk_plan_document_trace(arena, mk_requirements_of_shared(arena, shared));
}

static void add_all_shared(
	struct mk_arena *arena, struct mk_plan_document *document, const struct mk_plan *plan)
{
	mk_shared_list order = mk_order_shared(arena, plan);

	for (size_t i = 0; i < order.count; i++)
		add_shared(arena, document, plan, order.items[i]);
}

/* --- IPIs ------------------------------------------------------------------------------------- */

/* Only multiplexed IPIs have one. */
static struct mk_plan_document_doorbell *doorbell_of(
	struct mk_arena *arena, const struct mk_plan_ipi *ipi)
{
	struct mk_plan_document_doorbell *doorbell;
	struct mk_doorbell_bit bit;

	if (!mk_plan_doorbell_bit(ipi, &bit))
		return NULL;
	doorbell = mk_arena_alloc(arena, sizeof *doorbell);
	doorbell->region = bit.doorbell->name;
	if (bit.doorbell->region.placed)
		doorbell->word =
			mk_plan_document_number(bit.doorbell->region.range.first + bit.offset);
	doorbell->offset = mk_plan_document_number(bit.offset);
	doorbell->bit = mk_plan_document_number(bit.bit);
	doorbell->counter = mk_plan_document_number(bit.counter);
	return doorbell;
}

static void add_ipi(
	struct mk_arena *arena, struct mk_plan_document *document, const struct mk_plan_ipi *ipi)
{
	struct mk_plan_document_ipi *object = mk_vec_add(arena, &document->ipis);

	object->name = ipi->name;
	object->from = ipi->from ? ipi->from->name : NULL;
	object->to = ipi->to ? ipi->to->name : NULL;
	if (ipi->sgi < MK_SGI_COUNT)
		object->sgi = mk_plan_document_number(ipi->sgi);
	object->chosen = !ipi->fixed;
	if (ipi->targetable)
		object->target = mk_plan_document_number(ipi->target);
	object->doorbell = doorbell_of(arena, ipi);
	object->trace = mk_plan_document_trace(arena, mk_requirements_of_ipi(arena, ipi));
}

static void add_ipis(
	struct mk_arena *arena, struct mk_plan_document *document, const struct mk_plan *plan)
{
	mk_ipi_list order = mk_order_ipis(arena, plan);

	for (size_t i = 0; i < order.count; i++)
		add_ipi(arena, document, order.items[i]);
}

/* --- connections ------------------------------------------------------------------------------ */

static const char *connection_kind(const struct mk_plan_connection *connection)
{
	static const char *const kinds[] = {
		[MK_CONNECTION_UNRESOLVED] = NULL,
		[MK_CONNECTION_LOCAL] = "local",
		[MK_CONNECTION_SHARED] = "shared",
		[MK_CONNECTION_IPI] = "ipi",
		[MK_CONNECTION_REFUSED] = NULL,
	};

	return kinds[connection->kind];
}

static struct mk_plan_document_end *end_of(
	struct mk_arena *arena, const struct mk_connection_end *end)
{
	struct mk_plan_document_end *object = mk_arena_alloc(arena, sizeof *object);

	object->component = end->component;
	object->port = end->port;
	object->node = end->node ? end->node->name : NULL;
	return object;
}

static void add_connections(
	struct mk_arena *arena, struct mk_plan_document *document, const struct mk_plan *plan)
{
	mk_connection_list order = mk_order_connections(arena, plan);

	for (size_t i = 0; i < order.count; i++) {
		const struct mk_plan_connection *connection = order.items[i];
		*mk_vec_add(arena, &document->connections) = (struct mk_plan_document_connection){
			.name = connection->name,
			.type = connection->type,
			.from = end_of(arena, &connection->from),
			.to = end_of(arena, &connection->to),
			.becomes = connection_kind(connection),
			.trace = mk_plan_document_trace(
				arena, mk_requirements_of_connection(arena, connection)),
		};
	}
}

void mk_plan_document_add_joints(
	struct mk_arena *arena, struct mk_plan_document *document, const struct mk_plan *plan)
{
	add_outside(arena, document, plan);
	add_all_shared(arena, document, plan);
	add_ipis(arena, document, plan);
	add_connections(arena, document, plan);
}
