/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * For GitHub: workflow commands, one a line, that its runner makes annotations of. It makes ten of
 * each kind in a step and passes over the rest, so errors come first and the last line says so.
 */
#include <string.h>

#include "report/report.h"

#define ANNOTATIONS_MAX 10u

static const char *command_name(enum mk_severity severity)
{
	static const char *const names[] = {"notice", "warning", "error"};

	return names[severity];
}

/* The runner decodes %25, %0D, %0A, and in properties %3A and %2C; all else is as it stands. */
static void write_encoded(struct mk_buffer *out, const char *escaped, const char *special)
{
	for (; *escaped; escaped++) {
		if (strchr(special, *escaped))
			mk_buffer_printf(out, "%%%02X", (unsigned)(unsigned char)*escaped);
		else
			mk_buffer_putc(out, *escaped);
	}
}

static void write_property(
	struct mk_buffer *out, const char *separator, const char *name, const char *text)
{
	struct mk_buffer escaped;

	mk_buffer_init(&escaped, out->arena);
	mk_escape_text(&escaped, text, strlen(text));
	mk_buffer_printf(out, "%s%s=", separator, name);
	write_encoded(out, escaped.text, "%\r\n:,");
}

/* Both columns are inside what is marked. */
static void write_place(struct mk_buffer *out, const struct mk_origin *origin)
{
	unsigned length = origin->length ? origin->length : 1;

	if (origin->source && origin->line)
		mk_buffer_printf(out, ",line=%u,col=%u,endColumn=%u", origin->line, origin->column,
			origin->column + length - 1);
}

static void write_message(
	struct mk_buffer *out, const struct mk_report *report, const struct mk_reported *reported)
{
	const char *message = reported->finding->message;
	struct mk_buffer escaped;

	mk_buffer_init(&escaped, out->arena);
	mk_escape_text(&escaped, message, strlen(message));
	mk_reported_details(&escaped, report, reported);
	write_encoded(out, escaped.text, "%\r\n");
}

static void write_finding(
	struct mk_buffer *out, const struct mk_report *report, const struct mk_reported *reported)
{
	const struct mk_finding *finding = reported->finding;
	const struct mk_problem *problem = finding->problem;

	mk_buffer_printf(out, "::%s", command_name(finding->severity));
	write_property(out, " ", "file", mk_reported_file(report, reported));
	write_place(out, &finding->origin);
	write_property(out, ",", "title",
		mk_arena_printf(out->arena, "%s: %s", problem->code, problem->title));
	mk_buffer_puts(out, "::");
	write_message(out, report, reported);
	mk_buffer_putc(out, '\n');
}

/* How many were written. */
static size_t write_severity(struct mk_buffer *out, const struct mk_report *report,
	const mk_reported_list *list, enum mk_severity severity)
{
	const struct mk_reported *reported;
	size_t count = 0;

	mk_each(reported, list) {
		if (reported->finding->standing != MK_STANDS ||
			reported->finding->severity != severity)
			continue;
		write_finding(out, report, reported);
		count++;
	}
	return count;
}

/* "2 errors", of those that no annotation is made of. */
static void write_excess(
	struct mk_buffer *out, const char **separator, size_t count, enum mk_severity severity)
{
	size_t excess = count > ANNOTATIONS_MAX ? count - ANNOTATIONS_MAX : 0;

	if (!excess)
		return;
	mk_buffer_printf(out, "%s%zu more %s%s", *separator, excess, mk_severity_name(severity),
		excess == 1 ? "" : "s");
	*separator = ", ";
}

static void write_github(const struct mk_report *report, struct mk_buffer *out)
{
	mk_reported_list list = mk_report_merge_all(out->arena, report);
	size_t errors = write_severity(out, report, &list, MK_ERROR);
	size_t warnings = write_severity(out, report, &list, MK_WARNING);
	size_t notes = write_severity(out, report, &list, MK_NOTE);
	const char *separator = "mkpart: only in this log, after ten annotations of a kind: ";
	const char *begin = separator;

	write_excess(out, &separator, errors, MK_ERROR);
	write_excess(out, &separator, warnings, MK_WARNING);
	write_excess(out, &separator, notes, MK_NOTE);
	if (separator != begin)
		mk_buffer_putc(out, '\n');
}

const struct mk_report_format mk_report_format_github = {
	.name = "github",
	.doc = "for GitHub workflows: annotations, errors first",
	.write = write_github,
};
