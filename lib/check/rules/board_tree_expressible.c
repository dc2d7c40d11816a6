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
	uint32_t *keys;
	size_t count;
};

/* Few are compared each with each, which is faster than to sort them. */
#define FEW 64

/* Always where two names are the same, and seldom elsewhere. */
static bool bits_repeat(const struct entries *entries)
{
	uint64_t seen = 0;

	for (size_t i = 0; i < entries->count; i++) {
		uint64_t bit = mk_dt_key_bit(entries->keys[i]);
		if (seen & bit)
			return true;
		seen |= bit;
	}
	return false;
}

/* Where two have the same bit, which mostly are of different names. */
static bool may_repeat(const struct entries *entries)
{
	if (entries->count > FEW)
		return true;
	for (size_t i = 1; i < entries->count; i++)
		for (size_t j = 0; j < i; j++)
			if (entries->keys[i] == entries->keys[j] &&
				!strcmp(entries->names[i], entries->names[j]))
				return true;
	return false;
}

static void check_properties(
	struct mk_check *check, const struct mk_dt_node *node, struct entries *entries)
{
	if (mk_count_ones(node->keys) == node->property_count)
		return;
	for (entries->count = 0; entries->count < node->property_count; entries->count++) {
		entries->names[entries->count] = node->properties[entries->count].name;
		entries->keys[entries->count] = node->properties[entries->count].key;
	}
	if (may_repeat(entries))
		report_doubles(check, node, entries->names, entries->count);
}

static void check_children(
	struct mk_check *check, const struct mk_dt_node *node, struct entries *entries)
{
	entries->count = 0;
	for (const struct mk_dt_node *child = node->first_child; child;
		child = child->next_sibling) {
		entries->names[entries->count] = child->name;
		entries->keys[entries->count++] = mk_dt_name_key(child->name);
	}
	if (bits_repeat(entries) && may_repeat(entries))
		report_doubles(check, node, entries->names, entries->count);
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
	struct entries entries;
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
