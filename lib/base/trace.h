/* SPDX-License-Identifier: BSD-2-Clause */
/* What a run does, told step by step to whoever wants to know. */
#ifndef MK_BASE_TRACE_H
#define MK_BASE_TRACE_H

#include "base/arena.h"

struct mk_tracer {
	void (*tell)(void *data, const char *line); /* NULL: nobody wants to know */
	void *data;
};

/* One line, without its end. `tracer` may be NULL; the text is made only for somebody. */
__attribute__((format(printf, 3, 4))) void mk_trace_line(
	struct mk_arena *arena, const struct mk_tracer *tracer, const char *format, ...);

#endif
