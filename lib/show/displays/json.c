/* SPDX-License-Identifier: BSD-2-Clause */
#include "emit/plan_document.h"
#include "show/show.h"

static void draw(const struct mk_view *view, struct mk_buffer *out)
{
	mk_emit_plan_document(view->plan, NULL, out);
}

const struct mk_display mk_display_json = {
	.name = "json",
	.doc = "the plan as JSON, the same as plan.json",
	.draw = draw,
};
