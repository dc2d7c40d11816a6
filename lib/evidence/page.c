/* SPDX-License-Identifier: BSD-2-Clause */
/* Evidence for people: one page that loads nothing, has no script, and prints. */
#include <string.h>

#include "base/xml.h"
#include "evidence/evidence.h"
#include "report/report.h"
#include "tell/channels.h"

static const char style[] =
	"body{margin:0 auto;max-width:80rem;padding:1rem;font:1rem/1.45 system-ui,sans-serif;"
	"color:#1a1a1a;background:#fff;overflow-wrap:anywhere}"
	"h1{font-size:1.6rem}h2{font-size:1.2rem;border-bottom:1px solid #c8c8c8;margin-top:2rem}"
	"table{border-collapse:collapse;width:100%}"
	"th,td{text-align:left;vertical-align:top;padding:.2rem .5rem;border:1px solid #c8c8c8}"
	"thead{display:table-header-group}tr{break-inside:avoid}"
	"thead th,.word{overflow-wrap:normal}.word{white-space:nowrap}"
	".mono{font-family:ui-monospace,monospace;font-size:.85rem}"
	".found{color:#b3261e;font-weight:600}.allowed{color:#8a5300;font-weight:600}"
	"@page{margin:15mm}@media print{body{max-width:none;padding:0;font-size:9pt}"
	"h2{break-after:avoid}a{color:inherit}}";

struct page {
	struct mk_buffer *out;
	const struct mk_evidence *evidence;
	mk_judged_list checks;
	mk_traced_list traced;
};

/* --- tables ----------------------------------------------------------------------------------- */

/* `heads` may be NULL: a table of names and values. */
static void begin_table(struct page *page, const char *title, const char *const *heads)
{
	mk_buffer_printf(page->out, "<h2>%s</h2>\n<table>\n", title);
	if (heads)
		mk_buffer_puts(page->out, "<thead><tr>");
	for (const char *const *head = heads; head && *head; head++)
		mk_buffer_printf(page->out, "<th scope=\"col\">%s</th>", *head);
	mk_buffer_puts(page->out, heads ? "</tr></thead>\n<tbody>\n" : "<tbody>\n");
}

static void end_table(struct page *page)
{
	mk_buffer_puts(page->out, "</tbody></table>\n");
}

static void put_cell(struct page *page, const char *kind, const char *text)
{
	if (kind)
		mk_buffer_printf(page->out, "<td class=\"%s\">", kind);
	else
		mk_buffer_puts(page->out, "<td>");
	mk_xml_text(page->out, text ? text : "");
	mk_buffer_puts(page->out, "</td>");
}

static void put_row(struct page *page, const char *first, const char *second)
{
	mk_buffer_puts(page->out, "<tr><th scope=\"row\">");
	mk_xml_text(page->out, first);
	mk_buffer_puts(page->out, "</th>");
	put_cell(page, NULL, second);
	mk_buffer_puts(page->out, "</tr>\n");
}

/* --- what it is ------------------------------------------------------------------------------- */

static const char *command_line(struct page *page)
{
	struct mk_buffer text;

	mk_buffer_init(&text, page->out->arena);
	mk_buffer_puts(&text, "");
	for (const char *const *word = page->evidence->command; *word; word++)
		mk_buffer_printf(&text, "%s%s", text.length ? " " : "", *word);
	return text.text;
}

static void put_contract(struct page *page, const struct mk_contract *contract)
{
	put_row(page, "contract", contract->name);
	put_row(page, "it enforces", contract->enforces);
	put_row(page, "kernel", contract->kernel);
	put_row(page, "loader", contract->loader);
}

static void put_summary(struct page *page)
{
	const struct mk_evidence *evidence = page->evidence;
	size_t made = 0;
	const struct mk_judged *judged;

	mk_each(judged, &page->checks)
		made += judged->verdict != MK_VERDICT_LEFT_OUT;
	begin_table(page, "Summary", NULL);
	put_row(page, "verdict", mk_evidence_verdict(evidence));
	put_row(page, "checks",
		mk_arena_printf(page->out->arena, "%zu made, %zu left out", made,
			page->checks.count - made));
	put_row(page, "errors, warnings, notes that stand",
		mk_arena_printf(page->out->arena, "%zu, %zu, %zu",
			mk_findings_count(evidence->findings, MK_ERROR),
			mk_findings_count(evidence->findings, MK_WARNING),
			mk_findings_count(evidence->findings, MK_NOTE)));
	if (evidence->date)
		put_row(page, "date", evidence->date);
	put_row(page, "command", command_line(page));
	put_row(page, "mkpart", evidence->version);
	put_row(page, "built with", evidence->libraries);
	if (evidence->plan)
		put_contract(page, evidence->plan->contract);
	end_table(page);
}

