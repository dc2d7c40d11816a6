/* SPDX-License-Identifier: BSD-2-Clause */
#include "lsp/method.h"

/* Opened twice it has the second text. */
static void run_did_open(struct mk_call *call)
{
	mk_incoming item = mk_incoming_at(call->params, "textDocument");
	const char *uri = mk_incoming_text(mk_incoming_at(item, "uri"));
	size_t length;
	const char *text = mk_incoming_bytes(mk_incoming_at(item, "text"), &length);
	struct mk_document *document;

	if (!uri || !text)
		return;
	document = mk_server_document(call->server, uri);
	if (!document)
		document = mk_document_open(call->server, uri);
	if (!document) {
		mk_server_say(call->server, call->arena, "window/showMessage", 1,
			"mkpart: too many layouts are open; this one is not checked");
		return;
	}
	document->versioned =
		mk_incoming_number(mk_incoming_at(item, "version"), &document->version);
	mk_document_set(call->server, document, text, length);
}

const struct mk_lsp_method mk_lsp_method_did_open = {
	.name = "textDocument/didOpen",
	.run = run_did_open,
};
