/* SPDX-License-Identifier: BSD-2-Clause */
#include "board/name.h"

#include <stdint.h>

/* A bit for each of ASCII 32..95 that may be in a name; tests every byte of a tree, so it is quick.
 */
#define BIT(c) (UINT64_C(1) << ((c) - ' '))
static const uint64_t low_bytes = UINT64_C(0x3ff) << ('0' - ' ') | BIT(',') | BIT('.') | BIT('_') |
				  BIT('+') | BIT('*') | BIT('#') | BIT('?') | BIT('@') | BIT('-') |
				  UINT64_C(0x3ffffff) << ('A' - ' ');

bool mk_dt_is_name_byte(char byte)
{
	if (byte >= 'a' && byte <= 'z')
		return true;
	return byte >= ' ' && byte <= '_' && low_bytes >> (byte - ' ') & 1;
}

bool mk_dt_name_is_legal(const char *name)
{
	for (const char *at = name; *at; at++)
		if (!mk_dt_is_name_byte(*at))
			return false;
	return *name != '\0';
}
