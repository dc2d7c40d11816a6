/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>

#include "base/sort.h"
#include "check/rule.h"
#include "check/written.h"

/* A port, as one connection has it. */
struct use {
	const struct mk_text *text; /* component.port */
	const struct mk_plan_connection *connection;
};

typedef MK_VEC(struct use) uses;

static int compare(const void *left, const void *right)
{
	const struct use *a = left;
	const struct use *b = right;
	int order = strcmp(a->text->value, b->text->value);

	return order ? order : mk_origin_compare(&a->text->origin, &b->text->origin);
}

static void report(struct mk_check *check, const struct use *first, const struct use *later,
	const struct mk_plan_connection *across)
{
	mk_add_note(check->findings,
		mk_check_report(check, later->text->origin,
			"port '%s' is in connections '%s' and '%s', and '%s' crosses nodes",
			later->text->value, first->connection->name, later->connection->name,
			across->name),
		first->text->origin, "connection '%s' has it here", first->connection->name);
}

/* `count` uses of one port. */
static void check_port(struct mk_check *check, const struct use *list, size_t count)
{
	const struct mk_plan_connection *across = NULL;

	for (size_t i = count; i-- > 0;)
		if (mk_plan_connection_crosses(list[i].connection))
			across = list[i].connection;
	for (size_t i = 1; across && i < count; i++)
		report(check, &list[0], &list[i], across);
}

static void check_ports(struct mk_check *check, const uses *list)
{
	size_t first = 0;

	for (size_t i = 1; i <= list->count; i++)
		if (i == list->count ||
			strcmp(list->items[first].text->value, list->items[i].text->value) != 0) {
			check_port(check, &list->items[first], i - first);
			first = i;
		}
}

static void port_joined_once(struct mk_check *check)
{
	const struct mk_plan_connection *connection;
	uses list = {0};

	mk_each(connection, &check->plan->connections) {
		*mk_vec_add(check->arena, &list) =
			(struct use){&mk_written_connection(connection)->from, connection};
		*mk_vec_add(check->arena, &list) =
			(struct use){&mk_written_connection(connection)->to, connection};
	}
	mk_vec_sort(&list, compare);
	check_ports(check, &list);
}

extern const struct mk_rule mk_rule_connection_ends_named, mk_rule_connection_component_known,
	mk_rule_connection_component_one_node, mk_rule_connection_ends_differ;

const struct mk_rule mk_rule_connection_port_joined_once = {
	.problem = {.code = "MK1109",
		.name = "port-joined-once",
		.severity = MK_ERROR,
		.title = "a port of a connection across nodes is also in another connection",
		.why = "A dataport is one piece of memory and an event one signal, so CAmkES "
		       "merges connections that have a port in common into one with several ends. "
		       "Each connection across nodes has a region or an IPI of its own, and one "
		       "port cannot be backed by two.",
		.fix = "Give the component a port for each connection. For memory that more than "
		       "two nodes share, use `shared`."},
	.whole = port_joined_once,
	.prerequisites =
		MK_RULES(&mk_rule_connection_ends_named, &mk_rule_connection_component_known,
			&mk_rule_connection_component_one_node, &mk_rule_connection_ends_differ),
};
