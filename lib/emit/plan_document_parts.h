/* SPDX-License-Identifier: BSD-2-Clause */
/* What the files that make the plan's document share. Private to lib/emit. */
#ifndef MK_EMIT_PLAN_DOCUMENT_PARTS_H
#define MK_EMIT_PLAN_DOCUMENT_PARTS_H

#include "plan/document.h"
#include "plan/order.h"
#include "plan/requirements.h"

/* --- values: as who reads the document has them ----------------------------------------------- */

const char *mk_plan_document_path(struct mk_arena *arena, const struct mk_dt_node *node);
struct mk_row_number mk_plan_document_number(uint64_t value);
struct mk_row_range mk_plan_document_range(struct mk_range range);

/* Where it is, or how large it is to be. */
struct mk_row_range mk_plan_document_region(const struct mk_region *region);

mk_row_texts mk_plan_document_trace(struct mk_arena *arena, mk_requirements requirements);

/* --- parts ------------------------------------------------------------------------------------ */

mk_plan_document_holdings mk_plan_document_holdings_of(
	struct mk_arena *arena, const mk_holding_list *holdings);

void mk_plan_document_add_node(struct mk_arena *arena, struct mk_plan_document *document,
	const struct mk_plan *plan, const struct mk_plan_node *node);

/* NULL where the node has no boot block. */
struct mk_plan_document_boot *mk_plan_document_boot_of(
	struct mk_arena *arena, const struct mk_plan_boot *boot);

/* Peers outside, shared regions, IPIs, connections. */
void mk_plan_document_add_joints(
	struct mk_arena *arena, struct mk_plan_document *document, const struct mk_plan *plan);

#endif
