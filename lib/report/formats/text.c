/* SPDX-License-Identifier: BSD-2-Clause */
/* For people: the place, the line itself with the spot marked, the other places, the fix. */
#include <string.h>

#include "base/escape.h"
#include "report/excerpt.h"
#include "report/report.h"
#include "report/wrap.h"

#define TEXT_COLUMNS 100u
#define LEAST_COLUMNS 40u
#define STATEMENT_INDENT 8

struct palette {
	const char *bold;
	const char *severity[3]; /* by enum mk_severity */
	const char *plain;
};

static const struct palette colors = {
	"\033[1m", {"\033[1;36m", "\033[1;35m", "\033[1;31m"}, "\033[0m"};
static const struct palette no_colors = {"", {"", "", ""}, ""};

struct printer {
	const struct mk_report *report;
	const struct palette *palette;
	struct mk_excerpts excerpts;
	struct mk_buffer *out;
};

static unsigned columns_of(const struct mk_report *report)
{
	unsigned columns = report->options.columns;

	if (!columns)
		return TEXT_COLUMNS;
	return columns < LEAST_COLUMNS ? LEAST_COLUMNS : columns;
}

/* "TEXT: ", painted up to the colon. */
static void write_label(struct printer *printer, const char *paint, const char *text)
{
	mk_buffer_puts(printer->out, paint);
	mk_buffer_puts(printer->out, text);
	mk_buffer_putc(printer->out, ':');
	mk_buffer_puts(printer->out, printer->palette->plain);
	mk_buffer_putc(printer->out, ' ');
}

/* Gives the columns that it takes. */
static size_t write_place(struct printer *printer, const struct mk_origin *origin)
{
	struct mk_buffer place;

	mk_buffer_init(&place, printer->out->arena);
	if (origin->source)
		mk_origin_text(&place, origin);
	else
		mk_buffer_puts(&place, "mkpart");
	write_label(printer, printer->palette->bold, place.text);
	return mk_text_width(place.text, place.length) + strlen(": ");
}

/* "FILE:LINE:COL: error: MESSAGE [CODE]"; its first line begins so however narrow the rest is. */
static void write_statement(struct printer *printer, const struct mk_origin *origin,
	enum mk_severity severity, const char *message, const char *code)
{
	const char *paint = printer->palette->severity[severity];
	const char *name = mk_severity_name(severity);
	size_t start = write_place(printer, origin) + strlen(name) + strlen(": ");
	struct mk_buffer escaped;

	mk_buffer_init(&escaped, printer->out->arena);
	mk_escape_text(&escaped, message, strlen(message));
	if (code) {
		mk_buffer_puts(&escaped, " [");
		mk_buffer_puts(&escaped, code);
		mk_buffer_putc(&escaped, ']');
	}
	write_label(printer, paint, name);
	mk_wrap(printer->out, escaped.text,
		(struct mk_wrapping){start, STATEMENT_INDENT, columns_of(printer->report)});
	mk_excerpt_write(&printer->excerpts, origin, paint, printer->palette->plain, printer->out);
}

/* "  LABEL: ", then prose that is aligned behind it. */
static void write_advice(struct printer *printer, const char *label, const char *text)
{
	struct mk_buffer escaped;

	mk_buffer_init(&escaped, printer->out->arena);
	mk_escape_text(&escaped, text, strlen(text));
	mk_buffer_puts(printer->out, "  ");
	write_label(printer, printer->palette->bold, label);
	mk_wrap(printer->out, escaped.text,
		(struct mk_wrapping){
			strlen(label) + 4, strlen(label) + 4, columns_of(printer->report)});
}

