/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What YAML and JSON have in common: a tree of maps, lists and scalars, each with its place.
 * Read-only once a reader has made it. An alias shares its anchor's node.
 */
#ifndef MK_DOC_DOC_H
#define MK_DOC_DOC_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/finding.h"
#include "base/source.h"

enum mk_doc_kind { MK_DOC_NULL, MK_DOC_SCALAR, MK_DOC_LIST, MK_DOC_MAP };

struct mk_doc_entry {
	struct mk_origin origin; /* of the key */
	const char *key;
	struct mk_doc *value;
};

struct mk_doc {
	enum mk_doc_kind kind;
	struct mk_origin origin;
	bool quoted;	  /* scalar: written as a string, so never a truth value */
	const char *text; /* scalar: as written, decoded; NUL-terminated, holds no NUL */
	MK_VEC(struct mk_doc *) items;
	MK_VEC(struct mk_doc_entry) entries;
};

/* Limits that keep every hostile layout cheap; other documents may be larger. */
#define MK_DOC_MAX_BYTES (1024u * 1024u)
#define MK_DOC_MAX_DEPTH 32u
#define MK_DOC_MAX_NODES 65536u	  /* maps, lists and scalars, keys not counted */
#define MK_DOC_MAX_ALIASED 65536u /* nodes that aliases repeat, all together */
#define MK_DOC_MAX_KEYS 1024u	  /* in one map */

/* What a reader takes; the depth and the keys of a map are the same for all. */
struct mk_doc_limits {
	size_t bytes;
	size_t nodes;
};

/* "a map", "a list", "text", "nothing". */
const char *mk_doc_kind_name(const struct mk_doc *node);

/* A map's key, and what it has there; NULL where it has none. */
const struct mk_doc_entry *mk_doc_entry(const struct mk_doc *map, const char *key);

/* What a map has at that key; NULL where it has none, and for what is no map. */
const struct mk_doc *mk_doc_value(const struct mk_doc *map, const char *key);

/* Whether two values are alike, whatever the order of keys and whatever is in quotes; both may be
 * NULL. Recursion is at most MK_DOC_MAX_DEPTH deep: the readers have seen to it. */
bool mk_doc_same(const struct mk_doc *a, const struct mk_doc *b);

/*
 * Adds key -> value to a map. A key that is there already is reported (MK0005, both
 * places) and the first one stays. False when the map holds MK_DOC_MAX_KEYS already, which is
 * reported, or when no further finding would be kept: a reader stops then.
 */
bool mk_doc_add_entry(struct mk_findings *findings, struct mk_doc *map, struct mk_origin origin,
	const char *key, struct mk_doc *value);

#endif
