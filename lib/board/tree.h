/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A device tree, unflattened into an arena. Read-only once loaded. tree.c is the only file that
 * uses libfdt; everything above works on these nodes.
 */
#ifndef MK_BOARD_TREE_H
#define MK_BOARD_TREE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/finding.h"
#include "board/name.h"

#define MK_DTB_MAX_BYTES (16u * 1024u * 1024u)

struct mk_dt_property {
	const char *name;
	const uint8_t *bytes; /* borrowed from the blob; big-endian cells, unaligned */
	uint32_t length;      /* bytes */
	uint32_t key;	      /* mk_dt_name_key(name) */
};

struct mk_dt_node {
	const char *name; /* with unit address: "memory@40000000"; "" for the root */
	const char *path; /* "/" for the root */
	struct mk_dt_node *parent;
	struct mk_dt_node *first_child;
	struct mk_dt_node *next_sibling; /* order of the blob */
	struct mk_dt_node *next;	 /* all nodes, depth first; NULL after the last */
	const struct mk_dt_property *properties;
	uint64_t keys; /* mk_dt_key_bit() of each of them: most that are absent are known by it */
	const struct mk_dt_property *compatible; /* or NULL */
	uint64_t compatibles;			 /* the same for the strings in it */
	uint32_t property_count;
	uint32_t phandle; /* 0: none */
	uint32_t order;	  /* among all nodes, depth first, from 0 */
	bool enabled;	  /* status absent, "okay" or "ok", here and in every parent */
};

struct mk_dt_reservation {
	uint64_t start; /* physical address */
	uint64_t size;	/* bytes, not 0 */
};

struct mk_dt_tree {
	const struct mk_source *source;
	struct mk_dt_node *root;
	size_t node_count;
	const struct mk_dt_reservation *reservations; /* /memreserve/ */
	uint32_t reservation_count;
	uint32_t boot_cpu;		/* boot_cpuid_phys of the header */
	uint32_t size_bytes;		/* totalsize of the header */
	struct mk_dt_node **by_phandle; /* sorted; see mk_dt_by_phandle */
	size_t phandle_count;
	bool names_legal; /* those of all properties: mk_dt_name_is_legal() */
};

/*
 * Unflattens `length` bytes, which stay borrowed for the life of the tree. Bytes behind
 * totalsize are ignored. NULL after MK0013, MK0017 or MK0018 has been reported.
 */
struct mk_dt_tree *mk_dt_load(struct mk_arena *arena, const struct mk_source *source,
	const void *blob, size_t length, struct mk_findings *findings);

/* The place of a node, for findings. */
struct mk_origin mk_dt_origin(const struct mk_dt_tree *tree, const struct mk_dt_node *node);

/* The property whose key that is. */
const struct mk_dt_property *mk_dt_keyed(
	const struct mk_dt_node *node, const char *name, uint32_t key);

/* NULL where it is absent. Here, so that the key of a name that is a constant is one too. */
static inline const struct mk_dt_property *mk_dt_property(
	const struct mk_dt_node *node, const char *name)
{
	uint32_t key = mk_dt_name_key(name);

	return node->keys & mk_dt_key_bit(key) ? mk_dt_keyed(node, name, key) : NULL;
}

/* The child with that exact name, or NULL. */
struct mk_dt_node *mk_dt_child(const struct mk_dt_node *node, const char *name);

/* Whether `node` is `upper` or below it. */
bool mk_dt_is_within(const struct mk_dt_node *node, const struct mk_dt_node *upper);

/*
 * By full path. As in the specification, a unit address may be left out where the name
 * without it is unique among its siblings. NULL where there is none.
 */
struct mk_dt_node *mk_dt_by_path(const struct mk_dt_tree *tree, const char *path);
struct mk_dt_node *mk_dt_by_phandle(const struct mk_dt_tree *tree, uint32_t phandle);

/* Cell `index` (4 bytes each) of a property; 0 beyond its end. */
uint32_t mk_dt_cell(const struct mk_dt_property *property, uint32_t index);

/* `cells` cells from cell `index` on as one number: the low 64 bits of it; 0 cells are 0. */
uint64_t mk_dt_cells(const struct mk_dt_property *property, uint32_t index, uint32_t cells);

/* The first cell of property `name`, or `otherwise` where absent or shorter than a cell. */
static inline uint32_t mk_dt_u32(
	const struct mk_dt_node *node, const char *name, uint32_t otherwise)
{
	const struct mk_dt_property *property = mk_dt_property(node, name);

	return property && property->length >= sizeof(uint32_t) ? mk_dt_cell(property, 0)
								: otherwise;
}

/* String `index` of a string list; NULL beyond its end or where it is not one. */
const char *mk_dt_string_at(const struct mk_dt_property *property, uint32_t index);

/* A property that is one NUL-terminated string, or the first of several; else NULL. */
static inline const char *mk_dt_string(const struct mk_dt_node *node, const char *name)
{
	const struct mk_dt_property *property = mk_dt_property(node, name);

	return property ? mk_dt_string_at(property, 0) : NULL;
}

/* Whether `compatible` lists that string: by its strings alone, and by their keys first. */
bool mk_dt_lists_compatible(const struct mk_dt_node *node, const char *compatible);

static inline bool mk_dt_is_compatible(const struct mk_dt_node *node, const char *compatible)
{
	return node->compatibles & mk_dt_key_bit(mk_dt_name_key(compatible)) &&
	       mk_dt_lists_compatible(node, compatible);
}

/* For the children of a node: #address-cells and #size-cells, 2 and 1 where absent. */
uint32_t mk_dt_address_cells(const struct mk_dt_node *node);
uint32_t mk_dt_size_cells(const struct mk_dt_node *node);

#endif
