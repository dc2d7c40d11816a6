/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Connections between components. What crosses nodes asks for a shared region or an IPI as if the
 * author had written one: from there on it is placed, numbered and checked like any other.
 */
#include <string.h>

#include "base/sort.h"
#include "plan/stages.h"

bool mk_plan_connection_crosses(const struct mk_plan_connection *connection)
{
	return connection->kind == MK_CONNECTION_SHARED || connection->kind == MK_CONNECTION_IPI;
}

/* --- where components live -------------------------------------------------------------------- */

static int compare_components(const void *left, const void *right)
{
	const struct mk_plan_component *a = left;
	const struct mk_plan_component *b = right;
	int order = strcmp(a->name->value, b->name->value);

	return order ? order : mk_origin_compare(&a->name->origin, &b->name->origin);
}

static void collect_components(struct mk_arena *arena, struct mk_plan *plan)
{
	const struct mk_plan_node *node;
	const struct mk_text *name;

	mk_each(node, &plan->nodes)
		mk_each(name, &node->layout->components)
			if (name->given)
				*mk_vec_add(arena, &plan->components) =
					(struct mk_plan_component){name, node};
	mk_vec_sort(&plan->components, compare_components);
}

static int compare_to_name(const void *name, const void *component)
{
	return strcmp(name, ((const struct mk_plan_component *)component)->name->value);
}

/* One of those of that name, of which there should be no two. */
static const struct mk_plan_node *node_of(const struct mk_plan *plan, const char *name)
{
	const struct mk_plan_component *component =
		mk_vec_find(&plan->components, name, compare_to_name);

	return component ? component->node : NULL;
}

/* --- ends ------------------------------------------------------------------------------------- */

#define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_"
#define DIGITS "0123456789"

/* What CAmkES takes for the name of a component or a port. */
static bool is_name(const char *text)
{
	return strspn(text, LETTERS) && !text[strspn(text, LETTERS DIGITS)];
}

static struct mk_connection_end end_of(struct mk_arena *arena, const struct mk_plan *plan,
	const struct mk_text *text, const struct mk_choice *access)
{
	struct mk_connection_end end = {
		.text = text->value, .read_only = access->given && access->value == MK_ACCESS_RO};
	const char *dot = text->given ? strchr(text->value, '.') : NULL;
	const char *component;

	if (!dot || !is_name(dot + 1))
		return end;
	component = mk_arena_copy(arena, text->value, (size_t)(dot - text->value));
	if (!is_name(component))
		return end;
	end.component = component;
	end.port = dot + 1;
	end.node = node_of(plan, component);
	return end;
}

/* --- what becomes of them --------------------------------------------------------------------- */

/* A device's end is a component that CAmkES makes no code for: no node needs to list it. */
static bool is_with_hardware(const struct mk_plan_connection *connection)
{
	const struct mk_connection_end *from = &connection->from;
	const struct mk_connection_end *to = &connection->to;

	return connection->connector && connection->connector->kind == MK_CONNECTOR_HARDWARE &&
	       from->component && to->component && !from->node != !to->node;
}

static enum mk_connection_kind kind_of(const struct mk_plan_connection *connection)
{
	const struct mk_plan_node *from = connection->from.node;
	const struct mk_plan_node *to = connection->to.node;

	if (is_with_hardware(connection))
		return MK_CONNECTION_LOCAL;
	if (!from || !to)
		return MK_CONNECTION_UNRESOLVED;
	if (from == to)
		return MK_CONNECTION_LOCAL;
	if (!connection->connector || !connection->connector->crosses)
		return MK_CONNECTION_REFUSED;
	return connection->connector->kind == MK_CONNECTOR_DATA ? MK_CONNECTION_SHARED
								: MK_CONNECTION_IPI;
}

/* CAmkES gives a dataport without a size of its own a page (seL4SharedData.template.c). */
static struct mk_number size_of(
	const struct mk_plan *plan, const struct mk_layout_connection *layout)
{
	if (layout->size.given)
		return layout->size;
	return (struct mk_number){
		.given = true, .value = plan->contract->page_size, .origin = layout->type.origin};
}

/* The end's node, at the end's place. */
static struct mk_text node_text(const struct mk_connection_end *end, const struct mk_text *text)
{
	return (struct mk_text){.given = true, .value = end->node->name, .origin = text->origin};
}

static struct mk_layout_member member_of(const struct mk_connection_end *end,
	const struct mk_text *text, const struct mk_choice *access)
{
	return (struct mk_layout_member){.record = {.origin = text->origin, .given = true},
		.name = node_text(end, text),
		.access = *access};
}

static void ask_for_shared(
	struct mk_arena *arena, const struct mk_plan *plan, struct mk_plan_connection *connection)
{
	const struct mk_layout_connection *layout = connection->layout;
	struct mk_layout_shared *shared = &connection->shared;

	shared->record = layout->record;
	shared->name = layout->name;
	shared->memory.record = layout->record;
	shared->memory.size = size_of(plan, layout);
	*mk_vec_add(arena, &shared->nodes) =
		member_of(&connection->from, &layout->from, &layout->from_access);
	*mk_vec_add(arena, &shared->nodes) =
		member_of(&connection->to, &layout->to, &layout->to_access);
}

static void ask_for_ipi(struct mk_plan_connection *connection)
{
	const struct mk_layout_connection *layout = connection->layout;

	connection->ipi = (struct mk_layout_ipi){.record = layout->record,
		.name = layout->name,
		.from = node_text(&connection->from, &layout->from),
		.to = node_text(&connection->to, &layout->to),
		.multiplex = layout->multiplex};
}

static void resolve(
	struct mk_arena *arena, struct mk_plan *plan, const struct mk_layout_connection *layout)
{
	struct mk_plan_connection *connection = mk_vec_add(arena, &plan->connections);

	connection->layout = layout;
	connection->name = layout->name.value;
	connection->connector = mk_connector_find(layout->type.value);
	connection->type = layout->type.value;
	connection->from = end_of(arena, plan, &layout->from, &layout->from_access);
	connection->to = end_of(arena, plan, &layout->to, &layout->to_access);
	connection->kind = kind_of(connection);
	if (connection->kind == MK_CONNECTION_SHARED)
		ask_for_shared(arena, plan, connection);
	if (connection->kind == MK_CONNECTION_IPI)
		ask_for_ipi(connection);
}

void mk_plan_resolve_connections(struct mk_arena *arena, struct mk_plan *plan)
{
	const struct mk_layout_connection *layout;

	collect_components(arena, plan);
	mk_each(layout, &plan->layout->connections)
		if (!layout->record.broken)
			resolve(arena, plan, layout);
}
