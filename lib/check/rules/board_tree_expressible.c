/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>

#include "base/bits.h"
#include "base/sort.h"
#include "board/name.h"
#include "check/rule.h"

static void report_names(struct mk_check *check, const struct mk_dt_node *node)
{
	const struct mk_dt_tree *tree = check->plan->board->tree;
	struct mk_origin origin = mk_dt_origin(tree, node);

	if (node->parent && !mk_dt_name_is_legal(node->name))
		mk_check_report(check, origin,
			"the name of tree node '%s' cannot be written in device tree source",
			node->path);
	for (uint32_t i = 0; !tree->names_legal && i < node->property_count; i++)
		if (!mk_dt_name_is_legal(node->properties[i].name))
			mk_check_report(check, origin,
				"the name of property '%s' of node '%s' cannot be written in "
				"device tree source",
				node->properties[i].name, node->path);
}

static void report_doubles(
	struct mk_check *check, const struct mk_dt_node *node, const char **names, size_t count)
{
	mk_sort(names, count, sizeof *names, mk_compare_texts);
	for (size_t i = 1; i < count; i++)
		if (strcmp(names[i], names[i - 1]) == 0)
			mk_check_report(check, mk_dt_origin(check->plan->board->tree, node),
				"tree node '%s' has two entries named '%s'", node->path, names[i]);
}

/* What stands in a node under a name: its properties, or its children. */
struct entries {
	const char **names;
	uint32_t *keys; /* where two differ, their names do */
	size_t count;
};

static struct entries *emptied(struct entries *entries)
{
	*entries = (struct entries){entries->names, entries->keys, 0};
	return entries;
}

static void add_entry(struct entries *entries, const char *name, uint32_t key)
{
	entries->names[entries->count] = name;
	entries->keys[entries->count++] = key;
}

static bool is_among_first(const struct entries *entries, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (entries->keys[i] == entries->keys[count] &&
			!strcmp(entries->names[i], entries->names[count]))
			return true;
	return false;
}

/* Few are compared each with each where they share a bit, which takes less than to sort them. */
#define FEW 64u

static bool all_differ(const struct entries *entries)
{
	uint64_t seen = 0;

	if (entries->count > FEW)
		return false; /* as far as is known */
	for (size_t i = 0; i < entries->count; i++) {
		uint64_t bit = mk_dt_key_bit(entries->keys[i]);
		if (seen & bit && is_among_first(entries, i))
			return false;
		seen |= bit;
	}
	return true;
}

static void check_entries(
	struct mk_check *check, const struct mk_dt_node *node, const struct entries *entries)
{
	if (!all_differ(entries))
		report_doubles(check, node, entries->names, entries->count);
}

/* Names with bits of their own are different; only others are worth comparing. */
static void check_properties(
	struct mk_check *check, const struct mk_dt_node *node, struct entries *room)
{
	struct entries *entries = emptied(room);

	if (mk_count_ones(node->keys) == node->property_count)
		return;
	for (uint32_t i = 0; i < node->property_count; i++)
		add_entry(entries, node->properties[i].name, node->properties[i].key);
	check_entries(check, node, entries);
}

static void check_children(
	struct mk_check *check, const struct mk_dt_node *node, struct entries *room)
{
	const struct mk_dt_node *child = node->first_child;
	struct entries *entries = emptied(room);
	uint64_t bits = 0;

	for (; child; child = child->next_sibling) {
		uint32_t key = mk_dt_name_key(child->name);
		add_entry(entries, child->name, key);
		bits |= mk_dt_key_bit(key);
	}
	if (mk_count_ones(bits) < entries->count)
		check_entries(check, node, entries);
}

/* As many properties as a node has, or children, at the most. */
static size_t most_entries(const struct mk_dt_tree *tree)
{
	size_t most = tree->node_count;

	for (const struct mk_dt_node *node = tree->root; node; node = node->next)
		most = node->property_count > most ? node->property_count : most;
	return most;
}

static void tree_expressible(struct mk_check *check)
{
	const struct mk_dt_tree *tree = check->plan->board->tree;
	struct entries entries = {0};
	size_t most;

	if (check->plan->tree != MK_TREE_BOARD)
		return;
	most = most_entries(tree);
	entries.names = mk_arena_room(check->arena, most, sizeof *entries.names);
	entries.keys = mk_arena_room(check->arena, most, sizeof *entries.keys);
	for (const struct mk_dt_node *node = tree->root; node; node = node->next) {
		report_names(check, node);
		check_properties(check, node, &entries);
		check_children(check, node, &entries);
	}
}

const struct mk_rule mk_rule_board_tree_expressible = {
	.problem = {.code = "MK0508",
		.name = "tree-expressible",
		.severity = MK_ERROR,
		.title = "the board's tree cannot be written as device tree source",
		.why = "The kernels are built from the checked tree as source text. A name that "
		       "dtc does not read, or two entries with the same name, would give them a "
		       "different tree than the one that was checked.",
		.fix = "Mend the tree at its source; `dtc -I dtb -O dts` shows what it says."},
	.whole = tree_expressible,
};
