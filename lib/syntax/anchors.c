/* SPDX-License-Identifier: BSD-2-Clause */
/* An AA tree (A. Andersson, "Balanced search trees made simple", 1993): a red-black tree in
 * which only right children are red. */
#include "syntax/anchors.h"

#include <string.h>

struct mk_anchor *mk_anchor_find(struct mk_anchor *root, const char *name)
{
	while (root) {
		int order = strcmp(name, root->name);
		if (order == 0)
			break;
		root = order < 0 ? root->left : root->right;
	}
	return root;
}

/* A left child of the same level becomes the root. */
static struct mk_anchor *skew(struct mk_anchor *root)
{
	struct mk_anchor *left = root->left;

	if (!left || left->level != root->level)
		return root;
	root->left = left->right;
	left->right = root;
	return left;
}

/* Of two right children of the same level the first one rises. */
static struct mk_anchor *split(struct mk_anchor *root)
{
	struct mk_anchor *right = root->right;

	if (!right || !right->right || right->right->level != root->level)
		return root;
	root->right = right->left;
	right->left = root;
	right->level++;
	return right;
}

/* Recursion is at most as deep as the tree: twice the logarithm of its size. */
static struct mk_anchor *insert(struct mk_anchor *root, struct mk_anchor *anchor)
{
	if (!root)
		return anchor;
	if (strcmp(anchor->name, root->name) < 0)
		root->left = insert(root->left, anchor);
	else
		root->right = insert(root->right, anchor);
	return split(skew(root));
}

struct mk_anchor *mk_anchor_add(struct mk_arena *arena, struct mk_anchor **root, const char *name)
{
	struct mk_anchor *anchor = mk_anchor_find(*root, name);

	if (anchor)
		return anchor;
	anchor = mk_arena_alloc(arena, sizeof *anchor);
	anchor->name = mk_arena_copy(arena, name, strlen(name));
	anchor->level = 1;
	*root = insert(*root, anchor);
	return anchor;
}

#define NAMES_MAX 64

/* Collects up to NAMES_MAX + 1 names of anchors that can be referred to. */
static void collect(const struct mk_anchor *root, const char **names, size_t *count)
{
	if (!root || *count > NAMES_MAX)
		return;
	collect(root->left, names, count);
	if (!root->open && *count <= NAMES_MAX)
		names[(*count)++] = root->name;
	collect(root->right, names, count);
}

const char *mk_anchor_nearest(
	struct mk_arena *arena, const struct mk_anchor *root, const char *wanted)
{
	const char **names = mk_arena_array(arena, NAMES_MAX + 1, sizeof *names);
	size_t count = 0;

	collect(root, names, &count);
	return count <= NAMES_MAX ? mk_nearest_name(wanted, names, count) : NULL;
}
