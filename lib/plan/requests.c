/* SPDX-License-Identifier: BSD-2-Clause */
/* What is asked for: slices, shared regions, the loader. Fixed ones have their range at once. */
#include <string.h>

#include "base/sort.h"
#include "plan/stages.h"

static const struct mk_dt_node *memory_node_named(
	const struct mk_plan *plan, const struct mk_text *name)
{
	struct mk_dt_node *const *node;

	mk_each(node, &plan->board->memory_nodes)
		if (strcmp((*node)->path, name->value) == 0 ||
			strcmp((*node)->name, name->value) == 0)
			return *node;
	return NULL;
}

static const char *nearest_memory_node(
	struct mk_arena *arena, const struct mk_plan *plan, const char *name)
{
	size_t count = plan->board->memory_nodes.count;
	const char **names = mk_arena_array(arena, count, sizeof *names);

	for (size_t i = 0; i < count; i++)
		names[i] = plan->board->memory_nodes.items[i]->path;
	return count == 1 ? names[0] : mk_nearest_name(name, names, count);
}

/* The talk's form: several ranges of one memory node. */
static void add_reg(struct mk_arena *arena, struct mk_plan *plan, mk_regions *regions,
	const struct mk_layout_range *request)
{
	const struct mk_dt_node *bank = memory_node_named(plan, &request->node);
	const struct mk_layout_range *entry;

	if (!bank && mk_plan_looks_up(arena, plan, &request->node))
		mk_plan_add_reference(arena, plan, MK_REFERENCE_MEMORY_NODE, &request->node,
			nearest_memory_node(arena, plan, request->node.value));
	mk_each(entry, &request->reg) {
		struct mk_region *region;
		if (entry->record.broken)
			continue;
		region = mk_vec_add(arena, regions);
		*region = mk_plan_plain_region(entry);
		region->entry = &request->record;
		region->bank_node = bank;
	}
}

static void collect_slices(struct mk_arena *arena, struct mk_plan *plan)
{
	const struct mk_layout_range *request;
	struct mk_plan_node *node;

	mk_each(node, &plan->nodes) {
		mk_each(request, &node->layout->memory) {
			if (request->record.broken || !mk_plan_is_slice(request))
				continue;
			if (request->node.given)
				add_reg(arena, plan, &node->regions, request);
			else
				*mk_vec_add(arena, &node->regions) = mk_plan_plain_region(request);
		}
		for (size_t i = 0; i < node->regions.count; i++)
			node->regions.items[i].index = (uint32_t)i;
	}
}

static void add_member(struct mk_arena *arena, struct mk_plan *plan, struct mk_plan_shared *shared,
	const struct mk_layout_member *member)
{
	const struct mk_text *name = &member->name;
	bool read_only = member->access.given && member->access.value == MK_ACCESS_RO;
	const struct mk_plan_outside *outside = mk_plan_node_named(plan, name->value)
							? NULL
							: mk_plan_outside_named(plan, name->value);
	const struct mk_plan_node *node;

	if (outside) {
		*mk_vec_add(arena, &shared->outsiders) =
			(struct mk_plan_outsider){outside, name->origin, read_only};
		return;
	}
	node = mk_plan_look_up_node(arena, plan, MK_REFERENCE_SHARED_NODE, name);
	if (node)
		*mk_vec_add(arena, &shared->members) =
			(struct mk_plan_member){node, name->origin, read_only};
}

static struct mk_plan_shared *add_shared(struct mk_arena *arena, struct mk_plan *plan,
	enum mk_shared_form form, const struct mk_layout_shared *layout)
{
	struct mk_plan_shared *shared = mk_vec_add(arena, &plan->shared);

	shared->form = form;
	shared->layout = layout;
	shared->name = layout->name.value;
	shared->origin = layout->name.origin;
	shared->region = mk_plan_region_of(arena, plan, &layout->memory);
	return shared;
}

static void collect_named_shared(struct mk_arena *arena, struct mk_plan *plan)
{
	const struct mk_layout_shared *layout;
	const struct mk_layout_member *member;

	mk_each(layout, &plan->layout->shared) {
		struct mk_plan_shared *shared;
		if (layout->record.broken || layout->memory.record.broken)
			continue;
		shared = add_shared(arena, plan, MK_SHARED_NAMED, layout);
		mk_each(member, &layout->nodes)
			if (!member->record.broken)
				add_member(arena, plan, shared, member);
	}
}

