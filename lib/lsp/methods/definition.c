/* SPDX-License-Identifier: BSD-2-Clause */
#include "lsp/place.h"

static void announce(struct mk_json *json, struct mk_json_value *capabilities)
{
	mk_json_flag(json, capabilities, "definitionProvider", true);
}

static void run_definition(struct mk_call *call)
{
	struct mk_named named;
	struct mk_json_value *list;

	if (!mk_named_at(call, &named))
		return;
	list = mk_call_list(call);
	for (size_t i = 0; i < named.places.count; i++)
		if (named.places.items[i].defines)
			mk_put_location(call, list, &named, i);
}

const struct mk_lsp_method mk_lsp_method_definition = {
	.name = "textDocument/definition",
	.announce = announce,
	.run = run_definition,
};
