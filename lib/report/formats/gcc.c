/* SPDX-License-Identifier: BSD-2-Clause */
/* For editors and problem matchers: one line for each place, as compilers print them. */
#include <string.h>

#include "report/report.h"

static void write_line(struct mk_buffer *out, const struct mk_origin *origin,
	enum mk_severity severity, const char *lead, const char *message)
{
	if (origin->source)
		mk_origin_text(out, origin);
	else
		mk_buffer_puts(out, "mkpart");
	mk_buffer_printf(out, ": %s: %s", mk_severity_name(severity), lead);
	mk_escape_text(out, message, strlen(message));
}

static void write_advice(const struct mk_finding *finding, const char *lead, const char *advice,
	struct mk_buffer *out)
{
	if (!advice)
		return;
	write_line(out, &finding->origin, MK_NOTE, lead, advice);
	mk_buffer_putc(out, '\n');
}

static void write_finding(
	const struct mk_report *report, const struct mk_reported *reported, struct mk_buffer *out)
{
	const struct mk_finding *finding = reported->finding;
	const struct mk_note *note;

	write_line(out, &finding->origin, finding->severity, "", finding->message);
	mk_buffer_printf(out, " [%s]\n", finding->problem->code);
	mk_each(note, &finding->notes) {
		write_line(out, &note->origin, MK_NOTE, "", note->message);
		mk_buffer_putc(out, '\n');
	}
	write_advice(finding, "fix: ", finding->suggestion, out);
	write_advice(finding, "only on ", mk_reported_boards(out->arena, report, reported), out);
}

static void write_gcc(const struct mk_report *report, struct mk_buffer *out)
{
	mk_reported_list list = mk_report_merge_all(out->arena, report);
	const struct mk_reported *reported;

	mk_each(reported, &list)
		if (reported->finding->standing == MK_STANDS)
			write_finding(report, reported, out);
}

const struct mk_report_format mk_report_format_gcc = {
	.name = "gcc",
	.doc = "for editors: one line for each place, like compiler messages",
	.write = write_gcc,
};