static void collect_connected_shared(struct mk_arena *arena, struct mk_plan *plan)
{
	struct mk_plan_connection *connection;

	mk_each(connection, &plan->connections) {
		const struct mk_layout_connection *layout = connection->layout;
		struct mk_plan_shared *shared;
		if (connection->kind != MK_CONNECTION_SHARED)
			continue;
		shared = add_shared(arena, plan, MK_SHARED_CONNECTION, &connection->shared);
		shared->connection = connection;
		if (!layout->size.given)
			shared->region.request = NULL;
		*mk_vec_add(arena, &shared->members) = (struct mk_plan_member){
			connection->from.node, layout->from.origin, connection->from.read_only};
		*mk_vec_add(arena, &shared->members) = (struct mk_plan_member){
			connection->to.node, layout->to.origin, connection->to.read_only};
	}
}

/* --- the talk's shared_pool ------------------------------------------------------------------- */

struct pool_entry {
	struct mk_region region;
	const struct mk_plan_node *node;
};

static int compare_pool_entries(const void *left, const void *right)
{
	const struct pool_entry *a = left;
	const struct pool_entry *b = right;
	int order = (a->region.range.first > b->region.range.first) -
		    (a->region.range.first < b->region.range.first);

	if (!order)
		order = (a->region.range.last > b->region.range.last) -
			(a->region.range.last < b->region.range.last);
	return order ? order
		     : (a->node->position > b->node->position) -
			       (a->node->position < b->node->position);
}

static bool same_range(const struct pool_entry *a, const struct pool_entry *b)
{
	return a->region.range.first == b->region.range.first &&
	       a->region.range.last == b->region.range.last;
}

/* Each side states its pool; equal ranges are one shared region. */
static void join_pools(struct mk_arena *arena, struct mk_plan *plan,
	const struct pool_entry *entries, size_t count)
{
	struct mk_plan_shared *shared = NULL;
	size_t number = 0;

	for (size_t i = 0; i < count; i++) {
		if (i == 0 || !same_range(&entries[i], &entries[i - 1])) {
			shared = mk_vec_add(arena, &plan->shared);
			shared->form = MK_SHARED_POOL;
			shared->name = mk_arena_printf(arena, "pool%zu", number++);
			shared->origin = entries[i].region.origin;
			shared->region = entries[i].region;
		}
		*mk_vec_add(arena, &shared->members) =
			(struct mk_plan_member){entries[i].node, entries[i].region.origin, false};
	}
}

static void collect_pools(struct mk_arena *arena, struct mk_plan *plan)
{
	MK_VEC(struct pool_entry) entries = {0};
	const struct mk_layout_range *request;
	struct mk_plan_node *node;

	mk_each(node, &plan->nodes) {
		mk_each(request, &node->layout->shared_pool) {
			struct mk_region region = mk_plan_plain_region(request);
			if (request->record.broken || !region.placed)
				continue;
			*mk_vec_add(arena, &entries) = (struct pool_entry){region, node};
		}
	}
	mk_vec_sort(&entries, compare_pool_entries);
	join_pools(arena, plan, entries.items, entries.count);
}

/* A loader that is linked at an address of its own has no choice but what the layout says. */
static void choose_loader(struct mk_plan *plan)
{
	const struct mk_layout_range *request = &plan->layout->loader.memory;
	uint64_t link = mk_contract_link_address(plan->contract, plan->platform);

	if (request->record.given && !request->record.broken) {
		plan->loader = mk_plan_plain_region(request);
		return;
	}
	plan->loader = (struct mk_region){.size = plan->contract->loader_size,
		.origin = mk_layout_place(plan->layout, "loader")};
	plan->loader.fixed = plan->loader.placed =
		link && mk_range_make(link, plan->loader.size, &plan->loader.range) == MK_RANGE_OK;
}

/* The list grows no more: whoever has one of it can point at it. */
static void link_shared(struct mk_plan *plan)
{
	const struct mk_plan_shared *shared;

	mk_each(shared, &plan->shared) {
		if (shared->connection)
			mk_plan_connection_at(plan, shared->connection)->made_region = shared;
		for (size_t i = 0; i < shared->channels.count; i++)
			shared->channels.items[i]->doorbell = shared;
	}
}

void mk_plan_collect_requests(struct mk_arena *arena, struct mk_plan *plan)
{
	collect_slices(arena, plan);
	mk_plan_collect_holdings(arena, plan);
	collect_named_shared(arena, plan);
	collect_connected_shared(arena, plan);
	collect_pools(arena, plan);
	link_shared(plan);
	choose_loader(plan);
}
