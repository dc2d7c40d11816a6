/* SPDX-License-Identifier: BSD-2-Clause */
/* What goes to the client. */
#include <inttypes.h>
#include <string.h>

#include "base/escape.h"
#include "lsp/method.h"

void mk_message_begin(struct mk_json *json, struct mk_arena *arena)
{
	mk_json_begin(json, arena);
	mk_json_text(json, json->root, "jsonrpc", "2.0");
}

struct mk_json_value *mk_server_note(
	struct mk_json *json, struct mk_arena *arena, const char *method)
{
	mk_message_begin(json, arena);
	mk_json_text(json, json->root, "method", method);
	return mk_json_object(json, json->root, "params");
}

void mk_server_ask(struct mk_server *server, struct mk_arena *arena, const char *method)
{
	struct mk_json json;

	mk_message_begin(&json, arena);
	mk_json_text(
		&json, json.root, "id", mk_arena_printf(arena, "mkpart-%" PRIu64, ++server->asked));
	mk_json_text(&json, json.root, "method", method);
	mk_server_send(server, &json);
}

void mk_server_send(struct mk_server *server, struct mk_json *json)
{
	struct mk_buffer out;

	mk_buffer_init(&out, json->arena);
	mk_json_end(json, &out);
	server->host.send(server->host.data, out.text, out.length);
}

void mk_server_say(struct mk_server *server, struct mk_arena *arena, const char *method,
	unsigned type, const char *text)
{
	struct mk_json json;
	struct mk_json_value *params = mk_server_note(&json, arena, method);

	mk_json_number(&json, params, "type", type);
	mk_json_escaped(&json, params, "message", text);
	mk_server_send(server, &json);
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
