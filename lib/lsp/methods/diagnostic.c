/* SPDX-License-Identifier: BSD-2-Clause */
/* Findings for a client that asks for them, once the text is checked as it is now. */
#include "lsp/diagnostics.h"

static void run_diagnostic(struct mk_call *call)
{
	struct mk_document *document = mk_call_current(call);
	struct mk_json_value *report;

	if (!document)
		return;
	report = mk_call_object(call);
	mk_json_text(&call->json, report, "kind", "full");
	mk_put_diagnostics(
		&call->json, mk_json_list(&call->json, report, "items"), call->server, document);
}

const struct mk_lsp_method mk_lsp_method_diagnostic = {
	.name = "textDocument/diagnostic",
	.run = run_diagnostic,
};
