/* SPDX-License-Identifier: BSD-2-Clause */
#include "lsp/place.h"

static void announce(struct mk_json *json, struct mk_json_value *capabilities)
{
	mk_json_flag(json, capabilities, "documentHighlightProvider", true);
}

/* DocumentHighlightKind: 2 reads, 3 writes. */
static void run_document_highlight(struct mk_call *call)
{
	struct mk_named named;
	struct mk_json_value *list;

	if (!mk_named_at(call, &named))
		return;
	list = mk_call_list(call);
	for (size_t i = 0; i < named.places.count; i++) {
		struct mk_json_value *item = mk_json_object(&call->json, list, NULL);
		mk_put_range(
			&call->json, item, "range", &named.place.lines, named.places.items[i].span);
		mk_json_number(&call->json, item, "kind", named.places.items[i].defines ? 3 : 2);
	}
}

const struct mk_lsp_method mk_lsp_method_document_highlight = {
	.name = "textDocument/documentHighlight",
	.announce = announce,
	.run = run_document_highlight,
};
