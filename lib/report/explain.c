/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>

#include "check/catalogue.h"
#include "report/report.h"
#include "report/wrap.h"

#define EXPLAIN_COLUMNS 80
#define EXPLAIN_INDENT 2

static void write_section(struct mk_buffer *out, const char *heading, const char *text)
{
	mk_buffer_printf(out, "\n%s\n", heading);
	mk_buffer_fill(out, ' ', EXPLAIN_INDENT);
	mk_wrap(out, text, (struct mk_wrapping){EXPLAIN_INDENT, EXPLAIN_INDENT, EXPLAIN_COLUMNS});
}

static const struct mk_example *example_of(const struct mk_problem *problem, bool good)
{
	for (size_t i = 0; i < mk_example_count; i++)
		if (mk_examples[i]->good == good &&
			strcmp(mk_examples[i]->code, problem->code) == 0)
			return mk_examples[i];
	return NULL;
}

static void write_line(struct mk_buffer *out, const char *line, size_t length)
{
	if (length) {
		mk_buffer_fill(out, ' ', EXPLAIN_INDENT);
		mk_escape_text(out, line, length);
	}
	mk_buffer_putc(out, '\n');
}

/* Whole, so that it can be tried; the licence line is the project's matter. */
static void write_example(
	struct mk_buffer *out, const char *heading, const struct mk_example *example)
{
	static const char licence[] = "# SPDX-License-Identifier:";
	const char *end;

	if (!example)
		return;
	mk_buffer_printf(out, "\n%s\n", heading);
	end = example->text + example->length;
	for (const char *line = example->text; line < end;) {
		const char *newline = memchr(line, '\n', (size_t)(end - line));
		size_t length = (size_t)((newline ? newline : end) - line);
		if (length < sizeof licence - 1 || memcmp(line, licence, sizeof licence - 1) != 0)
			write_line(out, line, length);
		line += length + 1;
	}
}

/* Only what is no error can be accepted, and has this text. */
static void write_acceptance(struct mk_buffer *out, const struct mk_problem *problem)
{
	if (problem->about)
		write_section(out, "How to accept it",
			mk_arena_printf(out->arena,
				"In the layout: allow: [{code: %s, why: REASON}]. With about: "
				"NAME, it applies only to findings about that: %s.",
				problem->code, problem->about));
}

void mk_explain(const struct mk_problem *problem, struct mk_buffer *out)
{
	mk_buffer_printf(out, "%s %s (%s)\n\n", problem->code, problem->name,
		mk_severity_name(problem->severity));
	mk_wrap(out, problem->title, (struct mk_wrapping){0, 0, EXPLAIN_COLUMNS});
	write_section(out, "Why it matters", problem->why);
	write_section(out, "What to do", problem->fix);
	write_acceptance(out, problem);
	write_example(out, "A layout that fails", example_of(problem, false));
	write_example(out, "A layout that passes", example_of(problem, true));
}
