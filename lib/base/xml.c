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

void mk_xml_escaped(struct mk_buffer *out, const char *escaped)
{
	for (; *escaped; escaped++) {
		const char *entity = entity_for(*escaped);
		if (entity)
			mk_buffer_puts(out, entity);
		else
			mk_buffer_putc(out, *escaped);
	}
}

void mk_xml_text(struct mk_buffer *out, const char *text)
{
	struct mk_buffer escaped;

	mk_buffer_init(&escaped, out->arena);
	mk_escape_text(&escaped, text, strlen(text));
	mk_xml_escaped(out, escaped.text);
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
