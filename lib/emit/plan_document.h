/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef MK_EMIT_PLAN_DOCUMENT_H
#define MK_EMIT_PLAN_DOCUMENT_H

#include "doc/json.h"
#include "emit/emit.h"

/* The whole plan as a document, of plans with errors too. */
void mk_plan_document(struct mk_arena *arena, const struct mk_plan *plan, struct mk_json *json);

/* The same as JSON ("mkpart-plan", version 1). `node` is unused. */
void mk_emit_plan_document(
	const struct mk_plan *plan, const struct mk_plan_node *node, struct mk_buffer *out);

#endif
