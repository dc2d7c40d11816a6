/* SPDX-License-Identifier: BSD-2-Clause */
/* Names in a layout: where they are given, and where they are used. */
#ifndef MK_LSP_NAMES_H
#define MK_LSP_NAMES_H

#include "lsp/walk.h"

struct mk_name_place {
	struct mk_origin origin;
	const char *text; /* as decoded: the name, or a port of the component */
	bool defines;
	struct mk_stretch span;
};

typedef MK_VEC(struct mk_name_place) mk_name_places;

/*
 * What the name at a spot stands for among what the layout names; MK_MEANS_ITSELF where it is no
 * such name. Of a subject, whatever bears the name; of a port, its component, with *name set.
 */
enum mk_meaning mk_name_meaning(struct mk_arena *arena, const struct mk_doc *doc,
	const struct mk_spot *spot, const char **name);

/* Each place with that name, in the order of the text; an alias repeats none. */
mk_name_places mk_name_places_of(struct mk_arena *arena, const struct mk_doc *doc,
	const struct mk_lines *lines, enum mk_meaning meaning, const char *name);

/* All that the layout names so, each once, in the order of the text. */
typedef MK_VEC(const char *) mk_names;
mk_names mk_names_of(struct mk_arena *arena, const struct mk_doc *doc, enum mk_meaning meaning);

#endif
