/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef MK_LSP_DIAGNOSTICS_H
#define MK_LSP_DIAGNOSTICS_H

#include "lsp/method.h"

/* Whether the client sees it: what the layout allows is not shown. */
bool mk_finding_is_shown(const struct mk_finding *finding);

/* Where it is shown in the layout. */
struct mk_stretch mk_finding_span(
	const mk_ctx *ctx, const struct mk_lines *lines, const struct mk_finding *finding);

/* Adds it to a list, as a Diagnostic of a document that is checked. */
void mk_put_diagnostic(struct mk_json *json, struct mk_json_value *list,
	const struct mk_server *server, const struct mk_document *document,
	const struct mk_lines *lines, const struct mk_finding *finding);

/* Adds all that there is to say of a document as it was last checked. */
void mk_put_diagnostics(struct mk_json *json, struct mk_json_value *list,
	const struct mk_server *server, const struct mk_document *document);

#endif
