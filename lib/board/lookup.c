/* SPDX-License-Identifier: BSD-2-Clause */
/* Nodes by the names that people use for them. */
#include <string.h>
#include <strings.h>

#include "base/number.h"
#include "board/parts.h"

/* Keeps the cost of one misspelt name in hand on a tree made to be slow. */
#define MAX_CANDIDATES 8192

typedef MK_VEC(const char *) candidates;

bool mk_dt_has_type(const struct mk_dt_node *node, const char *type)
{
	const char *actual = mk_dt_string(node, "device_type");

	return actual && !strcmp(actual, type);
}

struct mk_dt_node *mk_dt_named(
	const struct mk_dt_tree *tree, const struct mk_dt_node *naming, const char *name)
{
	const char *path = naming ? mk_dt_string(naming, name) : NULL;

	return path ? mk_dt_by_path(tree, path) : NULL;
}

/* By node name: exactly, or else by its part before the unit address. */
static struct mk_lookup by_unit_name(const struct mk_dt_tree *tree, const char *name, bool exactly)
{
	struct mk_lookup lookup = {.status = MK_LOOKUP_UNKNOWN};
	size_t length = strlen(name);

	for (const struct mk_dt_node *node = tree->root->next; node; node = node->next) {
		if (!mk_dt_has_name(node, name, length, exactly))
			continue;
		if (lookup.node) {
			lookup.status = MK_LOOKUP_AMBIGUOUS;
			lookup.other = node;
			break;
		}
		lookup.status = MK_LOOKUP_FOUND;
		lookup.node = node;
	}
	return lookup;
}

static void add_candidate(candidates *list, struct mk_arena *arena, const char *name)
{
	if (list->count < MAX_CANDIDATES)
		*mk_vec_add(arena, list) = name;
}

/* An alias or label of that very name was tried already: it leads nowhere. */
static void add_property_names(candidates *list, struct mk_arena *arena,
	const struct mk_dt_node *naming, const char *wanted)
{
	for (uint32_t i = 0; naming && i < naming->property_count; i++)
		if (strcmp(naming->properties[i].name, wanted))
			add_candidate(list, arena, naming->properties[i].name);
}

/* The only device whose unit address is that number; NULL: there is none, or another. */
static const char *name_at_address(const struct mk_dt_tree *tree, const char *wanted)
{
	const char *found = NULL;
	uint64_t address;

	if (strncasecmp(wanted, "0x", 2) != 0 ||
		mk_number_parse(wanted, strlen(wanted), &address) != MK_NUMBER_OK)
		return NULL;
	wanted += 2;
	while (*wanted == '0' && wanted[1])
		wanted++;
	for (const struct mk_dt_node *node = tree->root->next; node; node = node->next) {
		const char *unit = strchr(node->name, '@');
		if (!unit || strcasecmp(unit + 1, wanted) != 0)
			continue;
		if (found)
			return NULL;
		found = node->name;
	}
	return found;
}

static const char *nearest_name(
	const struct mk_board *board, struct mk_arena *arena, const char *wanted)
{
	const struct mk_dt_node *root = board->tree->root;
	bool by_path = *wanted == '/';
	candidates list = {NULL, 0, 0};
	const char *at_address = name_at_address(board->tree, wanted);

	if (at_address)
		return at_address;
	if (!by_path) {
		add_property_names(&list, arena, mk_dt_child(root, "aliases"), wanted);
		add_property_names(&list, arena, mk_dt_child(root, "__symbols__"), wanted);
	}
	for (const struct mk_dt_node *node = root->next; node; node = node->next)
		add_candidate(&list, arena, by_path ? node->path : node->name);
	return mk_nearest_name(wanted, list.items, list.count);
}

/* The table has nodes by what is before their unit address, which is not a second one. */
static struct mk_lookup by_node_name(
	const struct mk_board *board, struct mk_names_table *table, const char *name)
{
	bool use_table = table && mk_names_table_is_worth_it(table);
	struct mk_lookup lookup = use_table ? mk_names_table_find(table, name, true)
					    : by_unit_name(board->tree, name, true);

	if (lookup.status != MK_LOOKUP_UNKNOWN)
		return lookup;
	return use_table && !strchr(name, '@') ? mk_names_table_find(table, name, false)
					       : by_unit_name(board->tree, name, false);
}

static const struct mk_dt_node *by_other_name(
	const struct mk_board *board, const struct mk_names_table *table, const char *name)
{
	const struct mk_dt_tree *tree = board->tree;
	const struct mk_dt_node *node;

	node = mk_dt_named(tree, table ? table->aliases : mk_dt_child(tree->root, "aliases"), name);
	if (!node)
		node = mk_dt_by_path(tree, name);
	if (!node)
		node = mk_dt_named(
			tree, table ? table->labels : mk_dt_child(tree->root, "__symbols__"), name);
	return node;
}

static struct mk_lookup look_up(
	const struct mk_board *board, struct mk_names_table *table, const char *name)
{
	const struct mk_dt_node *node = by_other_name(board, table, name);

	if (node)
		return (struct mk_lookup){.status = MK_LOOKUP_FOUND, .node = node};
	return by_node_name(board, table, name);
}

static struct mk_lookup find(const struct mk_board *board, struct mk_arena *arena,
	struct mk_names_table *table, const char *name)
{
	struct mk_lookup lookup = {.status = MK_LOOKUP_UNKNOWN};

	if (*name)
		lookup = look_up(board, table, name);
	if (lookup.status == MK_LOOKUP_UNKNOWN)
		lookup.nearest = nearest_name(board, arena, name);
	return lookup;
}

struct mk_lookup mk_board_find(
	const struct mk_board *board, struct mk_arena *arena, const char *name)
{
	return find(board, arena, NULL, name);
}

struct mk_lookup mk_board_find_one_of_many(struct mk_names_table *table, const char *name)
{
	return find(table->board, table->arena, table, name);
}
