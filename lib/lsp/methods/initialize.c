/* SPDX-License-Identifier: BSD-2-Clause */
#include "lsp/method.h"

/* Texts come in parts, as they change. */
static void announce_texts(struct mk_json *json, struct mk_json_value *capabilities)
{
	struct mk_json_value *sync = mk_json_object(json, capabilities, "textDocumentSync");

	mk_json_text(json, capabilities, "positionEncoding", "utf-16");
	mk_json_flag(json, sync, "openClose", true);
	mk_json_number(json, sync, "change", 2);
}

/* What a layout includes, and its board, are other files. */
static void announce_diagnostics(struct mk_json *json, struct mk_json_value *capabilities)
{
	struct mk_json_value *provider = mk_json_object(json, capabilities, "diagnosticProvider");

	mk_json_text(json, provider, "identifier", "mkpart");
	mk_json_flag(json, provider, "interFileDependencies", true);
	mk_json_flag(json, provider, "workspaceDiagnostics", false);
}

static void learn(struct mk_server *server, mk_incoming client)
{
	server->relates = mk_incoming_is_true(
		mk_incoming_at(client, "textDocument.publishDiagnostics.relatedInformation"));
	server->pulls = mk_incoming_is_object(mk_incoming_at(client, "textDocument.diagnostic"));
	server->refreshes =
		mk_incoming_is_true(mk_incoming_at(client, "workspace.diagnostics.refreshSupport"));
	/* Clients whose diagnostics can be pulled may say here alone that they relate places. */
	if (server->pulls)
		server->relates |= mk_incoming_is_true(
			mk_incoming_at(client, "textDocument.diagnostic.relatedInformation"));
}

static void run_initialize(struct mk_call *call)
{
	struct mk_server *server = call->server;
	struct mk_json *json = &call->json;
	struct mk_json_value *result, *capabilities, *info;

	if (server->session != MK_SESSION_NEW) {
		mk_call_refuse(call, MK_CALL_INVALID, "the session is already open");
		return;
	}
	server->session = MK_SESSION_OPEN;
	learn(server, mk_incoming_at(call->params, "capabilities"));
	result = mk_call_object(call);
	capabilities = mk_json_object(json, result, "capabilities");
	announce_texts(json, capabilities);
	if (server->pulls)
		announce_diagnostics(json, capabilities);
	for (size_t i = 0; i < mk_lsp_method_count; i++)
		if (mk_lsp_methods[i]->announce)
			mk_lsp_methods[i]->announce(json, capabilities);
	info = mk_json_object(json, result, "serverInfo");
	mk_json_text(json, info, "name", "mkpart");
	mk_json_text(json, info, "version", mk_version());
}

const struct mk_lsp_method mk_lsp_method_initialize = {
	.name = "initialize",
	.any_time = true,
	.run = run_initialize,
};
