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
static void put_text(struct document *document, json_t *object, const char *key, const char *text)
{
	struct mk_buffer escaped;

	if (!text) {
		put(document, object, key, json_null());
		return;
	}
	mk_buffer_init(&escaped, document->arena);
	mk_escape_text(&escaped, text, strlen(text));
	put(document, object, key, json_string(escaped.text));
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

static void put_finding(
	struct document *document, json_t *findings, const struct mk_finding *finding)
{
	const struct mk_problem *problem = finding->problem;
	json_t *object = append(document, findings, json_object());
	const struct mk_note *note;
	json_t *notes;

	put_text(document, object, "code", problem->code);
	put_text(document, object, "name", problem->name);
	put_text(document, object, "severity", mk_severity_name(problem->severity));
	put_text(document, object, "message", finding->message);
	put_place(document, object, &finding->origin);
	notes = put(document, object, "notes", json_array());
	mk_each(note, &finding->notes)
		put_note(document, notes, note);
	put_text(document, object, "suggestion", finding->suggestion);
	put_text(document, object, "allowed", finding->allowed);
}

static void put_document(struct document *document, const struct mk_findings *findings)
{
	struct mk_finding *const *finding;
	json_t *list;

	put_text(document, document->root, "format", "mkpart-findings");
	put_count(document, document->root, "version", 1);
	list = put(document, document->root, "findings", json_array());
	mk_each(finding, &findings->list)
		put_finding(document, list, *finding);
	put_count(document, document->root, "errors", mk_findings_count(findings, MK_ERROR));
	put_count(document, document->root, "warnings", mk_findings_count(findings, MK_WARNING));
	put_count(document, document->root, "dropped", findings->dropped);
}

static void write_json(const struct mk_findings *findings, const struct mk_report_options *options,
	struct mk_buffer *out)
{
	struct document *document = mk_arena_alloc(out->arena, sizeof *document);
	struct mk_arena_cleanup *cleanup = mk_arena_defer(out->arena, release_document, document);

	(void)options;
	document->arena = out->arena;
	document->root = json_object();
	put_document(document, findings);
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
