/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Where in a layout one types. The text need not be whole, and mostly is not: it is taken by its
 * indentation and its brackets, as far as they go.
 */
#ifndef MK_LSP_CURSOR_H
#define MK_LSP_CURSOR_H

#include "layout/keys.h"
#include "lsp/lines.h"

struct mk_cursor {
	struct mk_stretch word;		   /* what is typed of the word, up to the cursor */
	const struct mk_record_rows *rows; /* a key of these can stand here; or NULL */
	const struct mk_key *key;	   /* a value of this key can stand here; or NULL */
	bool is_item;			   /* a key here has to begin with "- " */
	bool in_brackets;
	bool quoted;			 /* the word has a quote in front */
	MK_VEC(struct mk_stretch) given; /* keys that the map has before the cursor */
};

/* Costs a pass over the text before `offset`. */
void mk_cursor_find(
	struct mk_cursor *cursor, struct mk_arena *arena, const char *text, size_t offset);

#endif
