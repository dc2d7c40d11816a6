/* SPDX-License-Identifier: BSD-2-Clause */
/* For people: the place, the line itself with the spot marked, the other places, the fix. */
#include <string.h>

#include "report/excerpt.h"
#include "report/report.h"
#include "report/wrap.h"

#define TEXT_COLUMNS 100

struct palette {
	const char *bold;
	const char *severity[3]; /* by enum mk_severity */
	const char *plain;
};

static const struct palette colors = {
	"\033[1m", {"\033[1;36m", "\033[1;35m", "\033[1;31m"}, "\033[0m"};
static const struct palette no_colors = {"", {"", "", ""}, ""};

struct printer {
	const struct mk_report_options *options;
	const struct palette *palette;
	struct mk_excerpts excerpts;
	struct mk_buffer *out;
};

static void write_place(struct printer *printer, const struct mk_origin *origin)
{
	mk_buffer_puts(printer->out, printer->palette->bold);
	if (origin->source)
		mk_origin_text(printer->out, origin);
	else
		mk_buffer_puts(printer->out, "mkpart");
	mk_buffer_printf(printer->out, ":%s ", printer->palette->plain);
}

/* "FILE:LINE:COL: error: MESSAGE [CODE]": one line however long, for editors and grep. */
static void write_statement(struct printer *printer, const struct mk_origin *origin,
	enum mk_severity severity, const char *message, const char *code)
{
	const char *paint = printer->palette->severity[severity];

	write_place(printer, origin);
	mk_buffer_printf(printer->out, "%s%s:%s ", paint, mk_severity_name(severity),
		printer->palette->plain);
	mk_escape_text(printer->out, message, strlen(message));
	if (code)
		mk_buffer_printf(printer->out, " [%s]", code);
	mk_buffer_putc(printer->out, '\n');
	mk_excerpt_write(&printer->excerpts, origin, paint, printer->palette->plain, printer->out);
}

/* "  LABEL: ", then prose that is aligned behind it. */
static void write_advice(struct printer *printer, const char *label, const char *text)
{
	struct mk_buffer escaped;

	mk_buffer_init(&escaped, printer->out->arena);
	mk_escape_text(&escaped, text, strlen(text));
	mk_buffer_printf(
		printer->out, "  %s%s:%s ", printer->palette->bold, label, printer->palette->plain);
	mk_wrap(printer->out, escaped.text, strlen(label) + 4, TEXT_COLUMNS);
}

static void write_finding(struct printer *printer, const struct mk_finding *finding)
{
	const struct mk_problem *problem = finding->problem;
	const struct mk_note *note;

	write_statement(
		printer, &finding->origin, problem->severity, finding->message, problem->code);
	mk_each(note, &finding->notes)
		write_statement(printer, &note->origin, MK_NOTE, note->message, NULL);
	if (finding->suggestion)
		write_advice(printer, "fix", finding->suggestion);
	if (printer->options->explain)
		write_advice(printer, "why", problem->why);
	mk_buffer_putc(printer->out, '\n');
}

static void write_count(
	struct mk_buffer *out, const char **separator, size_t count, const char *noun)
{
	if (!count)
		return;
	mk_buffer_printf(out, "%s%zu %s%s", *separator, count, noun, count == 1 ? "" : "s");
	*separator = ", ";
}

static size_t count_allowed(const struct mk_findings *findings)
{
	struct mk_finding *const *finding;
	size_t count = 0;

	mk_each(finding, &findings->list)
		count += (*finding)->allowed != NULL;
	return count;
}

static void write_summary(const struct mk_findings *findings, struct mk_buffer *out)
{
	const char *separator = "";
	size_t allowed = count_allowed(findings);

	write_count(out, &separator, mk_findings_count(findings, MK_ERROR), "error");
	write_count(out, &separator, mk_findings_count(findings, MK_WARNING), "warning");
	write_count(out, &separator, mk_findings_count(findings, MK_NOTE), "note");
	if (!*separator)
		mk_buffer_puts(out, "no findings");
	if (allowed)
		mk_buffer_printf(out, ", %zu allowed", allowed);
	if (findings->dropped)
		mk_buffer_printf(out, ", and %zu more not shown", findings->dropped);
	mk_buffer_putc(out, '\n');
}

static void write_text(const struct mk_findings *findings, const struct mk_report_options *options,
	struct mk_buffer *out)
{
	struct printer printer = {
		options, options->color ? &colors : &no_colors, {.arena = out->arena}, out};
	struct mk_finding *const *finding;

	mk_each(finding, &findings->list)
		if (!(*finding)->allowed)
			write_finding(&printer, *finding);
	write_summary(findings, out);
}

const struct mk_report_format mk_report_format_text = {
	.name = "text",
	.doc = "for people: excerpts, related places, fixes and a summary",
	.write = write_text,
};
