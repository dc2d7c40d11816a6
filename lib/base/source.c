/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/source.h"
#include "base/sort.h"

#include <string.h>

static int compare_text(const char *a, const char *b)
{
	if (!a || !b)
		return (a != NULL) - (b != NULL);
	return strcmp(a, b);
}

int mk_origin_compare(const struct mk_origin *a, const struct mk_origin *b)
{
	int order = compare_text(
		a->source ? a->source->name : NULL, b->source ? b->source->name : NULL);

	if (!order)
		order = mk_compare_numbers(a->line, b->line);
	if (!order)
		order = mk_compare_numbers(a->column, b->column);
	if (!order)
		order = compare_text(a->path, b->path);
	return order;
}
