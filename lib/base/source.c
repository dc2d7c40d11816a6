/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/source.h"

#include <string.h>

static int compare_text(const char *a, const char *b)
{
	if (!a || !b)
		return (a != NULL) - (b != NULL);
	return strcmp(a, b);
}

static int compare_unsigned(unsigned a, unsigned b)
{
	return (a > b) - (a < b);
}

int mk_origin_compare(const struct mk_origin *a, const struct mk_origin *b)
{
	int order = compare_text(
		a->source ? a->source->name : NULL, b->source ? b->source->name : NULL);

	if (!order)
		order = compare_unsigned(a->line, b->line);
	if (!order)
		order = compare_unsigned(a->column, b->column);
	if (!order)
		order = compare_text(a->path, b->path);
	return order;
}
