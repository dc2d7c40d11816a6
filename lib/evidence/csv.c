/* SPDX-License-Identifier: BSD-2-Clause */
/* Evidence for requirement tools and spreadsheets: comma-separated values as of RFC 4180. */
#include <string.h>

#include "base/escape.h"
#include "evidence/evidence.h"
#include "report/report.h"

/* What begins so, a spreadsheet computes (OWASP, CSV injection). */
#define BEGINNINGS "=+-@"

struct sheet {
	struct mk_buffer *out;
	bool begun; /* the line has a field already */
};

static void put(struct sheet *sheet, const char *text)
{
	struct mk_buffer shown;

	mk_buffer_init(&shown, sheet->out->arena);
	if (text)
		mk_escape_text(&shown, text, strlen(text));
	mk_buffer_puts(sheet->out, sheet->begun ? ",\"" : "\"");
	if (shown.length && strchr(BEGINNINGS, shown.text[0]))
		mk_buffer_putc(sheet->out, '\'');
	for (size_t i = 0; i < shown.length; i++) {
		if (shown.text[i] == '"')
			mk_buffer_putc(sheet->out, '"');
		mk_buffer_putc(sheet->out, shown.text[i]);
	}
	mk_buffer_putc(sheet->out, '"');
	sheet->begun = true;
}

static void end_line(struct sheet *sheet)
{
	mk_buffer_puts(sheet->out, "\r\n");
	sheet->begun = false;
}

static void put_heads(struct sheet *sheet, const char *const *heads)
{
	for (; *heads; heads++)
		put(sheet, *heads);
	end_line(sheet);
}

/* --- a line for each check, or for each of its findings ----------------------------------------
 */

static const char *joined(struct mk_arena *arena, mk_requirements words)
{
	struct mk_buffer text;

	mk_buffer_init(&text, arena);
	mk_buffer_puts(&text, "");
	for (size_t i = 0; i < words.count; i++)
		mk_buffer_printf(&text, "%s%s", i ? " " : "", words.items[i]);
	return text.text;
}

static const char *places_of(struct mk_arena *arena, const struct mk_finding *finding)
{
	const struct mk_note *note;
	struct mk_buffer text;

	mk_buffer_init(&text, arena);
	mk_origin_text(&text, &finding->origin);
	mk_each(note, &finding->notes) {
		mk_buffer_puts(&text, " ");
		mk_origin_text(&text, &note->origin);
	}
	return text.text;
}

static void put_check(struct sheet *sheet, const struct mk_judged *judged)
{
	const struct mk_check_note *note = judged->note;

	put(sheet, judged->problem->code);
	put(sheet, judged->problem->name);
	put(sheet, mk_severity_name(judged->problem->severity));
	put(sheet, judged->problem->title);
	put(sheet, note && note->things ? mk_arena_printf(sheet->out->arena, "%zu", note->looked_at)
					: "");
	put(sheet, note ? note->things : "");
	put(sheet, mk_check_verdict_word(judged->verdict));
	put(sheet, judged->why);
}

static void put_finding(struct sheet *sheet, const struct mk_evidence *evidence,
	const mk_traced_list *traced, const struct mk_finding *finding)
{
	put(sheet, finding ? finding->message : "");
	put(sheet, finding ? mk_pardon_reason(finding) : "");
	put(sheet, finding ? places_of(sheet->out->arena, finding) : "");
	put(sheet, finding ? joined(sheet->out->arena,
				     mk_finding_requirements(evidence, traced, finding))
			   : "");
	end_line(sheet);
}

void mk_evidence_checks_csv(const struct mk_evidence *evidence, struct mk_buffer *out)
{
	static const char *const heads[] = {"code", "name", "severity", "title", "looked at",
		"things", "verdict", "why", "finding", "allowed because", "places", "requirements",
		NULL};
	mk_judged_list checks = mk_evidence_checks(evidence);
	mk_traced_list traced = mk_evidence_traced(evidence);
	struct sheet sheet = {.out = out};
	const struct mk_judged *judged;

	put_heads(&sheet, heads);
	mk_each(judged, &checks) {
		size_t lines = judged->findings.count ? judged->findings.count : 1;
		for (size_t i = 0; i < lines; i++) {
			put_check(&sheet, judged);
			put_finding(&sheet, evidence, &traced,
				judged->findings.count ? judged->findings.items[i] : NULL);
		}
	}
}

/* --- a line for each requirement and entry -----------------------------------------------------
 */

static const char *checks_of(
	struct mk_arena *arena, const struct mk_traced *traced, const mk_judged_list *checks)
{
	const struct mk_judged *judged;
	struct mk_buffer text;

	mk_buffer_init(&text, arena);
	mk_buffer_puts(&text, "");
	mk_each(judged, checks)
		if (mk_traced_is_checked(traced, judged))
			mk_buffer_printf(&text, "%s%s (%s)", text.length ? " " : "",
				judged->problem->code, mk_check_verdict_word(judged->verdict));
	return text.text;
}

static const char *outputs_of(
	struct mk_arena *arena, const struct mk_traced *traced, const struct mk_evidence *evidence)
{
	const struct mk_evidence_file *output;
	struct mk_buffer text;

	mk_buffer_init(&text, arena);
	mk_buffer_puts(&text, "");
	mk_each(output, &evidence->outputs)
		if (mk_traced_is_in(traced, output))
			mk_buffer_printf(&text, "%s%s", text.length ? " " : "", output->name);
	return text.text;
}

void mk_evidence_trace_csv(const struct mk_evidence *evidence, struct mk_buffer *out)
{
	static const char *const heads[] = {
		"requirement", "kind", "entry", "place", "checks", "outputs", NULL};
	mk_judged_list checks = mk_evidence_checks(evidence);
	mk_traced_list traced = mk_evidence_traced(evidence);
	mk_requirements names = mk_evidence_requirements(evidence, &traced);
	struct sheet sheet = {.out = out};
	const struct mk_traced *entry;

	put_heads(&sheet, heads);
	for (size_t i = 0; i < names.count; i++)
		mk_each(entry, &traced) {
			struct mk_buffer place;
			if (!mk_traced_is_for(entry, names.items[i]))
				continue;
			mk_buffer_init(&place, out->arena);
			mk_origin_text(&place, &entry->origin);
			put(&sheet, names.items[i]);
			put(&sheet, entry->kind);
			put(&sheet, entry->what);
			put(&sheet, place.text);
			put(&sheet, checks_of(out->arena, entry, &checks));
			put(&sheet, outputs_of(out->arena, entry, evidence));
			end_line(&sheet);
		}
}

void mk_evidence_sums(const struct mk_evidence *evidence, struct mk_buffer *out)
{
	const struct mk_evidence_file *output;

	mk_each(output, &evidence->outputs)
		mk_buffer_printf(out, "%s  %s\n", output->sha256, output->name);
}

void mk_evidence_own_sums(const struct mk_evidence *evidence, struct mk_buffer *out)
{
	const struct mk_evidence_file *file;

	mk_each(file, &evidence->files)
		mk_buffer_printf(out, "%s  %s\n", file->sha256, file->name);
}
