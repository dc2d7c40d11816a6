/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/xml.h"

#include <string.h>

#include "base/escape.h"

static const char *entity_for(char byte)
{
	switch (byte) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	default:
		return NULL;
	}
}

static void add_byte(struct mk_buffer *out, char byte)
{
	const char *entity = entity_for(byte);

	if (entity)
		mk_buffer_puts(out, entity);
	else
		mk_buffer_putc(out, byte);
}

void mk_xml_escaped(struct mk_buffer *out, const char *escaped)
{
	for (; *escaped; escaped++)
		add_byte(out, *escaped);
}

void mk_xml_text(struct mk_buffer *out, const char *text)
{
	size_t length = strlen(text);

	for (size_t at = 0; at < length;) {
		struct mk_unit unit = mk_unit_read(text + at, length - at);
		if (unit.escaped[0])
			mk_buffer_puts(out, unit.escaped);
		for (unsigned i = 0; !unit.escaped[0] && i < unit.bytes; i++)
			add_byte(out, unit.text[i]);
		at += unit.bytes;
	}
}

void mk_xml_attribute(struct mk_buffer *out, const char *name, const char *text)
{
	mk_buffer_printf(out, " %s=\"", name);
	mk_xml_text(out, text);
	mk_buffer_putc(out, '"');
}

void mk_xml_count(struct mk_buffer *out, const char *name, size_t count)
{
	mk_buffer_printf(out, " %s=\"%zu\"", name, count);
}
