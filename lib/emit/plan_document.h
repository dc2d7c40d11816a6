/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef MK_EMIT_PLAN_DOCUMENT_H
#define MK_EMIT_PLAN_DOCUMENT_H

#include "emit/emit.h"
#include "plan/document.h"

/* The whole plan as a document, of plans with errors too. */
struct mk_plan_document *mk_plan_document(struct mk_arena *arena, const struct mk_plan *plan);

/* The same as JSON. `node` is unused. */
void mk_emit_plan_document(
	const struct mk_plan *plan, const struct mk_plan_node *node, struct mk_buffer *out);

#endif
