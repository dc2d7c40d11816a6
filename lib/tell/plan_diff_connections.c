/* SPDX-License-Identifier: BSD-2-Clause */
/* Connections between components, then and now. */
#include <string.h>

#include "base/sort.h"
#include "tell/plan_diff_parts.h"

struct connection {
	const char *name;
	const struct mk_plan_document_connection *document;
	size_t place; /* in the plan's list */
};

typedef MK_VEC(struct connection) connections;

/* Of one name, which no plan without errors has twice, as they are listed. */
static int compare_connections(const void *left, const void *right)
{
	const struct connection *a = left;
	const struct connection *b = right;
	int order = strcmp(a->name, b->name);

	return order ? order : mk_compare_numbers(a->place, b->place);
}

static connections connections_of(struct mk_diff *diff, const struct mk_plan_document *plan)
{
	connections found = {0};

	for (size_t i = 0; i < plan->connections.count; i++) {
		const struct mk_plan_document_connection *document = &plan->connections.items[i];
		if (document->name)
			*mk_vec_add(diff->arena, &found) =
				(struct connection){document->name, document, i};
	}
	mk_vec_sort(&found, compare_connections);
	return found;
}

/* "client.call in 'node0'", by the names of now. */
static const char *end_text(struct mk_diff *diff, const struct mk_plan_document_end *end, bool then)
{
	static const struct mk_plan_document_end none;
	const char *node;

	if (!end)
		end = &none;
	node = then ? mk_diff_renamed(diff, end->node) : end->node;
	return mk_arena_printf(diff->arena, node ? "%s.%s in '%s'" : "%s.%s in no node",
		mk_diff_shown(diff, end->component), mk_diff_shown(diff, end->port),
		mk_diff_shown(diff, node));
}

static const char *ends_text(
	struct mk_diff *diff, const struct mk_plan_document_connection *connection, bool then)
{
	return mk_arena_printf(diff->arena, "from %s to %s", end_text(diff, connection->from, then),
		end_text(diff, connection->to, then));
}

static const char *made_text(
	struct mk_diff *diff, const struct mk_plan_document_connection *connection)
{
	const char *becomes = connection->becomes;

	if (!becomes)
		return "not possible";
	if (strcmp(becomes, "shared") == 0)
		return "a shared region";
	if (strcmp(becomes, "ipi") == 0)
		return "an IPI";
	return strcmp(becomes, "local") == 0 ? "left alone" : mk_diff_shown(diff, becomes);
}

static void tell(
	struct mk_diff *diff, const struct connection *connection, const char *what, bool then)
{
	mk_diff_line(diff, "connection '%s' is %s: %s %s, %s",
		mk_diff_shown(diff, connection->name), what,
		mk_diff_shown(diff, connection->document->type),
		ends_text(diff, connection->document, then), made_text(diff, connection->document));
}

static void compare(
	struct mk_diff *diff, const struct connection *then, const struct connection *now)
{
#define TOLD(member) offsetof(struct mk_plan_document_connection, member)
	static const size_t told[] = {
		TOLD(name), TOLD(type), TOLD(from), TOLD(to), TOLD(becomes), 0};
#undef TOLD
	const char *what =
		mk_arena_printf(diff->arena, "connection '%s'", mk_diff_shown(diff, now->name));
	const char *before = ends_text(diff, then->document, true);
	const char *after = ends_text(diff, now->document, false);

	mk_diff_texts(diff, then->document->type, now->document->type, what);
	if (strcmp(before, after) != 0)
		mk_diff_line(diff, "%s goes %s now, not %s", what, after, before);
	before = made_text(diff, then->document);
	after = made_text(diff, now->document);
	if (strcmp(before, after) != 0)
		mk_diff_line(diff, "%s is %s now, not %s", what, after, before);
	mk_diff_others_of(
		diff, what, &mk_plan_document_connection_rows, then->document, now->document, told);
}

void mk_diff_connections(struct mk_diff *diff)
{
	connections then = connections_of(diff, diff->before->document);
	connections now = connections_of(diff, diff->after->document);
	size_t i = 0, j = 0;

	while (i < then.count || j < now.count) {
		int order = i == then.count  ? 1
			    : j == now.count ? -1
					     : strcmp(then.items[i].name, now.items[j].name);
		if (order < 0)
			tell(diff, &then.items[i], "gone", true);
		else if (order > 0)
			tell(diff, &now.items[j], "new", false);
		else
			compare(diff, &then.items[i], &now.items[j]);
		i += order <= 0;
		j += order >= 0;
	}
}
