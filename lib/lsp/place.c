/* SPDX-License-Identifier: BSD-2-Clause */
#include "lsp/place.h"

#include <string.h>

#include "report/edit.h"

bool mk_place_at(struct mk_call *call, struct mk_place *place)
{
	struct mk_position position;

	place->document = mk_call_checked(call);
	if (!place->document ||
		!mk_call_position(call, mk_incoming_at(call->params, "position"), &position))
		return false;
	mk_lines_of(&place->lines, call->arena, place->document->ctx);
	place->offset = mk_lines_offset(&place->lines, position);
	return mk_spot_at(
		place->document->ctx->doc, &place->lines, place->offset, call->arena, &place->spot);
}

bool mk_named_at(struct mk_call *call, struct mk_named *named)
{
	const struct mk_doc *doc;

	if (!mk_place_at(call, &named->place))
		return false;
	doc = named->place.document->ctx->doc;
	named->meaning = mk_name_meaning(call->arena, doc, &named->place.spot, &named->name);
	if (named->meaning == MK_MEANS_ITSELF)
		return false;
	named->places = mk_name_places_of(
		call->arena, doc, &named->place.lines, named->meaning, named->name);
	return true;
}

void mk_put_location(struct mk_call *call, struct mk_json_value *list, const struct mk_named *named,
	size_t index)
{
	struct mk_json_value *item = mk_json_object(&call->json, list, NULL);

	mk_json_text(&call->json, item, "uri", named->place.document->uri);
	mk_put_range(
		&call->json, item, "range", &named->place.lines, named->places.items[index].span);
}

/* Of a port the component alone changes. */
const char *mk_name_edit(
	struct mk_call *call, const struct mk_named *named, size_t index, const char *name)
{
	const struct mk_name_place *place = &named->places.items[index];
	struct mk_excerpts excerpts = {.arena = call->arena};
	struct mk_remedy remedy = {.safe = true};
	mk_changes changes = {0};

	*mk_vec_add(call->arena, &remedy.edits) = (struct mk_edit){
		.origin = place->origin,
		.kind = MK_EDIT_SCALAR,
		.was = place->text,
		.text = mk_arena_printf(
			call->arena, "%s%s", name, place->text + strlen(named->name)),
	};
	if (!mk_remedy_changes(&excerpts, &remedy, &changes) || changes.count != 1)
		return NULL;
	return changes.items[0].text;
}
