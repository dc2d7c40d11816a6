/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/trace.h"

void mk_trace_line(struct mk_arena *arena, const struct mk_tracer *tracer, const char *format, ...)
{
	va_list arguments;
	const char *line;

	if (!tracer || !tracer->tell)
		return;
	va_start(arguments, format);
	line = mk_arena_vprintf(arena, format, arguments);
	va_end(arguments);
	tracer->tell(tracer->data, line);
}
