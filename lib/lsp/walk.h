/* SPDX-License-Identifier: BSD-2-Clause */
/* A layout's tree along the key rows: what each value in it means. */
#ifndef MK_LSP_WALK_H
#define MK_LSP_WALK_H

#include "base/buffer.h"
#include "doc/doc.h"
#include "layout/keys.h"
#include "lsp/lines.h"

/* A key, or a value that is not a map or a list. */
struct mk_spot {
	const struct mk_record_rows *rows; /* of the map that the key is in */
	const struct mk_key *key;	   /* its row */
	const struct mk_doc *map;	   /* that map; NULL where a lone value stands for it */
	struct mk_origin origin;
	const char *text;	  /* as decoded */
	bool is_key;		  /* else it is the value of the key, or one of several */
	const struct mk_spot *in; /* the key that the map is the value of; NULL at the top */
	size_t index;		  /* of the map, where `in` has a list of them */
};

typedef void mk_visit(void *data, const struct mk_spot *spot);

/* Calls `visit` for each spot, in the order of the text. What no row knows is left out. */
void mk_walk(const struct mk_doc *doc, mk_visit *visit, void *data);

/* The spot at byte `offset`, or that ends there; false where there is none. */
bool mk_spot_at(const struct mk_doc *doc, const struct mk_lines *lines, size_t offset,
	struct mk_arena *arena, struct mk_spot *spot);

/* "nodes[].memory[].size". */
const char *mk_spot_path(struct mk_arena *arena, const struct mk_spot *spot);

#endif
