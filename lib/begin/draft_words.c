/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>
#include <stdarg.h>
#include <string.h>

#include "base/columns.h"
#include "base/escape.h"
#include "begin/first_layout_parts.h"

#define WIDTH 100

void mk_draft_comment(struct mk_buffer *out, size_t indent, const char *format, ...)
{
	struct mk_buffer escaped;
	va_list arguments;
	const char *text;
	size_t inner;

	mk_buffer_init(&escaped, out->arena);
	va_start(arguments, format);
	mk_escape_ascii(&escaped, mk_arena_vprintf(out->arena, format, arguments));
	va_end(arguments);
	inner = strspn(escaped.text, " ");
	for (text = escaped.text + inner; *text; text += strspn(text, " ")) {
		size_t length = mk_line_length(text, WIDTH - 2 - indent - inner);
		mk_buffer_fill(out, ' ', indent);
		mk_buffer_puts(out, "# ");
		mk_buffer_fill(out, ' ', inner);
		mk_buffer_add(out, text, length);
		mk_buffer_putc(out, '\n');
		if (text == escaped.text + inner && inner)
			inner += 2;
		text += length;
	}
}

bool mk_draft_is_plain(const char *word)
{
	static const char plain[] =
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_/.@+-";

	return *word && word[strspn(word, plain)] == '\0';
}

static bool has_control(const char *text)
{
	for (; *text; text++)
		if ((unsigned char)*text < ' ' || *text == 0x7f)
			return true;
	return false;
}

static void write_escaped(struct mk_buffer *out, const char *text)
{
	mk_buffer_putc(out, '"');
	for (; *text; text++) {
		if ((unsigned char)*text < ' ' || *text == 0x7f)
			mk_buffer_printf(out, "\\x%02x", (unsigned)*text);
		else if (*text == '"' || *text == '\\')
			mk_buffer_printf(out, "\\%c", *text);
		else
			mk_buffer_putc(out, *text);
	}
	mk_buffer_putc(out, '"');
}

void mk_draft_scalar(struct mk_buffer *out, const char *text)
{
	if (has_control(text)) {
		write_escaped(out, text);
		return;
	}
	mk_buffer_putc(out, '\'');
	for (; *text; text++)
		mk_buffer_printf(out, "%s%c", *text == '\'' ? "'" : "", *text);
	mk_buffer_putc(out, '\'');
}

void mk_draft_size(struct mk_buffer *out, uint64_t size)
{
	if (size % (UINT64_C(1) << 30) == 0)
		mk_buffer_printf(out, "%" PRIu64 "G", size >> 30);
	else if (size % (UINT64_C(1) << 20) == 0)
		mk_buffer_printf(out, "%" PRIu64 "M", size >> 20);
	else if (size % (UINT64_C(1) << 10) == 0)
		mk_buffer_printf(out, "%" PRIu64 "K", size >> 10);
	else
		mk_buffer_printf(out, "0x%" PRIx64, size);
}

void mk_draft_cpu_name(
	const struct mk_board *board, struct mk_buffer *out, const struct mk_cpu *cpu)
{
	const char *name = cpu->node->name;

	if (mk_draft_is_plain(name) && mk_board_find_cpu(board, name) == cpu)
		mk_buffer_puts(out, name);
	else if (mk_board_find_cpu(board, cpu->node->path) == cpu)
		mk_draft_scalar(out, cpu->node->path);
	else
		mk_buffer_printf(out, "%zu", (size_t)(cpu - board->cpus.items));
	mk_buffer_putc(out, '\n');
}
