/* SPDX-License-Identifier: BSD-2-Clause */
/* For programs: every finding, also those the layout allows. Absent values are null. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "report/report.h"

/* What jansson holds for us; released with the arena where memory runs out half-way. */
struct document {
	struct mk_arena *arena;
	json_t *root;
	char *text;
	size_t standing[3]; /* findings by enum mk_severity, once for all boards */
	size_t dropped;
};

static void release_document(void *object)
{
	struct document *document = object;

	json_decref(document->root);
	free(document->text);
}

/* Takes over `value`; NULL is a failed allocation of jansson's. */
static json_t *put(struct document *document, json_t *object, const char *key, json_t *value)
{
	if (json_object_set_new(object, key, value) != 0)
		mk_arena_exhaust(document->arena);
	return value;
}

static json_t *append(struct document *document, json_t *array, json_t *value)
{
	if (json_array_append_new(array, value) != 0)
		mk_arena_exhaust(document->arena);
	return value;
}

static void put_count(struct document *document, json_t *object, const char *key, size_t count)
{
	put(document, object, key, json_integer((json_int_t)count));
}

/* Escaped as for people: what is left is UTF-8 without controls. */
static json_t *escaped_text(const struct document *document, const char *text)
{
	struct mk_buffer escaped;

	if (!text)
		return json_null();
	mk_buffer_init(&escaped, document->arena);
	mk_escape_text(&escaped, text, strlen(text));
	return json_string(escaped.text);
}

static void put_text(struct document *document, json_t *object, const char *key, const char *text)
{
	put(document, object, key, escaped_text(document, text));
}

static void put_position(
	struct document *document, json_t *object, const char *key, bool known, unsigned value)
{
	put(document, object, key, known ? json_integer(value) : json_null());
}

static void put_place(struct document *document, json_t *object, const struct mk_origin *origin)
{
	bool known = origin->source && origin->line;

	put_text(document, object, "file", origin->source ? origin->source->name : NULL);
	put_position(document, object, "line", known, origin->line);
	put_position(document, object, "column", known, origin->column);
	put_position(document, object, "length", known, origin->length ? origin->length : 1);
	put_text(document, object, "path", origin->path);
}

static void put_note(struct document *document, json_t *notes, const struct mk_note *note)
{
	json_t *object = append(document, notes, json_object());

	put_text(document, object, "message", note->message);
	put_place(document, object, &note->origin);
}

/* "allowed" holds by the layout, "not-wanted" by this run's options, "known" by the baseline. */
static const char *standing_name(enum mk_standing standing)
{
	static const char *const names[] = {"stands", "allowed", "not-wanted", "known"};

	return names[standing];
}

static void put_texts(struct document *document, json_t *object, const char *key,
	const char *const *texts, size_t count)
{
	json_t *list = put(document, object, key, json_array());

	for (size_t i = 0; i < count; i++)
		append(document, list, escaped_text(document, texts[i]));
}

static void put_boards(struct document *document, json_t *object, const struct mk_report *report,
	const struct mk_reported *reported)
{
	json_t *list = put(document, object, "boards", json_array());
	const size_t *also;

	append(document, list, escaped_text(document, report->groups[reported->group].board));
	mk_each(also, &reported->also)
		append(document, list, escaped_text(document, report->groups[*also].board));
}

static void put_finding(struct document *document, json_t *findings, const struct mk_report *report,
	const struct mk_reported *reported)
{
	const struct mk_finding *finding = reported->finding;
	const struct mk_problem *problem = finding->problem;
	json_t *object = append(document, findings, json_object());
	const struct mk_note *note;
	json_t *notes;

	put_text(document, object, "code", problem->code);
	put_text(document, object, "name", problem->name);
	put_text(document, object, "severity", mk_severity_name(finding->severity));
	put_text(document, object, "message", finding->message);
	put_place(document, object, &finding->origin);
	notes = put(document, object, "notes", json_array());
	mk_each(note, &finding->notes)
		put_note(document, notes, note);
	put_text(document, object, "suggestion", finding->suggestion);
	put_texts(document, object, "subjects", finding->subjects.items, finding->subjects.count);
	put_text(document, object, "standing", standing_name(finding->standing));
	put_text(document, object, "allowed", finding->allowed);
	put_text(document, object, "layout", report->groups[reported->group].layout);
	put_boards(document, object, report, reported);
}

static void put_layout(struct document *document, json_t *findings, const struct mk_report *report,
	size_t first, size_t count)
{
	mk_reported_list list = mk_report_merge(document->arena, report, first, count);
	const struct mk_reported *reported;

	mk_each(reported, &list) {
		document->standing[reported->finding->severity] +=
			reported->finding->standing == MK_STANDS;
		put_finding(document, findings, report, reported);
	}
	for (size_t i = first; i < first + count; i++)
		document->dropped += report->groups[i].findings->dropped;
}

static void put_document(struct document *document, const struct mk_report *report)
{
	json_t *list;
	size_t count;

	put_text(document, document->root, "format", "mkpart-findings");
	put_count(document, document->root, "version", 1);
	list = put(document, document->root, "findings", json_array());
	for (size_t i = 0; i < report->group_count; i += count) {
		count = mk_report_same_layout(report, i);
		put_layout(document, list, report, i, count);
	}
	put_count(document, document->root, "errors", document->standing[MK_ERROR]);
	put_count(document, document->root, "warnings", document->standing[MK_WARNING]);
	put_count(document, document->root, "dropped", document->dropped);
}

static void write_json(const struct mk_report *report, struct mk_buffer *out)
{
	struct document *document = mk_arena_alloc(out->arena, sizeof *document);
	struct mk_arena_cleanup *cleanup = mk_arena_defer(out->arena, release_document, document);

	document->arena = out->arena;
	document->root = json_object();
	put_document(document, report);
	document->text = json_dumps(document->root, JSON_INDENT(2));
	if (!document->text)
		mk_arena_exhaust(out->arena);
	mk_buffer_puts(out, document->text);
	mk_buffer_putc(out, '\n');
	mk_arena_release(cleanup);
}

const struct mk_report_format mk_report_format_json = {
	.name = "json",
	.doc = "for programs: one JSON document with every finding, allowed ones too",
	.write = write_json,
};
