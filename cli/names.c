/* SPDX-License-Identifier: BSD-2-Clause */
#include "names.h"

#include <stdlib.h>

#include "memory.h"

char *join_names(const char *const *names, size_t count)
{
	char *text = must_print("there are ");

	for (size_t i = 0; i < count; i++) {
		const char *gap = i == 0 ? "" : i + 1 == count ? " and " : ", ";
		char *longer = must_print("%s%s%s", text, gap, names[i]);
		free(text);
		text = longer;
	}
	return text;
}
