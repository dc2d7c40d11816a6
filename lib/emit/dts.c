/* SPDX-License-Identifier: BSD-2-Clause */
#include "emit/dts.h"

#include <string.h>

#include "board/name.h"

/* Real trees have one to three; more than four say nothing that 64 bits could not. */
#define MAX_CELLS 4

#define CELLS_PER_LINE 8
#define BYTES_PER_LINE 24

void mk_dts_indent(struct mk_buffer *out, unsigned depth)
{
	mk_buffer_fill(out, '\t', depth);
}

void mk_dts_name(struct mk_buffer *out, const char *name)
{
	for (const char *at = name; *at; at++)
		mk_buffer_putc(out, mk_dt_is_name_byte(*at) ? *at : '?');
}

void mk_dts_reference(struct mk_buffer *out, const struct mk_dt_node *node)
{
	mk_buffer_puts(out, "&{");
	for (const char *at = node->path; *at; at++)
		mk_buffer_putc(out, *at == '/' || mk_dt_is_name_byte(*at) ? *at : '?');
	mk_buffer_puts(out, "}");
}

void mk_dts_string(struct mk_buffer *out, const char *text, size_t length)
{
	mk_buffer_putc(out, '"');
	for (size_t i = 0; i < length; i++) {
		if (text[i] == '"' || text[i] == '\\')
			mk_buffer_printf(out, "\\%c", text[i]);
		else if (text[i] >= ' ' && text[i] <= '~')
			mk_buffer_putc(out, text[i]);
		else
			mk_buffer_printf(out, "\\x%02x", (unsigned char)text[i]);
	}
	mk_buffer_putc(out, '"');
}

/* Printable ASCII, each string ended by NUL and none of them empty. */
static bool is_string_list(const struct mk_dt_property *property)
{
	bool empty = true;

	for (uint32_t i = 0; i < property->length; i++) {
		uint8_t byte = property->bytes[i];
		if (byte == '\0' ? empty : byte < ' ' || byte > '~')
			return false;
		empty = byte == '\0';
	}
	return property->length && empty;
}

static void write_strings(struct mk_buffer *out, const struct mk_dt_property *property)
{
	const char *at = (const char *)property->bytes;
	const char *end = at + property->length;

	while (at < end) {
		size_t length = strlen(at);
		mk_dts_string(out, at, length);
		at += length + 1;
		mk_buffer_puts(out, at < end ? ", " : "");
	}
}

static void write_cells(
	struct mk_buffer *out, const struct mk_dt_property *property, unsigned depth)
{
	mk_buffer_putc(out, '<');
	for (uint32_t i = 0; i < property->length / 4; i++) {
		if (i && i % CELLS_PER_LINE == 0) {
			mk_buffer_putc(out, '\n');
			mk_dts_indent(out, depth + 1);
		} else if (i) {
			mk_buffer_putc(out, ' ');
		}
		mk_buffer_printf(out, "0x%x", mk_dt_cell(property, i));
	}
	mk_buffer_putc(out, '>');
}

static void write_bytes(
	struct mk_buffer *out, const struct mk_dt_property *property, unsigned depth)
{
	mk_buffer_putc(out, '[');
	for (uint32_t i = 0; i < property->length; i++) {
		if (i && i % BYTES_PER_LINE == 0) {
			mk_buffer_putc(out, '\n');
			mk_dts_indent(out, depth + 1);
		} else if (i) {
			mk_buffer_putc(out, ' ');
		}
		mk_buffer_printf(out, "%02x", property->bytes[i]);
	}
	mk_buffer_putc(out, ']');
}

void mk_dts_property(struct mk_buffer *out, const struct mk_dt_property *property, unsigned depth)
{
	mk_dts_indent(out, depth);
	mk_dts_name(out, property->name);
	mk_buffer_puts(out, property->length ? " = " : "");
	if (is_string_list(property))
		write_strings(out, property);
	else if (property->length && property->length % 4 == 0)
		write_cells(out, property, depth);
	else if (property->length)
		write_bytes(out, property, depth);
	mk_buffer_puts(out, ";\n");
}

void mk_dts_refuse(struct mk_buffer *out, const char *label)
{
	mk_buffer_printf(out,
		"\n/* This tree must not be used: the next line makes dtc refuse it. */\n"
		"&mkpart_error_%s { };\n",
		label);
}

struct mk_dts_cells mk_dts_cells_of(const struct mk_dt_node *parent)
{
	return (struct mk_dts_cells){mk_dt_address_cells(parent), mk_dt_size_cells(parent)};
}

bool mk_dts_can_express(struct mk_dts_cells cells, struct mk_range range)
{
	if (cells.address < 1 || cells.address > MAX_CELLS || cells.size < 1 ||
		cells.size > MAX_CELLS)
		return false;
	return cells.address > 1 || range.last <= UINT32_MAX;
}

static void write_number(struct mk_buffer *out, uint32_t cells, uint64_t value)
{
	for (uint32_t i = cells; i > 0; i--) {
		uint64_t above = i > 2 ? 0 : value >> (32 * (i - 1));
		mk_buffer_printf(out, "0x%x%s", (uint32_t)above, i > 1 ? " " : "");
	}
}

/* The next entry's part of `range`: all of it, or as much as is handy to say. */
static struct mk_range next_entry(struct mk_dts_cells cells, struct mk_range range)
{
	uint64_t largest_size = cells.size == 1 ? UINT32_MAX : UINT64_MAX;

	if (range.last - range.first >= largest_size)
		range.last = range.first + largest_size / 2;
	return range;
}

void mk_dts_reg(struct mk_buffer *out, struct mk_dts_cells cells, struct mk_range range)
{
	for (;;) {
		struct mk_range entry = next_entry(cells, range);
		mk_buffer_putc(out, '<');
		write_number(out, cells.address, entry.first);
		mk_buffer_putc(out, ' ');
		write_number(out, cells.size, mk_range_size(entry));
		mk_buffer_putc(out, '>');
		if (entry.last == range.last)
			return;
		range.first = entry.last + 1;
		mk_buffer_puts(out, ", ");
	}
}
