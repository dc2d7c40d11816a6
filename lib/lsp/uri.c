/* SPDX-License-Identifier: BSD-2-Clause */
#include "lsp/uri.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "base/buffer.h"

static int digit(char character)
{
	static const char digits[] = "0123456789abcdef";
	const char *at = character ? strchr(digits, tolower((unsigned char)character)) : NULL;

	return at ? (int)(at - digits) : -1;
}

/* The byte that "%41" stands for; -1 where there is none. */
static int escaped_byte(const char *text)
{
	int high = *text == '%' ? digit(text[1]) : -1;
	int low = high < 0 ? -1 : digit(text[2]);

	return low < 0 ? -1 : high * 16 + low;
}

/* NULL where a NUL is spelled in it. */
static const char *decode(struct mk_arena *arena, const char *text)
{
	char *path = mk_arena_alloc(arena, strlen(text) + 1);
	size_t length = 0;

	while (*text) {
		int byte = escaped_byte(text);
		if (byte == 0)
			return NULL;
		path[length++] = byte < 0 ? *text : (char)byte;
		text += byte < 0 ? 1 : 3;
	}
	return path;
}

static const char *behind(const char *text, const char *start)
{
	size_t length = strlen(start);

	return strncmp(text, start, length) == 0 ? text + length : NULL;
}

const char *mk_uri_path(struct mk_arena *arena, const char *uri)
{
	const char *path = behind(uri, "file:///");

	if (!path)
		path = behind(uri, "file://localhost/");
	if (!path && !behind(uri, "file://"))
		path = behind(uri, "file:/");
	if (path)
		path = decode(arena, path - 1);
	return path ? path : mk_arena_copy(arena, uri, strlen(uri));
}