static void write_finding(struct printer *printer, const struct mk_reported *reported)
{
	const char *boards = mk_reported_boards(printer->out->arena, printer->report, reported);
	const struct mk_finding *finding = reported->finding;
	const struct mk_problem *problem = finding->problem;
	const char *fix = finding->suggestion ? finding->suggestion : problem->fix;
	const struct mk_note *note;

	write_statement(
		printer, &finding->origin, finding->severity, finding->message, problem->code);
	mk_each(note, &finding->notes)
		write_statement(printer, &note->origin, MK_NOTE, note->message, NULL);
	if (fix)
		write_advice(printer, "fix", fix);
	if (boards)
		write_advice(printer, "only on", boards);
	if (printer->report->options.explain)
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

/* Of a layout's findings. */
struct tally {
	size_t standing[3]; /* by enum mk_severity */
	size_t allowed;
	size_t known;
	size_t unlisted;
};

static struct tally tally_of(const mk_reported_list *list)
{
	struct tally tally = {{0}, 0, 0, 0};
	const struct mk_reported *reported;

	mk_each(reported, list) {
		const struct mk_finding *finding = reported->finding;
		if (finding->standing == MK_STANDS)
			tally.standing[finding->severity] += mk_finding_weight(finding);
		else if (finding->standing == MK_KNOWN)
			tally.known += mk_finding_weight(finding);
		else
			tally.allowed += mk_finding_weight(finding);
		tally.unlisted += finding->unlisted;
	}
	return tally;
}

static void write_summary(const struct tally *tally, struct mk_buffer *out)
{
	const char *separator = "";

	write_count(out, &separator, tally->standing[MK_ERROR], "error");
	write_count(out, &separator, tally->standing[MK_WARNING], "warning");
	write_count(out, &separator, tally->standing[MK_NOTE], "note");
	if (!*separator)
		mk_buffer_puts(out, "no findings");
	if (tally->allowed)
		mk_buffer_printf(out, ", %zu allowed", tally->allowed);
	if (tally->known)
		mk_buffer_printf(out, ", %zu known", tally->known);
	if (tally->unlisted)
		mk_buffer_printf(out, "; %zu of them not listed", tally->unlisted);
	mk_buffer_putc(out, '\n');
}

static void write_heading(struct printer *printer, size_t first)
{
	const char *layout = printer->report->groups[first].layout;

	mk_buffer_puts(printer->out, printer->out->length ? "\n==> " : "==> ");
	if (layout)
		mk_escape_text(printer->out, layout, strlen(layout));
	mk_buffer_puts(printer->out, " <==\n");
}

static void add_tally(struct tally *sum, const struct tally *part)
{
	for (size_t i = 0; i < 3; i++)
		sum->standing[i] += part->standing[i];
	sum->allowed += part->allowed;
	sum->known += part->known;
	sum->unlisted += part->unlisted;
}

/* Gives what it adds to the sum of all layouts. */
static struct tally write_layout(struct printer *printer, size_t first, size_t count)
{
	const struct mk_report *report = printer->report;
	mk_reported_list list = mk_report_merge(printer->out->arena, report, first, count);
	struct tally tally = tally_of(&list);
	const struct mk_reported *reported;

	if (report->options.quiet && !tally.standing[MK_ERROR] && !tally.standing[MK_WARNING] &&
		!tally.standing[MK_NOTE])
		return tally;
	if (count < report->group_count)
		write_heading(printer, first);
	mk_each(reported, &list)
		if (reported->finding->standing == MK_STANDS)
			write_finding(printer, reported);
	write_summary(&tally, printer->out);
	return tally;
}

static void write_total(struct printer *printer, const struct tally *sum, size_t layouts)
{
	bool is_clean =
		!sum->standing[MK_ERROR] && !sum->standing[MK_WARNING] && !sum->standing[MK_NOTE];

	if (layouts < 2 || (printer->report->options.quiet && is_clean))
		return;
	mk_buffer_printf(printer->out, "\n%zu layouts: ", layouts);
	write_summary(sum, printer->out);
}

static void write_text(const struct mk_report *report, struct mk_buffer *out)
{
	struct printer printer = {report, report->options.color ? &colors : &no_colors,
		{.arena = out->arena, .columns = columns_of(report)}, out};
	struct tally sum = {{0}, 0, 0, 0};
	size_t layouts = 0;
	size_t count;

	for (size_t i = 0; i < report->group_count; i += count) {
		struct tally tally;
		count = mk_report_same_layout(report, i);
		tally = write_layout(&printer, i, count);
		add_tally(&sum, &tally);
		layouts++;
	}
	write_total(&printer, &sum, layouts);
}

const struct mk_report_format mk_report_format_text = {
	.name = "text",
	.doc = "for people: excerpts, related places, fixes and a summary",
	.write = write_text,
};
