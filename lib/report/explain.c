/* SPDX-License-Identifier: BSD-2-Clause */
#include "report/report.h"
#include "report/wrap.h"

#define EXPLAIN_COLUMNS 80
#define EXPLAIN_INDENT 2

static void write_section(struct mk_buffer *out, const char *heading, const char *text)
{
	mk_buffer_printf(out, "\n%s\n", heading);
	mk_buffer_fill(out, ' ', EXPLAIN_INDENT);
	mk_wrap(out, text, EXPLAIN_INDENT, EXPLAIN_COLUMNS);
}

void mk_explain(const struct mk_problem *problem, struct mk_buffer *out)
{
	mk_buffer_printf(out, "%s %s (%s)\n\n", problem->code, problem->name,
		mk_severity_name(problem->severity));
	mk_wrap(out, problem->title, 0, EXPLAIN_COLUMNS);
	write_section(out, "Why it matters", problem->why);
	write_section(out, "What to do", problem->fix);
}
