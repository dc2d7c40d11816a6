/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/sort.h"

#include <stdlib.h>
#include <string.h>

/* An empty vector has no items to point at, which qsort may not be given (C17 7.22.5). */
void mk_sort(void *items, size_t count, size_t item_bytes,
	int (*compare)(const void *left, const void *right))
{
	if (count)
		qsort(items, count, item_bytes, compare);
}

int mk_compare_texts(const void *left, const void *right)
{
	return strcmp(*(const char *const *)left, *(const char *const *)right);
}

size_t mk_sort_texts_once(const char **texts, size_t count)
{
	size_t kept = 0;

	mk_sort(texts, count, sizeof *texts, mk_compare_texts);
	for (size_t i = 0; i < count; i++)
		if (!kept || strcmp(texts[i], texts[kept - 1]) != 0)
			texts[kept++] = texts[i];
	return kept;
}

size_t mk_lower_bound(const void *key, const void *items, size_t count, size_t item_bytes,
	int (*compare)(const void *key, const void *item))
{
	const unsigned char *first = items;
	size_t low = 0;
	size_t high = count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (compare(key, first + middle * item_bytes) > 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const void *mk_find(const void *key, const void *items, size_t count, size_t item_bytes,
	int (*compare)(const void *key, const void *item))
{
	size_t place = mk_lower_bound(key, items, count, item_bytes, compare);
	const unsigned char *item;

	if (place == count)
		return NULL;
	item = (const unsigned char *)items + place * item_bytes;
	return compare(key, item) == 0 ? item : NULL;
}
