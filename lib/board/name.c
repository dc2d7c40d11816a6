/* SPDX-License-Identifier: BSD-2-Clause */
#include "board/name.h"

/* As a table, since every name of a tree goes through it. */
static const bool name_bytes[256] = {
	['0' ... '9'] = true,
	['A' ... 'Z'] = true,
	['a' ... 'z'] = true,
	[','] = true,
	['.'] = true,
	['_'] = true,
	['+'] = true,
	['*'] = true,
	['#'] = true,
	['?'] = true,
	['@'] = true,
	['-'] = true,
};

bool mk_dt_is_name_byte(char byte)
{
	return name_bytes[(unsigned char)byte];
}

bool mk_dt_name_is_legal(const char *name)
{
	const unsigned char *at = (const unsigned char *)name;

	while (name_bytes[*at])
		at++;
	return !*at && *name;
}
