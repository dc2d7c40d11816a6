/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/constant.h"

#include <string.h>

const char *mk_constant_name(struct mk_arena *arena, const char *name)
{
	char *constant = mk_arena_copy(arena, name, strlen(name));

	for (char *at = constant; *at; at++) {
		if (*at >= 'a' && *at <= 'z')
			*at = (char)(*at - 'a' + 'A');
		else if (!((*at >= 'A' && *at <= 'Z') || (*at >= '0' && *at <= '9')))
			*at = '_';
	}
	return constant;
}
