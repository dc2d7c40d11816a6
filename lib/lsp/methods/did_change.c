/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>

#include "lsp/method.h"

/* A text in the making. */
struct editing {
	struct mk_call *call;
	char *text;
	size_t length;
	size_t room;
	bool lost; /* it is too large, or what is changed is not known */
};

static bool read_range(struct editing *editing, mk_incoming range, struct mk_stretch *span)
{
	struct mk_call *call = editing->call;
	struct mk_position start, end;

	if (!mk_call_position(call, mk_incoming_at(range, "start"), &start) ||
		!mk_call_position(call, mk_incoming_at(range, "end"), &end))
		return false;
	span->first = mk_text_offset(editing->text, editing->length, start);
	span->end = mk_text_offset(editing->text, editing->length, end);
	if (span->end < span->first)
		span->end = span->first;
	return true;
}

/* Room doubles, so that many small changes take no more memory than a few. */
static void make_room(struct editing *editing, size_t length)
{
	char *text;

	if (length <= editing->room)
		return;
	editing->room = 2 * length;
	text = mk_arena_alloc(editing->call->arena, editing->room);
	if (editing->length)
		memcpy(text, editing->text, editing->length);
	editing->text = text;
}

static void replace(
	struct editing *editing, struct mk_stretch span, const char *text, size_t length)
{
	size_t behind = editing->length - span.end;

	make_room(editing, span.first + length + behind);
	memmove(editing->text + span.first + length, editing->text + span.end, behind);
	memcpy(editing->text + span.first, text, length);
	editing->length = span.first + length + behind;
	editing->lost = editing->length > MK_DOCUMENT_MAX_BYTES;
}

/* Of the whole text where there is no range. */
static void change(struct editing *editing, mk_incoming event)
{
	mk_incoming range = mk_incoming_at(event, "range");
	struct mk_stretch span = {0, editing->length};
	size_t length;
	const char *text = mk_incoming_bytes(mk_incoming_at(event, "text"), &length);

	if (range && editing->lost)
		return;
	editing->lost = !text || (range && !read_range(editing, range, &span));
	if (!editing->lost)
		replace(editing, span, text, length);
}

static void run_did_change(struct mk_call *call)
{
	struct mk_document *document = mk_call_document(call);
	mk_incoming changes = mk_incoming_at(call->params, "contentChanges");
	struct editing editing = {.call = call};

	if (!document)
		return;
	make_room(&editing, document->length + 1);
	memcpy(editing.text, document->text, document->length);
	editing.length = document->length;
	editing.lost = document->lost;
	for (size_t i = 0; i < mk_incoming_count(changes); i++)
		change(&editing, mk_incoming_item(changes, i));
	mk_incoming_number(
		mk_incoming_at(call->params, "textDocument.version"), &document->version);
	mk_document_set(call->server, document, editing.text, editing.length);
	document->lost = document->lost || editing.lost;
}

const struct mk_lsp_method mk_lsp_method_did_change = {
	.name = "textDocument/didChange",
	.run = run_did_change,
};
