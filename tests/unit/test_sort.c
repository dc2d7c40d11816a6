/* SPDX-License-Identifier: BSD-2-Clause */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "base/sort.h"

static int compare(const void *left, const void *right)
{
	const int *a = left;
	const int *b = right;

	return (*a > *b) - (*a < *b);
}

static size_t bound(int key)
{
	static const int items[] = {2, 3, 3, 3, 7};

	return mk_lower_bound(&key, items, 5, sizeof *items, compare);
}

Test(sort, the_bound_is_before_the_first_equal)
{
	cr_assert(eq(sz, bound(3), 1));
}

Test(sort, the_bound_of_what_is_missing_is_where_it_would_be)
{
	cr_assert(eq(sz, bound(1), 0));
	cr_assert(eq(sz, bound(4), 4));
	cr_assert(eq(sz, bound(8), 5));
}

Test(sort, of_equals_the_first_is_found)
{
	static const int items[] = {3, 3, 7};
	int key = 3;

	cr_assert(eq(ptr, (void *)mk_find(&key, items, 3, sizeof *items, compare), (void *)items));
}

Test(sort, what_is_missing_is_not_found)
{
	static const int items[] = {3, 7};
	int between = 5;
	int behind = 8;

	cr_assert(zero(ptr, (void *)mk_find(&between, items, 2, sizeof *items, compare)));
	cr_assert(zero(ptr, (void *)mk_find(&behind, items, 2, sizeof *items, compare)));
}

Test(sort, nothing_is_sorted_and_searched)
{
	int key = 1;

	mk_sort(NULL, 0, sizeof key, compare);
	cr_assert(eq(sz, mk_lower_bound(&key, NULL, 0, sizeof key, compare), 0));
	cr_assert(zero(ptr, (void *)mk_find(&key, NULL, 0, sizeof key, compare)));
}

Test(sort, numbers_in_names_count_as_numbers)
{
	static const char *const ascending[] = {NULL, "node", "node02", "node2", "node2a", "node10",
		"node10b", "node10c2", "node10c10", "node99999999999999999999", "nodes"};

	for (size_t i = 0; i < sizeof ascending / sizeof *ascending; i++)
		for (size_t j = 0; j < sizeof ascending / sizeof *ascending; j++) {
			int order = mk_compare_natural(ascending[i], ascending[j]);
			cr_assert_eq((order > 0) - (order < 0), (i > j) - (i < j), "%zu %zu", i, j);
		}
}
