/* SPDX-License-Identifier: BSD-2-Clause */
/* What methods have in common. */
#include <stdarg.h>

#include "lsp/method.h"

struct mk_json_value *mk_call_object(struct mk_call *call)
{
	call->answered = true;
	return mk_json_object(&call->json, call->json.root, "result");
}

struct mk_json_value *mk_call_list(struct mk_call *call)
{
	call->answered = true;
	return mk_json_list(&call->json, call->json.root, "result");
}

void mk_call_refuse(struct mk_call *call, enum mk_call_error error, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	call->error = error;
	call->complaint = mk_arena_vprintf(call->arena, format, arguments);
	va_end(arguments);
}

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

struct mk_document *mk_call_current(struct mk_call *call)
{
	struct mk_document *document = mk_call_document(call);

	if (!document)
		return NULL;
	if (document->changed && !mk_document_check(call->server, document)) {
		mk_call_refuse(call, MK_CALL_CHANGED, "superseded by newer messages");
		return NULL;
	}
	return document;
}

struct mk_document *mk_call_fresh(struct mk_call *call)
{
	struct mk_document *document = mk_call_current(call);

	return document && document->ctx ? document : NULL;
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
