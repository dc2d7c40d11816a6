/* SPDX-License-Identifier: BSD-2-Clause */
#include "show/show.h"

#include <string.h>

const struct mk_display *mk_display_find(const char *name)
{
	for (size_t i = 0; i < mk_display_count; i++)
		if (strcmp(mk_displays[i]->name, name) == 0)
			return mk_displays[i];
	return NULL;
}
