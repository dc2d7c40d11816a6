/* SPDX-License-Identifier: BSD-2-Clause */
/* Parts of mkpart.h that are files of their own. */
#ifndef MK_EMIT_HEADER_PARTS_H
#define MK_EMIT_HEADER_PARTS_H

#include "base/buffer.h"
#include "plan/plan.h"

/* MKPART_FOR_EACH_SEND(X) and its like: what the constants say, as lists for one source of all. */
void mk_header_lists(
	struct mk_buffer *out, const struct mk_plan *plan, const struct mk_plan_node *node);

/* The ELF note by which a built root task tells which node and plan it is for. */
void mk_header_note(
	struct mk_buffer *out, const struct mk_plan *plan, const struct mk_plan_node *node);

#endif
