/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Anchors by name, in a balanced tree: unlike with a hash table, no choice of names makes it
 * slow.
 */
#ifndef MK_SYNTAX_ANCHORS_H
#define MK_SYNTAX_ANCHORS_H

#include <stdbool.h>

#include "doc/doc.h"

struct mk_anchor {
	const char *name;
	struct mk_doc *node;
	size_t expanded; /* nodes that one alias to it repeats */
	unsigned height; /* levels of maps and lists in it */
	bool open;	 /* its end has not been seen yet */
	unsigned level;	 /* of the tree */
	struct mk_anchor *left;
	struct mk_anchor *right;
};

/* NULL if there is none of that name. */
struct mk_anchor *mk_anchor_find(struct mk_anchor *root, const char *name);

/* The anchor of that name, copied into a new one where there is none; *root may change. */
struct mk_anchor *mk_anchor_add(struct mk_arena *arena, struct mk_anchor **root, const char *name);

/* The existing name nearest to `wanted`, or NULL; NULL as well among many names. */
const char *mk_anchor_nearest(
	struct mk_arena *arena, const struct mk_anchor *root, const char *wanted);

#endif
