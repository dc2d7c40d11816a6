/* SPDX-License-Identifier: BSD-2-Clause */
#include "lsp/method.h"

/* A board may be another one now; its stamp tells. */
static void run_did_change_watched_files(struct mk_call *call)
{
	struct mk_document *document = call->server->documents;

	for (; document; document = document->next)
		document->changed = true;
	if (call->server->pulls && call->server->refreshes)
		mk_server_ask(call->server, call->arena, "workspace/diagnostic/refresh");
}

const struct mk_lsp_method mk_lsp_method_did_change_watched_files = {
	.name = "workspace/didChangeWatchedFiles",
	.run = run_did_change_watched_files,
};
