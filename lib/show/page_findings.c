/* SPDX-License-Identifier: BSD-2-Clause */
/* What was found and stands. */
#include <string.h>

#include "base/xml.h"
#include "show/page.h"

static void write_place(struct mk_page *page, const struct mk_origin *origin)
{
	if (!origin->source)
		return;
	mk_buffer_puts(page->out, "<code>");
	mk_page_name(
		page, strcmp(origin->source->name, "-") == 0 ? "<stdin>" : origin->source->name);
	if (origin->path) {
		mk_buffer_puts(page->out, ":");
		mk_page_name(page, origin->path);
	} else if (origin->line) {
		mk_buffer_printf(page->out, ":%u:%u", origin->line, origin->column);
	}
	mk_buffer_puts(page->out, "</code>");
}

/* What stands between backquotes is the layout's own language. */
static void write_words(struct mk_page *page, const char *text)
{
	bool in_code = false;

	for (size_t length; *text; text += length + (text[length] == '`')) {
		length = strcspn(text, "`");
		mk_xml_text(page->out, mk_arena_copy(page->arena, text, length));
		if (text[length] == '`' && (in_code || strchr(text + length + 1, '`'))) {
			mk_buffer_puts(page->out, in_code ? "</code>" : "<code>");
			in_code = !in_code;
		} else if (text[length]) {
			mk_buffer_putc(page->out, '`');
		}
	}
}

static void write_notes(struct mk_page *page, const struct mk_finding *finding)
{
	const struct mk_note *note;

	if (!finding->notes.count)
		return;
	mk_buffer_puts(page->out, "<ul>\n");
	mk_each(note, &finding->notes) {
		mk_buffer_puts(page->out, "<li>");
		mk_xml_text(page->out, note->message);
		mk_buffer_puts(page->out, " ");
		write_place(page, &note->origin);
		mk_buffer_puts(page->out, "</li>\n");
	}
	mk_buffer_puts(page->out, "</ul>\n");
}

static void write_finding(struct mk_page *page, const struct mk_finding *finding)
{
	const char *severity = mk_severity_name(finding->severity);

	mk_buffer_printf(page->out, "<li class=\"%s\"><p><strong>%s</strong> <code>%s</code> ",
		severity, severity, finding->problem->code);
	mk_xml_text(page->out, finding->message);
	mk_buffer_puts(page->out, "</p>\n<p>");
	write_place(page, &finding->origin);
	mk_buffer_puts(page->out, "</p>\n");
	write_notes(page, finding);
	mk_buffer_puts(page->out, "<p>Fix: ");
	write_words(page, finding->suggestion ? finding->suggestion : finding->problem->fix);
	mk_buffer_puts(page->out, "</p>\n</li>\n");
}

static void write_count(struct mk_page *page)
{
	const struct mk_findings *findings = page->view->findings;
	size_t errors = mk_findings_count(findings, MK_ERROR);
	size_t warnings = mk_findings_count(findings, MK_WARNING);
	size_t notes = mk_findings_count(findings, MK_NOTE);

	mk_buffer_printf(page->out,
		"<p>%zu error%s, %zu warning%s, %zu note%s; %zu allowed or known.</p>\n", errors,
		errors == 1 ? "" : "s", warnings, warnings == 1 ? "" : "s", notes,
		notes == 1 ? "" : "s", findings->list.count - errors - warnings - notes);
	if (mk_findings_unlisted(findings))
		mk_buffer_printf(page->out, "<p>%zu of them are not listed.</p>\n",
			mk_findings_unlisted(findings));
}

void mk_page_findings(struct mk_page *page)
{
	struct mk_finding *const *finding;

	mk_buffer_puts(page->out, "<section id=\"findings\"><h2>Findings</h2>\n");
	write_count(page);
	mk_buffer_puts(page->out, "<ul class=\"findings\">\n");
	mk_each(finding, &page->view->findings->list)
		if ((*finding)->standing == MK_STANDS)
			write_finding(page, *finding);
	mk_buffer_puts(page->out, "</ul>\n</section>\n");
}