static void put_files(
	struct page *page, const char *title, const char *head, const mk_evidence_files *files)
{
	const char *const heads[] = {head, "file", "bytes", "SHA-256", NULL};
	const struct mk_evidence_file *file;

	begin_table(page, title, heads);
	mk_each(file, files) {
		mk_buffer_puts(page->out, "<tr>");
		put_cell(page, NULL, file->role);
		put_cell(page, NULL, file->name);
		put_cell(page, "word", mk_arena_printf(page->out->arena, "%zu", file->length));
		put_cell(page, "mono", file->sha256);
		mk_buffer_puts(page->out, "</tr>\n");
	}
	end_table(page);
}

static void put_changes(struct page *page)
{
	static const char *const heads[] = {"what", "before", "now", NULL};
	const struct mk_evidence_change *change;

	if (!page->evidence->old)
		return;
	begin_table(page, "Changes since the earlier evidence", heads);
	mk_each(change, &page->evidence->changes) {
		mk_buffer_puts(page->out, "<tr>");
		put_cell(page, NULL, change->what);
		put_cell(page, NULL, change->before ? change->before : "(was not there)");
		put_cell(page, NULL, change->after ? change->after : "(is gone)");
		mk_buffer_puts(page->out, "</tr>\n");
	}
	end_table(page);
}

/* --- checks ----------------------------------------------------------------------------------- */

static const char *class_of(enum mk_check_verdict verdict)
{
	return verdict == MK_VERDICT_FOUND     ? "word found"
	       : verdict == MK_VERDICT_ALLOWED ? "word allowed"
					       : "word";
}

static void put_words(struct page *page, mk_requirements words)
{
	for (size_t i = 0; i < words.count; i++) {
		mk_buffer_puts(page->out, i ? ", " : "");
		mk_xml_text(page->out, words.items[i]);
	}
}

static void put_finding(struct page *page, const struct mk_finding *finding)
{
	mk_requirements words = mk_finding_requirements(page->evidence, &page->traced, finding);
	const char *reason = mk_pardon_reason(finding);
	const struct mk_note *note;
	struct mk_buffer places;

	mk_buffer_init(&places, page->out->arena);
	mk_origin_text(&places, &finding->origin);
	mk_each(note, &finding->notes) {
		mk_buffer_puts(&places, ", ");
		mk_origin_text(&places, &note->origin);
	}
	mk_buffer_puts(page->out, "<div>");
	mk_xml_text(page->out, finding->message);
	mk_buffer_puts(page->out, " <span class=\"mono\">");
	mk_xml_escaped(page->out, places.text ? places.text : "");
	mk_buffer_puts(page->out, "</span>");
	if (reason) {
		mk_buffer_puts(page->out, "<br>allowed: ");
		mk_xml_text(page->out, reason);
	}
	if (words.count) {
		mk_buffer_puts(page->out, "<br>requirements: ");
		put_words(page, words);
	}
	mk_buffer_puts(page->out, "</div>");
}

static void put_check(struct page *page, const struct mk_judged *judged)
{
	const struct mk_check_note *note = judged->note;

	mk_buffer_printf(page->out, "<tr id=\"%s\">", judged->problem->code);
	put_cell(page, "word", judged->problem->code);
	put_cell(page, NULL, judged->problem->title);
	put_cell(page, NULL,
		note && note->things
			? mk_arena_printf(page->out->arena, "%zu %s", note->looked_at, note->things)
			: "");
	put_cell(page, class_of(judged->verdict), mk_check_verdict_word(judged->verdict));
	mk_buffer_puts(page->out, "<td>");
	mk_xml_text(page->out, judged->why ? judged->why : "");
	for (size_t i = 0; i < judged->findings.count; i++)
		put_finding(page, judged->findings.items[i]);
	mk_buffer_puts(page->out, "</td></tr>\n");
}

static void put_checks(struct page *page)
{
	static const char *const heads[] = {
		"code", "what it finds", "looked at", "verdict", "findings", NULL};
	const struct mk_judged *judged;

	begin_table(page, "Checks", heads);
	mk_each(judged, &page->checks)
		put_check(page, judged);
	end_table(page);
}

/* --- requirements ----------------------------------------------------------------------------- */

