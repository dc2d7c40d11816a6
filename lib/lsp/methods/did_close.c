/* SPDX-License-Identifier: BSD-2-Clause */
#include "lsp/method.h"

/* What was found in it is not shown any more. */
static void run_did_close(struct mk_call *call)
{
	struct mk_document *document = mk_call_document(call);
	struct mk_document closed;

	if (!document)
		return;
	closed = (struct mk_document){.uri = document->uri};
	mk_document_publish(call->server, &closed, call->arena);
	mk_document_close(call->server, document);
}

const struct mk_lsp_method mk_lsp_method_did_close = {
	.name = "textDocument/didClose",
	.run = run_did_close,
};
