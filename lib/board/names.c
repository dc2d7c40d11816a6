/* SPDX-License-Identifier: BSD-2-Clause */
/* Many nodes by name: the first few are looked for one by one, from then on in a sorted table. */
#include <string.h>

#include "base/sort.h"
#include "board/parts.h"

/* A search costs a look at each node; the table, a few at each. */
#define FEW 16

struct mk_names_table *mk_names_table_new(struct mk_arena *arena, const struct mk_board *board)
{
	struct mk_names_table *table = mk_arena_alloc(arena, sizeof *table);

	table->board = board;
	table->arena = arena;
	table->aliases = mk_dt_child(board->tree->root, "aliases");
	table->labels = mk_dt_child(board->tree->root, "__symbols__");
	return table;
}

static size_t stem_length(const char *name)
{
	return strcspn(name, "@");
}

/* By what is before the unit address, so that nodes of one kind are neighbours; then by all. */
static int compare_texts(const char *a, const char *b)
{
	size_t a_stem = stem_length(a);
	size_t b_stem = stem_length(b);
	int order = memcmp(a, b, a_stem < b_stem ? a_stem : b_stem);

	if (!order)
		order = mk_compare_numbers(a_stem, b_stem);
	return order ? order : strcmp(a + a_stem, b + b_stem);
}

static int compare_nodes(const void *left, const void *right)
{
	const struct mk_dt_node *a = *(const struct mk_dt_node *const *)left;
	const struct mk_dt_node *b = *(const struct mk_dt_node *const *)right;
	int order = compare_texts(a->name, b->name);

	return order ? order : mk_compare_numbers(a->order, b->order);
}

static int compare_with_node(const void *name, const void *item)
{
	const struct mk_dt_node *node = *(const struct mk_dt_node *const *)item;

	return compare_texts(name, node->name);
}

static void sort_nodes(struct mk_names_table *table)
{
	const struct mk_dt_tree *tree = table->board->tree;

	for (const struct mk_dt_node *node = tree->root->next; node; node = node->next)
		*mk_vec_add(table->arena, &table->nodes) = node;
	mk_vec_sort(&table->nodes, compare_nodes);
}

/* Of two that are found, the one that the tree has first is `node`. */
static void add_found(struct mk_lookup *lookup, const struct mk_dt_node *node)
{
	if (!lookup->node || node->order < lookup->node->order) {
		lookup->other = lookup->node;
		lookup->node = node;
	} else if (!lookup->other || node->order < lookup->other->order) {
		lookup->other = node;
	}
	lookup->status = lookup->other ? MK_LOOKUP_AMBIGUOUS : MK_LOOKUP_FOUND;
}

bool mk_names_table_is_worth_it(struct mk_names_table *table)
{
	if (table->asked++ < FEW)
		return false;
	if (!table->nodes.count)
		sort_nodes(table);
	return true;
}

struct mk_lookup mk_names_table_find(
	const struct mk_names_table *table, const char *name, bool exactly)
{
	struct mk_lookup lookup = {.status = MK_LOOKUP_UNKNOWN};
	size_t length = strlen(name);
	size_t at = mk_vec_lower_bound(&table->nodes, name, compare_with_node);

	for (; at < table->nodes.count; at++) {
		const struct mk_dt_node *node = table->nodes.items[at];
		if (!mk_dt_has_name(node, name, length, exactly))
			break;
		add_found(&lookup, node);
	}
	return lookup;
}
