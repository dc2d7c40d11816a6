/* SPDX-License-Identifier: BSD-2-Clause */
/* Connections between components, then and now. */
#include <string.h>

#include "base/sort.h"
#include "tell/plan_diff_parts.h"

struct connection {
	const char *name;
	const struct mk_doc *doc;
	size_t place; /* in the plan's list */
};

typedef MK_VEC(struct connection) connections;

/* Of one name, which no plan without errors has twice, as they are listed. */
static int compare_connections(const void *left, const void *right)
{
	const struct connection *a = left;
	const struct connection *b = right;
	int order = strcmp(a->name, b->name);

	return order ? order : (a->place > b->place) - (a->place < b->place);
}

static connections connections_of(struct mk_diff *diff, const struct mk_doc *plan)
{
	const struct mk_doc *list = mk_diff_list(plan, "connections");
	connections found = {0};

	for (size_t i = 0; list && i < list->items.count; i++) {
		const struct mk_doc *doc = list->items.items[i];
		const char *name = mk_diff_text(doc, "name");
		if (name)
			*mk_vec_add(diff->arena, &found) = (struct connection){name, doc, i};
	}
	mk_vec_sort(&found, compare_connections);
	return found;
}

/* "client.call in 'node0'", by the names of now. */
static const char *end_text(
	struct mk_diff *diff, const struct mk_doc *connection, const char *key, bool then)
{
	const struct mk_doc *end = mk_doc_value(connection, key);
	const char *node = mk_diff_text(end, "node");

	if (then)
		node = mk_diff_renamed(diff, node);
	return mk_arena_printf(diff->arena, node ? "%s.%s in '%s'" : "%s.%s in no node",
		mk_diff_shown(diff, mk_diff_text(end, "component")),
		mk_diff_shown(diff, mk_diff_text(end, "port")), mk_diff_shown(diff, node));
}

static const char *ends_text(struct mk_diff *diff, const struct mk_doc *connection, bool then)
{
	return mk_arena_printf(diff->arena, "from %s to %s",
		end_text(diff, connection, "from", then), end_text(diff, connection, "to", then));
}

static const char *made_text(struct mk_diff *diff, const struct mk_doc *connection)
{
	const char *becomes = mk_diff_text(connection, "becomes");

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
		mk_diff_shown(diff, mk_diff_text(connection->doc, "type")),
		ends_text(diff, connection->doc, then), made_text(diff, connection->doc));
}

static void compare(
	struct mk_diff *diff, const struct connection *then, const struct connection *now)
{
	static const char *const known[] = {"name", "type", "from", "to", "becomes", NULL};
	const char *what =
		mk_arena_printf(diff->arena, "connection '%s'", mk_diff_shown(diff, now->name));
	const char *before = ends_text(diff, then->doc, true);
	const char *after = ends_text(diff, now->doc, false);

	mk_diff_texts(diff, then->doc, now->doc, "type", what);
	if (strcmp(before, after) != 0)
		mk_diff_line(diff, "%s goes %s now, not %s", what, after, before);
	before = made_text(diff, then->doc);
	after = made_text(diff, now->doc);
	if (strcmp(before, after) != 0)
		mk_diff_line(diff, "%s is %s now, not %s", what, after, before);
	mk_diff_others_of(diff, what, then->doc, now->doc, known);
}

void mk_diff_connections(struct mk_diff *diff)
{
	connections then = connections_of(diff, diff->before->doc);
	connections now = connections_of(diff, diff->after->doc);
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
