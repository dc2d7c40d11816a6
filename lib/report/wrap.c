/* SPDX-License-Identifier: BSD-2-Clause */
#include "report/wrap.h"

#include <stdbool.h>
#include <string.h>

#include "report/escape.h"

void mk_wrap(struct mk_buffer *out, const char *text, size_t indent, size_t columns)
{
	size_t column = indent;

	for (text += strspn(text, " \n"); *text;) {
		size_t length = strcspn(text, " \n");
		size_t gap = strspn(text + length, " \n");
		bool ends_line = memchr(text + length, '\n', gap) != NULL;

		mk_buffer_add(out, text, length);
		column += mk_text_width(text, length);
		text += length + gap;
		if (!*text)
			break;
		if (!ends_line &&
			column + 1 + mk_text_width(text, strcspn(text, " \n")) <= columns) {
			mk_buffer_putc(out, ' ');
			column++;
		} else {
			mk_buffer_putc(out, '\n');
			mk_buffer_fill(out, ' ', indent);
			column = indent;
		}
	}
	mk_buffer_putc(out, '\n');
}
