/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>

#include "layout/keys.h"

const struct mk_key *mk_key_any(const struct mk_record_rows *rows, const char *name)
{
	for (size_t i = 0; name && i < rows->key_count; i++)
		if (strcmp(rows->keys[i].name, name) == 0)
			return &rows->keys[i];
	return NULL;
}

const struct mk_key *mk_key_named(
	const struct mk_record_rows *rows, const char *name, size_t length)
{
	for (size_t i = 0; i < rows->key_count; i++)
		if (!rows->keys[i].hidden && strlen(rows->keys[i].name) == length &&
			memcmp(rows->keys[i].name, name, length) == 0)
			return &rows->keys[i];
	return NULL;
}
