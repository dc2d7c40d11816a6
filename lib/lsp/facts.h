/* SPDX-License-Identifier: BSD-2-Clause */
/* What there is to say about a value, in words. Needs a plan for more than the value itself. */
#ifndef MK_LSP_FACTS_H
#define MK_LSP_FACTS_H

#include "lsp/names.h"
#include "plan/plan.h"

/* Adds lines about the value at a spot; `plan` may be NULL. */
void mk_facts_write(struct mk_buffer *out, const struct mk_plan *plan, const struct mk_doc *doc,
	const struct mk_spot *spot);

/* What became of a region that mkpart placed: "at 0x40000000..0x4fffffff"; NULL: nothing. */
const char *mk_region_place(struct mk_arena *arena, const struct mk_region *region);

/* The region whose request begins or is placed at that origin, or NULL. */
const struct mk_region *mk_region_of(const struct mk_plan *plan, const struct mk_origin *origin);

#endif