static void put_entry(struct page *page, const char *requirement, const struct mk_traced *traced)
{
	const struct mk_evidence_file *output;
	const struct mk_judged *judged;
	struct mk_buffer place;

	mk_buffer_init(&place, page->out->arena);
	mk_origin_text(&place, &traced->origin);
	mk_buffer_puts(page->out, "<tr>");
	put_cell(page, NULL, requirement);
	put_cell(page, NULL, traced->what);
	mk_buffer_puts(page->out, "<td class=\"mono\">");
	mk_xml_escaped(page->out, place.text ? place.text : "");
	mk_buffer_puts(page->out, "</td><td>");
	mk_each(judged, &page->checks)
		if (mk_traced_is_checked(traced, judged))
			mk_buffer_printf(page->out, "<a href=\"#%s\">%s</a> ",
				judged->problem->code, judged->problem->code);
	mk_buffer_puts(page->out, "</td><td>");
	mk_each(output, &page->evidence->outputs)
		if (mk_traced_is_in(traced, output)) {
			mk_xml_text(page->out, output->name);
			mk_buffer_puts(page->out, "<br>");
		}
	mk_buffer_puts(page->out, "</td></tr>\n");
}

static void put_requirements(struct page *page)
{
	static const char *const heads[] = {
		"requirement", "entry of the layout", "place", "checks", "outputs", NULL};
	mk_requirements names = mk_evidence_requirements(page->evidence, &page->traced);
	const struct mk_traced *traced;

	begin_table(page, "Requirements", heads);
	for (size_t i = 0; i < names.count; i++)
		mk_each(traced, &page->traced)
			if (mk_traced_is_for(traced, names.items[i]))
				put_entry(page, names.items[i], traced);
	end_table(page);
	if (!names.count)
		mk_buffer_puts(
			page->out, "<p>No entry of the layout says <code>trace</code>.</p>\n");
}

/* --- interference channels -------------------------------------------------------------------- */

static void put_channel(struct page *page, const struct mk_channel *channel)
{
	mk_buffer_puts(page->out, "<tr>");
	put_cell(page, NULL, mk_channel_kind_word(channel->kind));
	mk_buffer_puts(page->out, "<td>");
	mk_xml_escaped(page->out, mk_channel_name(page->out->arena, channel));
	mk_buffer_puts(page->out, "</td><td>");
	mk_xml_escaped(page->out, mk_channel_users(page->out->arena, channel));
	mk_buffer_puts(page->out, "</td></tr>\n");
}

static void put_kind(struct page *page, const mk_channels *channels, enum mk_channel_kind kind)
{
	const struct mk_channel *channel;

	if (!mk_channels_state(channels, kind)) {
		mk_buffer_puts(page->out, "<tr>");
		put_cell(page, NULL, mk_channel_kind_word(kind));
		mk_buffer_puts(page->out, "<td colspan=\"2\">not stated by the tree</td></tr>\n");
	}
	mk_each(channel, channels)
		if (channel->kind == kind)
			put_channel(page, channel);
}

static void put_channels(struct page *page)
{
	static const char *const heads[] = {"kind", "what is shared", "by whom", NULL};
	const struct mk_board *board;
	mk_channels channels;

	if (!page->evidence->plan)
		return;
	board = page->evidence->plan->board;
	channels = mk_board_channels(
		page->out->arena, board, mk_board_devices(board, page->evidence->arena));
	begin_table(page, "Interference channels", heads);
	for (int kind = 0; kind < MK_CHANNEL_KINDS; kind++)
		put_kind(page, &channels, (enum mk_channel_kind)kind);
	end_table(page);
	mk_buffer_puts(page->out,
		"<p>What nodes share although their partitions are disjoint, as far as is known. "
		"Nothing here claims that interference is mitigated.</p>\n");
}

void mk_evidence_page(const struct mk_evidence *evidence, struct mk_buffer *out)
{
	struct page page = {.out = out,
		.evidence = evidence,
		.checks = mk_evidence_checks(evidence),
		.traced = mk_evidence_traced(evidence)};

	mk_buffer_puts(out,
		"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
		"<meta http-equiv=\"Content-Security-Policy\" content=\""
		"default-src 'none'; style-src 'unsafe-inline'\">\n"
		"<meta name=\"viewport\" content=\"width=device-width\">\n<title>");
	mk_xml_text(out, evidence->layout);
	mk_buffer_printf(
		out, ": evidence</title>\n<style>%s</style>\n</head>\n<body>\n<h1>", style);
	mk_xml_text(out, evidence->layout);
	mk_buffer_puts(out, ": evidence</h1>\n");
	put_summary(&page);
	put_changes(&page);
	put_files(&page, "Inputs", "what it is", &evidence->inputs);
	put_files(&page, "Outputs", "format", &evidence->outputs);
	put_checks(&page);
	put_requirements(&page);
	put_channels(&page);
	mk_buffer_puts(out, "</body>\n</html>\n");
}
