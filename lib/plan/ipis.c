/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>

#include "base/sort.h"
#include "plan/stages.h"

enum mk_sgi_obstacle mk_plan_sgi_target(
	const struct mk_plan *plan, const struct mk_plan_node *node, uint64_t *target)
{
	const struct mk_number *stated = &node->layout->gic_cpu;

	if (plan->board->gic.kind != MK_GIC_V2 || !stated->given)
		return mk_sgi_target(plan->contract, plan->board, node->cpu, target);
	*target = stated->value;
	return MK_SGI_POSSIBLE;
}

static struct mk_plan_ipi *add_ipi(struct mk_arena *arena, struct mk_plan *plan,
	const struct mk_layout_ipi *layout, const struct mk_plan_node *from,
	const struct mk_plan_node *to)
{
	struct mk_plan_ipi *ipi = mk_vec_add(arena, &plan->ipis);

	ipi->layout = layout;
	ipi->name = layout->name.given ? layout->name.value : "";
	ipi->origin = layout->name.given ? layout->name.origin : layout->record.origin;
	ipi->from = from;
	ipi->to = to;
	ipi->fixed = layout->sgi.given;
	ipi->multiplexed = layout->multiplex.value;
	ipi->sgi = layout->sgi.given && layout->sgi.value < MK_SGI_COUNT
			   ? (uint32_t)layout->sgi.value
			   : UINT32_MAX;
	if (ipi->to && ipi->to->cpu)
		ipi->targetable =
			mk_plan_sgi_target(plan, ipi->to, &ipi->target) == MK_SGI_POSSIBLE;
	return ipi;
}

static void resolve_ipi(
	struct mk_arena *arena, struct mk_plan *plan, const struct mk_layout_ipi *layout)
{
	const struct mk_plan_node *from =
		mk_plan_look_up_node(arena, plan, MK_REFERENCE_IPI_FROM, &layout->from);
	const struct mk_plan_node *to =
		mk_plan_look_up_node(arena, plan, MK_REFERENCE_IPI_TO, &layout->to);

	add_ipi(arena, plan, layout, from, to);
}

static void add_connected(struct mk_arena *arena, struct mk_plan *plan)
{
	struct mk_plan_connection *connection;

	mk_each(connection, &plan->connections) {
		struct mk_plan_ipi *ipi;
		if (connection->kind != MK_CONNECTION_IPI)
			continue;
		ipi = add_ipi(
			arena, plan, &connection->ipi, connection->from.node, connection->to.node);
		ipi->connection = connection;
	}
}

/* The list grows no more. */
static void link_connected(struct mk_plan *plan)
{
	const struct mk_plan_ipi *ipi;

	mk_each(ipi, &plan->ipis)
		if (ipi->connection)
			mk_plan_connection_at(plan, ipi->connection)->made_ipi = ipi;
}

/* The lowest id: 0..7 before 8..15, which secure firmware conventionally owns. */
static uint32_t lowest_free_id(uint32_t used)
{
	for (uint32_t id = 0; id < MK_SGI_COUNT; id++)
		if (!(used & 1u << id))
			return id;
	return UINT32_MAX;
}

/* What a receiver has given away. */
struct receiver {
	uint32_t used;	 /* a bit for each id */
	uint32_t shared; /* the id of its multiplexed IPIs, once `known` */
	bool known;
	bool wanted; /* by one that does not say which */
	bool led;    /* has multiplexed IPIs */
};

/* What the author fixed comes first; the id of those multiplexed is that of the first with one. */
static void note_fixed(struct receiver *receiver, struct mk_plan_ipi *ipi)
{
	if (ipi->multiplexed) {
		ipi->leads = !receiver->led;
		receiver->led = true;
		receiver->wanted |= !ipi->fixed;
	}
	if (ipi->sgi >= MK_SGI_COUNT)
		return;
	receiver->used |= 1u << ipi->sgi;
	if (ipi->multiplexed && !receiver->known) {
		receiver->shared = ipi->sgi;
		receiver->known = true;
	}
}

