/* SPDX-License-Identifier: BSD-2-Clause */
/* Findings as the client shows them while one types. */
#include <string.h>

#include "lsp/diagnostics.h"
#include "report/uri.h"

/* DiagnosticSeverity: errors are 1. */
static unsigned severity_number(enum mk_severity severity)
{
	static const unsigned numbers[] = {[MK_ERROR] = 1, [MK_WARNING] = 2, [MK_NOTE] = 3};

	return numbers[severity];
}

static bool is_in_layout(const mk_ctx *ctx, const struct mk_origin *origin)
{
	const struct mk_source *layout = &ctx->layout_source;
	const char *text = origin->source ? origin->source->text : NULL;

	return text && origin->line && text >= layout->text &&
	       text <= layout->text + layout->length;
}

/* What is found on the board is shown where the layout names it. */
struct mk_stretch mk_finding_span(
	const mk_ctx *ctx, const struct mk_lines *lines, const struct mk_finding *finding)
{
	static const struct mk_origin nowhere;
	const struct mk_origin *origin = &finding->origin;

	if (!is_in_layout(ctx, origin))
		origin = ctx->layout ? &ctx->layout->board.dtb.origin : &nowhere;
	if (!is_in_layout(ctx, origin))
		origin = &nowhere;
	return mk_lines_span(lines, origin);
}

bool mk_finding_is_shown(const struct mk_finding *finding)
{
	return finding->standing == MK_STANDS;
}

/* --- one finding ------------------------------------------------------------------------------ */

/* Without the folder: the client shows where the layout is. */
static const char *file_name(const struct mk_source *source)
{
	const char *slash = source ? strrchr(source->name, '/') : NULL;

	if (slash)
		return slash + 1;
	return source ? source->name : "";
}

/* "board.dtb:/memory@0"; nothing for a place in the layout. */
static void add_place(struct mk_buffer *out, const mk_ctx *ctx, const struct mk_origin *origin)
{
	if (!origin->path || is_in_layout(ctx, origin))
		return;
	mk_buffer_printf(out, "%s:%s: ", file_name(origin->source), origin->path);
}

static void add_note(struct mk_buffer *out, const mk_ctx *ctx, const struct mk_note *note)
{
	mk_buffer_puts(out, "\n");
	if (is_in_layout(ctx, &note->origin))
		mk_buffer_printf(out, "line %u: ", note->origin.line);
	add_place(out, ctx, &note->origin);
	mk_buffer_puts(out, note->message);
}

/* Message and fix; and the other places, where the client does not show them by itself. */
static const char *message_of(struct mk_arena *arena, const struct mk_server *server,
	const mk_ctx *ctx, const struct mk_finding *finding)
{
	const struct mk_note *note;
	struct mk_buffer out;

	mk_buffer_init(&out, arena);
	add_place(&out, ctx, &finding->origin);
	mk_buffer_puts(&out, finding->message);
	if (finding->suggestion)
		mk_buffer_printf(&out, "\nfix: %s", finding->suggestion);
	if (!server->relates)
		mk_each(note, &finding->notes)
			add_note(&out, ctx, note);
	return out.text;
}

/* "" for what is no file's, such as mkpart's own decision. */
static const char *uri_of(struct mk_arena *arena, const struct mk_source *source)
{
	struct mk_buffer uri;

	mk_buffer_init(&uri, arena);
	mk_buffer_puts(&uri, "");
	if (source && source->name)
		mk_uri_of_path(&uri, source->name);
	return uri.text;
}

static void put_location(struct mk_json *json, struct mk_json_value *object,
	const struct mk_document *document, const struct mk_lines *lines,
	const struct mk_note *note)
{
	struct mk_json_value *location = mk_json_object(json, object, "location");
	bool inside = is_in_layout(document->ctx, &note->origin);
	struct mk_stretch place = {0, 0};

	if (inside)
		place = mk_lines_span(lines, &note->origin);
	mk_json_text(json, location, "uri",
		inside ? document->uri : uri_of(json->arena, note->origin.source));
	mk_put_range(json, location, "range", lines, place);
}

