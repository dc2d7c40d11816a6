/* SPDX-License-Identifier: BSD-2-Clause */
#include "report/report.h"

#include <string.h>

const struct mk_report_format *mk_report_format_find(const char *name)
{
	for (size_t i = 0; i < mk_report_format_count; i++)
		if (strcmp(mk_report_formats[i]->name, name) == 0)
			return mk_report_formats[i];
	return NULL;
}

/* A log line that begins with "::", behind any spaces, is an order to a CI runner. */
static void write_source_name(struct mk_buffer *out, const char *name)
{
	if (strcmp(name, "-") == 0) {
		mk_buffer_puts(out, "<stdin>");
		return;
	}
	if (strncmp(name + strspn(name, " "), "::", 2) == 0)
		mk_buffer_puts(out, "./");
	mk_escape_text(out, name, strlen(name));
}

void mk_origin_text(struct mk_buffer *out, const struct mk_origin *origin)
{
	if (!origin->source)
		return;
	write_source_name(out, origin->source->name);
	if (origin->path) {
		mk_buffer_putc(out, ':');
		mk_escape_text(out, origin->path, strlen(origin->path));
	} else if (origin->line) {
		mk_buffer_printf(out, ":%u:%u", origin->line, origin->column);
	}
}
