/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef MK_EMIT_PLAN_DOCUMENT_H
#define MK_EMIT_PLAN_DOCUMENT_H

#include "emit/emit.h"

/* The whole plan as JSON ("mkpart-plan", version 1), of plans with errors too. `node` is unused. */
void mk_emit_plan_document(
	const struct mk_plan *plan, const struct mk_plan_node *node, struct mk_buffer *out);

#endif
