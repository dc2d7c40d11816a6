/* SPDX-License-Identifier: BSD-2-Clause */
#include "report/report.h"

#include <string.h>

const struct mk_report_format *mk_report_format_find(const char *name)
{
	for (size_t i = 0; i < mk_report_format_count; i++)
		if (strcmp(mk_report_formats[i]->name, name) == 0)
			return mk_report_formats[i];
	return NULL;
}

/* A log line that begins with "::", behind any spaces, is an order to a CI runner. */
static void write_source_name(struct mk_buffer *out, const char *name)
{
	name = mk_shown_file(name);
	if (strncmp(name + strspn(name, " "), "::", 2) == 0)
		mk_buffer_puts(out, "./");
	mk_escape_text(out, name, strlen(name));
}

void mk_origin_text(struct mk_buffer *out, const struct mk_origin *origin)
{
	if (!origin->source)
		return;
	write_source_name(out, origin->source->name);
	if (origin->path) {
		mk_buffer_putc(out, ':');
		mk_escape_text(out, origin->path, strlen(origin->path));
	} else if (origin->line) {
		mk_buffer_printf(out, ":%u:%u", origin->line, origin->column);
	}
}

const char *mk_reported_boards(
	struct mk_arena *arena, const struct mk_report *report, const struct mk_reported *reported)
{
	const struct mk_report_group *groups = report->groups;
	struct mk_buffer boards;

	if (reported->also.count + 1 == reported->board_count || !groups[reported->group].board)
		return NULL;
	mk_buffer_init(&boards, arena);
	mk_buffer_puts(&boards, groups[reported->group].board);
	for (size_t i = 0; i < reported->also.count; i++)
		mk_buffer_printf(&boards, "%s%s", i + 1 < reported->also.count ? ", " : " and ",
			groups[reported->also.items[i]].board);
	return boards.text;
}

const char *mk_shown_file(const char *name)
{
	return strcmp(name, "-") == 0 ? "<stdin>" : name;
}

const char *mk_reported_file(const struct mk_report *report, const struct mk_reported *reported)
{
	const struct mk_source *source = reported->finding->origin.source;
	const char *name = source ? source->name : report->groups[reported->group].layout;

	return name ? mk_shown_file(name) : "mkpart";
}

unsigned mk_reported_line(const struct mk_reported *reported)
{
	return reported->finding->origin.line ? reported->finding->origin.line : 1;
}

static void add_escaped(struct mk_buffer *out, const char *lead, const char *text)
{
	if (!text)
		return;
	mk_buffer_puts(out, lead);
	mk_escape_text(out, text, strlen(text));
}

void mk_reported_sentence(
	struct mk_buffer *out, const struct mk_report *report, const struct mk_reported *reported)
{
	add_escaped(out, "", reported->finding->message);
	add_escaped(out, "; fix: ", reported->finding->suggestion);
	add_escaped(out, "; only on ", mk_reported_boards(out->arena, report, reported));
}

void mk_reported_details(
	struct mk_buffer *out, const struct mk_report *report, const struct mk_reported *reported)
{
	const struct mk_note *note;

	mk_each(note, &reported->finding->notes) {
		mk_buffer_putc(out, '\n');
		mk_origin_text(out, &note->origin);
		add_escaped(out, ": note: ", note->message);
	}
	add_escaped(out, "\nfix: ", reported->finding->suggestion);
	add_escaped(out, "\nonly on ", mk_reported_boards(out->arena, report, reported));
}

const char *mk_pardon_reason(const struct mk_finding *finding)
{
	switch (finding->standing) {
	case MK_STANDS:
		return NULL;
	case MK_ALLOWED_BY_LAYOUT:
		return finding->allowed ? finding->allowed : "allowed by the layout";
	case MK_ALLOWED_BY_COMMAND:
		return "allowed on the command line";
	case MK_KNOWN:
		return "known by the baseline";
	}
	return NULL;
}
