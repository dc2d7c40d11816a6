/* SPDX-License-Identifier: BSD-2-Clause */
/* Sorting, and looking for what is sorted: arrays, and vectors as of base/arena.h. */
#ifndef MK_BASE_SORT_H
#define MK_BASE_SORT_H

#include <stddef.h>
#include <stdint.h>

/* As qsort, but `items` may be NULL where there are none. */
void mk_sort(void *items, size_t count, size_t item_bytes,
	int (*compare)(const void *left, const void *right));
#define mk_vec_sort(vec, compare)                                                                  \
	mk_sort((vec)->items, (vec)->count, sizeof *(vec)->items, (compare))

/* Below, at or above 0, as what mk_sort compares with gives it. */
static inline int mk_compare_numbers(uint64_t a, uint64_t b)
{
	return (a > b) - (a < b);
}

/* As people order names: runs of digits by their number, node2 before node10. NULL comes first. */
int mk_compare_natural(const char *a, const char *b);

/* For arrays of texts, const char *. */
int mk_compare_texts(const void *left, const void *right);

/* Sorts texts, and leaves each of them once. Gives how many there are then. */
size_t mk_sort_texts_once(const char **texts, size_t count);

/* How many come before `key`: where the first of its equals is, if it has any. */
size_t mk_lower_bound(const void *key, const void *items, size_t count, size_t item_bytes,
	int (*compare)(const void *key, const void *item));
#define mk_vec_lower_bound(vec, key, compare)                                                      \
	mk_lower_bound((key), (vec)->items, (vec)->count, sizeof *(vec)->items, (compare))

/* The first that equals `key`, or NULL. */
const void *mk_find(const void *key, const void *items, size_t count, size_t item_bytes,
	int (*compare)(const void *key, const void *item));
#define mk_vec_find(vec, key, compare)                                                             \
	mk_find((key), (vec)->items, (vec)->count, sizeof *(vec)->items, (compare))

#endif
