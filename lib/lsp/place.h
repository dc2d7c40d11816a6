/* SPDX-License-Identifier: BSD-2-Clause */
/* What a client points at. */
#ifndef MK_LSP_PLACE_H
#define MK_LSP_PLACE_H

#include "lsp/method.h"
#include "lsp/names.h"

struct mk_place {
	struct mk_document *document; /* checked, with a tree */
	struct mk_lines lines;
	size_t offset; /* where the client points, in bytes */
	struct mk_spot spot;
};

/*
 * What the parameters of a call point at. False, with null for a result or refused, where there is
 * nothing.
 */
bool mk_place_at(struct mk_call *call, struct mk_place *place);

/* A name of the layout, and everywhere it stands. */
struct mk_named {
	struct mk_place place;
	enum mk_meaning meaning;
	const char *name;
	mk_name_places places;
};

/* The same for a name. */
bool mk_named_at(struct mk_call *call, struct mk_named *named);

/* Adds place `index` of a name as a Location. */
void mk_put_location(struct mk_call *call, struct mk_json_value *list, const struct mk_named *named,
	size_t index);

/* The bytes to put in the place of a name, quoted as there; NULL where it is spelled in a way that
 * does not allow it. */
const char *mk_name_edit(
	struct mk_call *call, const struct mk_named *named, size_t index, const char *name);

#endif
