/* SPDX-License-Identifier: BSD-2-Clause */
#include "tell/board_format.h"

#include <string.h>

const struct mk_board_format *mk_board_format_find(const char *name)
{
	for (size_t i = 0; i < mk_board_format_count; i++)
		if (strcmp(mk_board_formats[i]->name, name) == 0)
			return mk_board_formats[i];
	return NULL;
}
