/* SPDX-License-Identifier: BSD-2-Clause */
#include "emit/text.h"

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

void mk_emit_contract(struct mk_buffer *out, const struct mk_plan *plan, const char *line_start)
{
	const struct mk_contract *contract = plan->contract;

	mk_buffer_printf(out, "%sContract %s\n", line_start, contract->name);
	mk_buffer_printf(out, "%s  kernel %s\n", line_start, contract->kernel);
	mk_buffer_printf(out, "%s  loader %s\n", line_start, contract->loader);
}
