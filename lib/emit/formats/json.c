/* SPDX-License-Identifier: BSD-2-Clause */
#include "emit/plan_document.h"

const struct mk_format mk_format_json = {
	.name = "json",
	.scope = MK_FORMAT_DISPLAY,
	.doc = "the plan as JSON; the same as plan.json",
	.emit = mk_emit_plan_document,
};
