/* SPDX-License-Identifier: BSD-2-Clause */
#include "emit/text.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/digest.h"

void mk_emit_path(struct mk_buffer *out, const char *path)
{
	for (const char *at = path; *at; at++)
		mk_buffer_putc(
			out, *at >= ' ' && *at <= '~' && *at != '"' && *at != '\\' ? *at : '?');
}

static bool is_identifier_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '_';
}

void mk_emit_name(struct mk_buffer *out, const char *name)
{
	for (const char *at = name ? name : ""; *at; at++)
		mk_buffer_putc(out, is_identifier_byte(*at) || *at == '-' ? *at : '_');
}

void mk_emit_identifier(struct mk_buffer *out, const char *name)
{
	for (const char *at = name ? name : ""; *at; at++)
		mk_buffer_putc(out, is_identifier_byte(*at) ? *at : '_');
}

static void emit_end(struct mk_buffer *out, const struct mk_connection_end *end)
{
	mk_emit_identifier(out, end->component);
	mk_buffer_putc(out, '.');
	mk_emit_identifier(out, end->port);
}

void mk_emit_connection(struct mk_buffer *out, const struct mk_plan_connection *connection)
{
	mk_emit_name(out, connection->type);
	mk_buffer_puts(out, " from ");
	emit_end(out, &connection->from);
	mk_buffer_puts(out, " to ");
	emit_end(out, &connection->to);
}

const char *mk_emit_layout_name(struct mk_arena *arena, const struct mk_plan *plan)
{
	bool named = strcmp(plan->layout_path, "-") != 0;
	const char *path = named ? plan->layout_path : "standard input";
	const char *slash = strrchr(path, '/');
	struct mk_buffer name;

	mk_buffer_init(&name, arena);
	for (const char *at = slash ? slash + 1 : path; *at; at++)
		mk_buffer_putc(&name, is_identifier_byte(*at) || strchr("-. ", *at) ? *at : '_');
	return name.length ? name.text : "_";
}

void mk_emit_source(struct mk_buffer *out, const struct mk_plan *plan, const char *line_start)
{
	const struct mk_contract *contract = plan->contract;

	mk_buffer_printf(out, "%sFrom %s, digest " MK_EMIT_DIGEST ".\n", line_start,
		mk_emit_layout_name(out->arena, plan));
	mk_buffer_printf(out, "%sEdits are lost: change the layout instead.\n", line_start);
	mk_buffer_printf(out, "%sContract %s\n", line_start, contract->name);
	mk_buffer_printf(out, "%s  kernel %s\n", line_start, contract->kernel);
	mk_buffer_printf(out, "%s  loader %s\n", line_start, contract->loader);
}

struct mk_plan_document_generated *mk_emit_generated_of(
	struct mk_arena *arena, const struct mk_plan *plan)
{
	struct mk_plan_document_generated *generated = mk_arena_alloc(arena, sizeof *generated);

	generated->by = "mkpart; edits are lost";
	generated->from = mk_emit_layout_name(arena, plan);
	generated->digest = MK_EMIT_DIGEST;
	return generated;
}

void mk_emit_generated(struct mk_json *json, const struct mk_plan *plan)
{
	mk_rows_write(json, mk_json_object(json, json->root, "generated"),
		&mk_plan_document_generated_rows, mk_emit_generated_of(json->arena, plan));
}

void mk_emit_seal(struct mk_buffer *out)
{
	char *place = out->length ? strstr(out->text, MK_EMIT_DIGEST) : NULL;
	char digits[sizeof MK_EMIT_DIGEST];

	if (!place)
		return;
	snprintf(digits, sizeof digits, "%016" PRIx64,
		mk_digest_of(MK_DIGEST_EMPTY, out->text, out->length));
	memcpy(place, digits, sizeof digits - 1);
}
