/* SPDX-License-Identifier: BSD-2-Clause */
#include "lsp/place.h"

/* The range, and the name as it is: what stands there may have quotes, or a port behind it. */
static void run_prepare_rename(struct mk_call *call)
{
	struct mk_named named;
	struct mk_json_value *result;

	if (!mk_named_at(call, &named))
		return;
	result = mk_call_object(call);
	mk_put_range(&call->json, result, "range", &named.place.lines,
		mk_lines_span(&named.place.lines, &named.place.spot.origin));
	mk_json_text(&call->json, result, "placeholder", named.name);
}

const struct mk_lsp_method mk_lsp_method_prepare_rename = {
	.name = "textDocument/prepareRename",
	.run = run_prepare_rename,
};
