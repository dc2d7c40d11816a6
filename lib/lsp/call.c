/* SPDX-License-Identifier: BSD-2-Clause */
/* What methods have in common. */
#include <string.h>

#include "base/escape.h"
#include "lsp/method.h"

struct mk_document *mk_call_document(struct mk_call *call)
{
	const char *uri = mk_incoming_text(mk_incoming_at(call->params, "textDocument.uri"));
	struct mk_document *document;

	if (!uri) {
		mk_call_refuse(
			call, MK_CALL_PARAMETERS, "'textDocument' with its 'uri' is missing");
		return NULL;
	}
	document = mk_server_document(call->server, uri);
	if (!document)
		mk_call_refuse(call, MK_CALL_PARAMETERS, "the document '%s' is not open", uri);
	return document;
}

struct mk_document *mk_call_fresh(struct mk_call *call)
{
	struct mk_document *document = mk_call_document(call);

	if (!document)
		return NULL;
	if (document->changed && !mk_document_check(call->server, document)) {
		mk_call_refuse(call, MK_CALL_CHANGED, "superseded by newer messages");
		return NULL;
	}
	return document->ctx ? document : NULL;
}

struct mk_document *mk_call_checked(struct mk_call *call)
{
	struct mk_document *document = mk_call_fresh(call);

	return document && document->ctx->doc ? document : NULL;
}

bool mk_call_position(struct mk_call *call, mk_incoming from, struct mk_position *position)
{
	int64_t line, character;

	if (!mk_incoming_number(mk_incoming_at(from, "line"), &line) ||
		!mk_incoming_number(mk_incoming_at(from, "character"), &character) || line < 0 ||
		character < 0) {
		mk_call_refuse(call, MK_CALL_PARAMETERS, "a position has a line and a character");
		return false;
	}
	*position = (struct mk_position){(size_t)line, (size_t)character};
	return true;
}

bool mk_call_range(struct mk_call *call, const struct mk_lines *lines, struct mk_stretch *range)
{
	struct mk_position start, end;

	if (!mk_call_position(call, mk_incoming_at(call->params, "range.start"), &start) ||
		!mk_call_position(call, mk_incoming_at(call->params, "range.end"), &end))
		return false;
	*range = (struct mk_stretch){mk_lines_offset(lines, start), mk_lines_offset(lines, end)};
	return true;
}

void mk_put_position(struct mk_json *json, struct mk_json_value *object, const char *key,
	const struct mk_lines *lines, size_t offset)
{
	struct mk_position position = mk_lines_position(lines, offset);
	struct mk_json_value *member = mk_json_object(json, object, key);

	mk_json_number(json, member, "line", position.line);
	mk_json_number(json, member, "character", position.character);
}

void mk_put_range(struct mk_json *json, struct mk_json_value *object, const char *key,
	const struct mk_lines *lines, struct mk_stretch span)
{
	struct mk_json_value *range = mk_json_object(json, object, key);

	mk_put_position(json, range, "start", lines, span.first);
	mk_put_position(json, range, "end", lines, span.end);
}

void mk_put_message(
	struct mk_json *json, struct mk_json_value *object, const char *key, const char *text)
{
	struct mk_buffer out;

	mk_buffer_init(&out, json->arena);
	mk_buffer_puts(&out, "");
	for (const char *line = text; line; line = strchr(line, '\n')) {
		line += line != text;
		mk_buffer_puts(&out, line == text ? "" : "\n");
		mk_escape_text(&out, line, strcspn(line, "\n"));
	}
	mk_json_text(json, object, key, out.text);
}

void mk_lines_of(struct mk_lines *lines, struct mk_arena *arena, const mk_ctx *ctx)
{
	mk_lines_init(lines, arena, ctx->layout_source.text, ctx->layout_source.length);
}
