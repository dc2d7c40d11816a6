/* SPDX-License-Identifier: BSD-2-Clause */
#include "syntax/json_string.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* The four digits behind "\u". */
static uint32_t code_unit(const char *escape)
{
	char digits[5] = {0};

	memcpy(digits, escape + 2, 4);
	return (uint32_t)strtoul(digits, NULL, 16);
}

static bool is_high_surrogate(uint32_t unit)
{
	return unit >= 0xd800 && unit <= 0xdbff;
}

/* The code point of an escape "\u...", which moves *at behind it; two of them are a pair. */
static uint32_t code_point(const char **at)
{
	uint32_t unit = code_unit(*at);

	*at += 6;
	if (!is_high_surrogate(unit))
		return unit;
	unit = 0x10000 + ((unit & 0x3ff) << 10) + (code_unit(*at) & 0x3ff);
	*at += 6;
	return unit;
}

/* RFC 3629, 3. */
static char *put_utf8(char *out, uint32_t value)
{
	static const unsigned char leads[] = {0x00, 0xc0, 0xe0, 0xf0};
	unsigned further = value < 0x80 ? 0 : value < 0x800 ? 1 : value < 0x10000 ? 2 : 3;

	*out++ = (char)(leads[further] | value >> 6 * further);
	while (further--)
		*out++ = (char)(0x80 | (value >> 6 * further & 0x3f));
	return out;
}

/* RFC 8259, 7. */
static char *put_escape(char *out, const char **at)
{
	static const char names[] = "bfnrt";
	static const char named[] = "\b\f\n\r\t";
	const char *name;

	if ((*at)[1] == 'u')
		return put_utf8(out, code_point(at));
	name = strchr(names, (*at)[1]);
	*out++ = name ? named[name - names] : (*at)[1];
	*at += 2;
	return out;
}

/* No escape is shorter than what it stands for. */
const char *mk_json_string_decode(struct mk_arena *arena, const char *literal, size_t length)
{
	char *text = mk_arena_copy(arena, literal, length);
	const char *end = literal + length;
	char *out = memchr(text, '\\', length);

	if (!out)
		return text;
	for (const char *at = literal + (out - text); at < end;)
		if (*at == '\\')
			out = put_escape(out, &at);
		else
			*out++ = *at++;
	*out = '\0';
	return text;
}
