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

static size_t digits_of(const char *text)
{
	return strspn(text, "0123456789");
}

/* Without leading zeros, the longer run of digits is the larger number. */
static int compare_digits(const char **a, const char **b)
{
	size_t zeros_a = strspn(*a, "0");
	size_t zeros_b = strspn(*b, "0");
	size_t length_a = digits_of(*a + zeros_a);
	size_t length_b = digits_of(*b + zeros_b);
	int order = length_a == length_b  ? strncmp(*a + zeros_a, *b + zeros_b, length_a)
		    : length_a < length_b ? -1
					  : 1;

	*a += zeros_a + length_a;
	*b += zeros_b + length_b;
	return order;
}

int mk_compare_natural(const char *a, const char *b)
{
	const char *whole_a = a ? a : "";
	const char *whole_b = b ? b : "";
	int order = 0;

	for (a = whole_a, b = whole_b; !order && *a && *b;) {
		if (digits_of(a) && digits_of(b))
			order = compare_digits(&a, &b);
		else
			order = (unsigned char)*a++ - (unsigned char)*b++;
	}
	if (!order && (*a || *b))
		order = *a ? 1 : -1;
	return order ? order : strcmp(whole_a, whole_b); /* node1 and node01 are two names */
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
