/* SPDX-License-Identifier: BSD-2-Clause */
#include "report/wrap.h"

#include <stdbool.h>
#include <string.h>

#include "base/escape.h"

/* Whether the next word has to, or may, stand behind what the line holds. */
static bool continues_line(const char *word, size_t column, size_t columns, bool ended)
{
	if (strncmp(word, "::", 2) == 0)
		return true;
	return !ended && column + 1 + mk_text_width(word, strcspn(word, " \n")) <= columns;
}

void mk_wrap(struct mk_buffer *out, const char *text, struct mk_wrapping wrapping)
{
	size_t column = wrapping.start;

	for (text += strspn(text, " \n"); *text;) {
		size_t length = strcspn(text, " \n");
		size_t gap = strspn(text + length, " \n");
		bool ends_line = memchr(text + length, '\n', gap) != NULL;

		mk_buffer_add(out, text, length);
		column += mk_text_width(text, length);
		text += length + gap;
		if (!*text)
			break;
		if (continues_line(text, column, wrapping.columns, ends_line)) {
			mk_buffer_putc(out, ' ');
			column++;
		} else {
			mk_buffer_putc(out, '\n');
			mk_buffer_fill(out, ' ', wrapping.indent);
			column = wrapping.indent;
		}
	}
	mk_buffer_putc(out, '\n');
}