static void put_related(struct mk_json *json, struct mk_json_value *object,
	const struct mk_document *document, const struct mk_lines *lines,
	const struct mk_finding *finding)
{
	struct mk_json_value *list = mk_json_list(json, object, "relatedInformation");
	const struct mk_note *note;

	mk_each(note, &finding->notes) {
		struct mk_json_value *item = mk_json_object(json, list, NULL);
		struct mk_buffer message;
		mk_buffer_init(&message, json->arena);
		add_place(&message, document->ctx, &note->origin);
		mk_buffer_puts(&message, note->message);
		put_location(json, item, document, lines, note);
		mk_put_message(json, item, "message", message.text);
	}
}

void mk_put_diagnostic(struct mk_json *json, struct mk_json_value *list,
	const struct mk_server *server, const struct mk_document *document,
	const struct mk_lines *lines, const struct mk_finding *finding)
{
	struct mk_json_value *object = mk_json_object(json, list, NULL);

	mk_put_range(json, object, "range", lines, mk_finding_span(document->ctx, lines, finding));
	mk_json_number(json, object, "severity", severity_number(finding->severity));
	mk_json_text(json, object, "code", finding->problem->code);
	mk_json_text(json, object, "source", "mkpart");
	mk_put_message(
		json, object, "message", message_of(json->arena, server, document->ctx, finding));
	if (server->relates && finding->notes.count)
		put_related(json, object, document, lines, finding);
}

/* --- a document ------------------------------------------------------------------------------- */

/* A document without a context: what there is to say of it as a whole. */
static void put_remark(
	struct mk_json *json, struct mk_json_value *list, const char *code, const char *message)
{
	struct mk_json_value *object = mk_json_object(json, list, NULL);
	struct mk_lines lines;

	mk_lines_init(&lines, json->arena, "", 0);
	mk_put_range(json, object, "range", &lines, (struct mk_stretch){0, 0});
	mk_json_number(json, object, "severity", severity_number(MK_ERROR));
	mk_json_text(json, object, "code", code);
	mk_json_text(json, object, "source", "mkpart");
	mk_json_text(json, object, "message", message);
}

static void put_findings(struct mk_json *json, struct mk_json_value *list,
	const struct mk_server *server, const struct mk_document *document)
{
	struct mk_finding *const *finding;
	struct mk_lines lines;

	mk_findings_sort(&document->ctx->findings);
	mk_lines_of(&lines, json->arena, document->ctx);
	mk_each(finding, &document->ctx->findings.list)
		if (mk_finding_is_shown(*finding))
			mk_put_diagnostic(json, list, server, document, &lines, *finding);
}

void mk_put_diagnostics(struct mk_json *json, struct mk_json_value *list,
	const struct mk_server *server, const struct mk_document *document)
{
	if (document->lost)
		put_remark(json, list, "MK0013", "the layout is too large for an editor");
	else if (document->given_up)
		put_remark(json, list, "MK0023",
			"checking this layout takes too long for an editor and was stopped; "
			"'mkpart check' looks at all of it");
	else if (document->ctx)
		put_findings(json, list, server, document);
}

/* A client that asks for them would show them twice. */
void mk_document_publish(
	struct mk_server *server, const struct mk_document *document, struct mk_arena *arena)
{
	struct mk_json json;
	struct mk_json_value *params;

	if (server->pulls)
		return;
	params = mk_server_note(&json, arena, "textDocument/publishDiagnostics");
	mk_json_text(&json, params, "uri", document->uri);
	if (document->versioned)
		mk_json_integer(&json, params, "version", document->version);
	mk_put_diagnostics(&json, mk_json_list(&json, params, "diagnostics"), server, document);
	mk_server_send(server, &json);
}
