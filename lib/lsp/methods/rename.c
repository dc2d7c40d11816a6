/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>

#include "lsp/place.h"

static void announce(struct mk_json *json, struct mk_json_value *capabilities)
{
	struct mk_json_value *provider = mk_json_object(json, capabilities, "renameProvider");

	mk_json_flag(json, provider, "prepareProvider", true);
}

/* As MK0605 and its like want names; what else is wrong with one is found once it is there. */
static bool is_name(const char *name)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_";

	return *name && strchr(letters, *name) && strlen(name) <= 64 &&
	       !name[strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_-"
				  "0123456789")];
}

static bool is_taken(struct mk_call *call, const struct mk_named *named, const char *name)
{
	mk_names names = mk_names_of(call->arena, named->place.document->ctx->doc, named->meaning);

	for (size_t i = 0; i < names.count; i++)
		if (strcmp(names.items[i], name) == 0)
			return true;
	return false;
}

/* All places at once, or none. */
static const char *const *make_edits(
	struct mk_call *call, const struct mk_named *named, const char *name)
{
	const char **edits = mk_arena_array(call->arena, named->places.count, sizeof *edits);

	for (size_t i = 0; i < named->places.count; i++) {
		edits[i] = mk_name_edit(call, named, i, name);
		if (edits[i])
			continue;
		mk_call_refuse(call, MK_CALL_FAILED,
			"line %u spells '%s' in a way that cannot be changed on its own",
			named->places.items[i].origin.line, named->name);
		return NULL;
	}
	return edits;
}

static void put_edits(struct mk_call *call, const struct mk_named *named, const char *const *edits)
{
	struct mk_json *json = &call->json;
	struct mk_json_value *changes = mk_json_object(json, mk_call_object(call), "changes");
	struct mk_json_value *list = mk_json_list(json, changes, named->place.document->uri);

	for (size_t i = 0; i < named->places.count; i++) {
		struct mk_json_value *item = mk_json_object(json, list, NULL);
		mk_put_range(json, item, "range", &named->place.lines, named->places.items[i].span);
		mk_json_text(json, item, "newText", edits[i]);
	}
}

static void run_rename(struct mk_call *call)
{
	const char *name = mk_incoming_text(mk_incoming_at(call->params, "newName"));
	const char *const *edits;
	struct mk_named named;

	if (!name || !is_name(name)) {
		mk_call_refuse(call, MK_CALL_PARAMETERS,
			"a name begins with a letter or '_' and may contain only letters, digits, "
			"'_' and '-'");
		return;
	}
	if (!mk_named_at(call, &named)) {
		if (!call->complaint)
			mk_call_refuse(
				call, MK_CALL_FAILED, "there is no name here that can be changed");
		return;
	}
	if (strcmp(name, named.name) != 0 && is_taken(call, &named, name)) {
		mk_call_refuse(call, MK_CALL_FAILED, "there already is a '%s'", name);
		return;
	}
	edits = make_edits(call, &named, name);
	if (edits)
		put_edits(call, &named, edits);
}

const struct mk_lsp_method mk_lsp_method_rename = {
	.name = "textDocument/rename",
	.announce = announce,
	.run = run_rename,
};
