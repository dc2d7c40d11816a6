/* SPDX-License-Identifier: BSD-2-Clause */
#include "nearest.h"

#include <string.h>

#define NAME_MAX_BYTES 32

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Levenshtein distance; neither name is longer than NAME_MAX_BYTES. */
static size_t edit_distance(const char *a, const char *b)
{
	size_t row[NAME_MAX_BYTES + 1];
	size_t length = strlen(b);

	for (size_t j = 0; j <= length; j++)
		row[j] = j;
	for (size_t i = 1; a[i - 1]; i++) {
		size_t diagonal = row[0];
		row[0] = i;
		for (size_t j = 1; j <= length; j++) {
			size_t replaced = diagonal + (a[i - 1] != b[j - 1]);
			diagonal = row[j];
			row[j] = least(replaced, least(row[j], row[j - 1]) + 1);
		}
	}
	return row[length];
}

const char *nearest_name(const char *wanted, const char *const *names, size_t count)
{
	size_t length = strlen(wanted);
	size_t limit = length / 3 + 1;
	const char *nearest = NULL;

	if (length == 0 || length > NAME_MAX_BYTES)
		return NULL;
	for (size_t i = 0; i < count; i++) {
		size_t distance;
		if (strlen(names[i]) > NAME_MAX_BYTES)
			continue;
		distance = edit_distance(wanted, names[i]);
		if (distance < length && distance <= limit) {
			limit = distance - (distance > 0);
			nearest = names[i];
		}
	}
	return nearest;
}
