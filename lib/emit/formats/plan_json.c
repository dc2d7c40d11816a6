/* SPDX-License-Identifier: BSD-2-Clause */
#include "emit/plan_document.h"

const struct mk_format mk_format_plan_json = {
	.name = "plan-json",
	.file = "plan.json",
	.scope = MK_FORMAT_BOARD,
	.doc = "the whole plan as JSON, for comparison and as an earlier plan",
	.emit = mk_emit_plan_document,
};