static uint32_t take_free_id(struct receiver *receiver)
{
	uint32_t id = lowest_free_id(receiver->used);

	if (id < MK_SGI_COUNT)
		receiver->used |= 1u << id;
	return id;
}

/* Many depend on an id that is shared: it is chosen before those of single IPIs. */
static void choose_shared_id(struct receiver *receiver)
{
	if (receiver->wanted && !receiver->known)
		receiver->shared = take_free_id(receiver);
}

/* The id that the lock says it had, where that is still free; it may be the author's of then. */
static bool keep_id(const struct mk_plan *plan, struct receiver *receiver, struct mk_plan_ipi *ipi,
	bool same_receiver)
{
	const struct mk_lock_ipi *old = mk_lock_find_ipi(plan->lock, ipi->name);
	const struct mk_plan_node *to = ipi->to;

	if (!old || old->sgi >= MK_SGI_COUNT || receiver->used & 1u << old->sgi ||
		(same_receiver && (!old->to || strcmp(old->to, to->name) != 0)))
		return false;
	if (ipi->multiplexed && receiver->known)
		return false;
	receiver->used |= 1u << old->sgi;
	if (ipi->multiplexed) {
		receiver->shared = (uint32_t)old->sgi;
		receiver->known = true;
	} else
		ipi->sgi = (uint32_t)old->sgi;
	return true;
}

/* One that has another receiver now keeps its id only where that is in nobody's way. */
static void keep_ids(
	const struct mk_plan *plan, struct receiver *receivers, struct mk_plan_ipi **by_name)
{
	for (int round = 0; plan->lock && round < 2; round++)
		for (size_t i = 0; i < plan->ipis.count; i++) {
			struct mk_plan_ipi *ipi = by_name[i];
			if (!ipi->fixed && ipi->to && ipi->sgi >= MK_SGI_COUNT)
				keep_id(plan, &receivers[ipi->to->position], ipi, round == 0);
		}
}

/* Ids are chosen in the order of the names, so that the order of the list does not matter. */
static void choose_ids(struct mk_arena *arena, struct mk_plan *plan, struct mk_plan_ipi **by_name)
{
	struct receiver *receivers = mk_arena_array(arena, plan->nodes.count, sizeof *receivers);

	for (size_t i = 0; i < plan->ipis.count; i++)
		if (by_name[i]->to)
			note_fixed(&receivers[by_name[i]->to->position], by_name[i]);
	keep_ids(plan, receivers, by_name);
	for (size_t i = 0; i < plan->nodes.count; i++)
		choose_shared_id(&receivers[i]);
	for (size_t i = 0; i < plan->ipis.count; i++) {
		struct mk_plan_ipi *ipi = by_name[i];
		if (ipi->fixed || !ipi->to || ipi->sgi < MK_SGI_COUNT)
			continue;
		ipi->sgi = ipi->multiplexed ? receivers[ipi->to->position].shared
					    : take_free_id(&receivers[ipi->to->position]);
	}
}

static int compare_names(const void *left, const void *right)
{
	const struct mk_plan_ipi *a = *(const struct mk_plan_ipi *const *)left;
	const struct mk_plan_ipi *b = *(const struct mk_plan_ipi *const *)right;
	int order = strcmp(a->name, b->name);

	return order ? order : (a > b) - (a < b);
}

void mk_plan_resolve_ipis(struct mk_arena *arena, struct mk_plan *plan)
{
	const struct mk_layout_ipi *layout;
	struct mk_plan_ipi **by_name;

	mk_each(layout, &plan->layout->ipis)
		resolve_ipi(arena, plan, layout);
	add_connected(arena, plan);
	link_connected(plan);
	by_name = mk_arena_array(arena, plan->ipis.count, sizeof *by_name);
	for (size_t i = 0; i < plan->ipis.count; i++)
		by_name[i] = &plan->ipis.items[i];
	mk_sort(by_name, plan->ipis.count, sizeof *by_name, compare_names);
	choose_ids(arena, plan, by_name);
}
