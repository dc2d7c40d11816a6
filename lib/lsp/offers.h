/* SPDX-License-Identifier: BSD-2-Clause */
/* What a key's value can be. */
#ifndef MK_LSP_OFFERS_H
#define MK_LSP_OFFERS_H

#include "lsp/names.h"
#include "run/ctx.h"

struct mk_offer {
	const char *name;
	const char *doc; /* or NULL */
};

typedef MK_VEC(struct mk_offer) mk_offers;

/*
 * As far as it is known: from the layout, as it last had a tree, from its board, and from mkpart
 * itself. `ctx` may be NULL.
 */
mk_offers mk_offers_of(struct mk_arena *arena, const mk_ctx *ctx, const struct mk_key *key);

#endif
