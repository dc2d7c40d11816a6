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

static void write_finding(const struct mk_finding *finding, struct mk_buffer *out)
{
	const struct mk_note *note;

	write_line(out, &finding->origin, finding->problem->severity, "", finding->message);
	mk_buffer_printf(out, " [%s]\n", finding->problem->code);
	mk_each(note, &finding->notes) {
		write_line(out, &note->origin, MK_NOTE, "", note->message);
		mk_buffer_putc(out, '\n');
	}
	if (finding->suggestion) {
		write_line(out, &finding->origin, MK_NOTE, "fix: ", finding->suggestion);
		mk_buffer_putc(out, '\n');
	}
}

static void write_gcc(const struct mk_findings *findings, const struct mk_report_options *options,
	struct mk_buffer *out)
{
	struct mk_finding *const *finding;

	(void)options;
	mk_each(finding, &findings->list)
		if (!(*finding)->allowed)
			write_finding(*finding, out);
}

const struct mk_report_format mk_report_format_gcc = {
	.name = "gcc",
	.doc = "for editors: one line for each place, as compilers print them",
	.write = write_gcc,
};
