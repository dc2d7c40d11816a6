/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/source.h"

#include <string.h>

void mk_source_line(
	const struct mk_source *source, unsigned line, const char **text, size_t *length)
{
	const char *at = source->text ? source->text : "";
	const char *end = source->text ? source->text + source->length : at;
	const char *stop;

	for (unsigned i = 1; i < line && at < end; i++) {
		const char *newline = memchr(at, '\n', (size_t)(end - at));
		at = newline ? newline + 1 : end;
	}
	stop = at < end ? memchr(at, '\n', (size_t)(end - at)) : NULL;
	if (!stop)
		stop = end;
	if (stop > at && stop[-1] == '\r')
		stop--;
	*text = at;
	*length = (size_t)(stop - at);
}

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
