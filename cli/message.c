/* SPDX-License-Identifier: BSD-2-Clause */
#include "message.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>

/* C0, DEL, and the first byte of C1 (U+0080..U+009F, which some terminals obey) in UTF-8. */
static bool is_control(const unsigned char *at)
{
	return *at < 0x20 || *at == 0x7f || (at[0] == 0xc2 && at[1] >= 0x80 && at[1] < 0xa0);
}

void print_safely(FILE *stream, const char *text)
{
	for (const unsigned char *at = (const unsigned char *)text; *at; at++)
		if (is_control(at))
			fprintf(stream, "\\x%02X", *at);
		else
			putc(*at, stream);
}

char *try_vprint(const char *format, va_list arguments)
{
	va_list again;
	char *text;
	int length;

	va_copy(again, arguments);
	length = vsnprintf(NULL, 0, format, again);
	va_end(again);
	text = length < 0 ? NULL : malloc((size_t)length + 1);
	if (text)
		vsnprintf(text, (size_t)length + 1, format, arguments);
	return text;
}

/* Where memory is out, the format stands for the text. */
static void print_text(const char *format, va_list arguments)
{
	char *text = try_vprint(format, arguments);

	fputs("mkpart: ", stderr);
	print_safely(stderr, text ? text : format);
	free(text);
}

void message(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	print_text(format, arguments);
	va_end(arguments);
	putc('\n', stderr);
}

void message_unknown(const char *nearest, const char *otherwise, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	print_text(format, arguments);
	va_end(arguments);
	if (nearest || otherwise)
		print_safely(stderr, nearest ? "; did you mean '" : "; ");
	if (nearest || otherwise)
		print_safely(stderr, nearest ? nearest : otherwise);
	fputs(nearest ? "'?\n" : "\n", stderr);
}
