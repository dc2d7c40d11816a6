/* SPDX-License-Identifier: BSD-2-Clause */
#include "lsp/method.h"

static void run_did_save(struct mk_call *call)
{
	struct mk_document *document = mk_call_document(call);

	if (document)
		document->changed = true;
}

const struct mk_lsp_method mk_lsp_method_did_save = {
	.name = "textDocument/didSave",
	.run = run_did_save,
};
