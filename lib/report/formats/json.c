/* SPDX-License-Identifier: BSD-2-Clause */
/* For programs: every finding, also those the layout allows. Absent values are null. */
#include "doc/json.h"
#include "report/edit.h"
#include "report/excerpt.h"
#include "report/report.h"

/* What is written, and what it is written of. */
struct document {
	struct mk_json json;
	const struct mk_report *report;
	struct mk_excerpts excerpts;
	size_t standing[3]; /* findings by enum mk_severity, once for all boards */
	size_t unlisted;    /* that the list has not one by one */
};

static void put_position(struct mk_json *json, struct mk_json_value *object, const char *key,
	bool known, unsigned value)
{
	if (known)
		mk_json_number(json, object, key, value);
	else
		mk_json_null(json, object, key);
}

static void put_place(
	struct mk_json *json, struct mk_json_value *object, const struct mk_origin *origin)
{
	bool known = origin->source && origin->line;

	mk_json_escaped(json, object, "file", origin->source ? origin->source->name : NULL);
	put_position(json, object, "line", known, origin->line);
	put_position(json, object, "column", known, origin->column);
	put_position(json, object, "length", known, origin->length ? origin->length : 1);
	mk_json_escaped(json, object, "path", origin->path);
}

static void put_notes(
	struct mk_json *json, struct mk_json_value *object, const struct mk_finding *finding)
{
	struct mk_json_value *notes = mk_json_list(json, object, "notes");
	const struct mk_note *note;

	mk_each(note, &finding->notes) {
		struct mk_json_value *item = mk_json_object(json, notes, NULL);
		mk_json_escaped(json, item, "message", note->message);
		put_place(json, item, &note->origin);
	}
}

static void put_change(
	struct mk_json *json, struct mk_json_value *edits, const struct mk_change *change)
{
	struct mk_json_value *item = mk_json_object(json, edits, NULL);
	const struct mk_origin *origin = &change->origin;

	mk_json_escaped(json, item, "file", origin->source->name);
	mk_json_number(json, item, "line", origin->line);
	mk_json_number(json, item, "column", origin->column);
	mk_json_number(json, item, "length", origin->length);
	mk_json_escaped(json, item, "text", change->text);
}

/* The suggestion as edits that can be made blindly, where it is one; one item for each way. */
static void put_fixes(
	struct document *document, struct mk_json_value *object, const struct mk_finding *finding)
{
	struct mk_json *json = &document->json;
	struct mk_json_value *fixes = mk_json_list(json, object, "fixes");
	const struct mk_remedy *remedy;

	mk_each(remedy, &finding->remedies) {
		const struct mk_change *change;
		struct mk_json_value *item, *edits;
		mk_changes changes;
		if (!mk_remedy_changes(&document->excerpts, remedy, &changes))
			continue;
		item = mk_json_object(json, fixes, NULL);
		mk_json_flag(json, item, "safe", remedy->safe);
		edits = mk_json_list(json, item, "edits");
		mk_each(change, &changes)
			put_change(json, edits, change);
	}
}

/* "allowed" holds by the layout, "not-wanted" by this run's options, "known" by the baseline. */
static const char *standing_name(enum mk_standing standing)
{
	static const char *const names[] = {"stands", "allowed", "not-wanted", "known"};

	return names[standing];
}

static void put_subjects(
	struct mk_json *json, struct mk_json_value *object, const struct mk_finding *finding)
{
	struct mk_json_value *list = mk_json_list(json, object, "subjects");

	for (size_t i = 0; i < finding->subjects.count; i++)
		mk_json_escaped(json, list, NULL, finding->subjects.items[i]);
}

static void put_boards(
	struct document *document, struct mk_json_value *object, const struct mk_reported *reported)
{
	const struct mk_report_group *groups = document->report->groups;
	struct mk_json_value *list = mk_json_list(&document->json, object, "boards");
	const size_t *also;

	mk_json_escaped(&document->json, list, NULL, groups[reported->group].board);
	mk_each(also, &reported->also)
		mk_json_escaped(&document->json, list, NULL, groups[*also].board);
}

static void put_finding(struct document *document, struct mk_json_value *findings,
	const struct mk_reported *reported)
{
	struct mk_json *json = &document->json;
	const struct mk_finding *finding = reported->finding;
	struct mk_json_value *object = mk_json_object(json, findings, NULL);

	mk_json_text(json, object, "code", finding->problem->code);
	mk_json_text(json, object, "name", finding->problem->name);
	mk_json_text(json, object, "severity", mk_severity_name(finding->severity));
	mk_json_escaped(json, object, "message", finding->message);
	put_place(json, object, &finding->origin);
	put_notes(json, object, finding);
	mk_json_escaped(json, object, "suggestion", finding->suggestion);
	put_fixes(document, object, finding);
	put_subjects(json, object, finding);
	mk_json_text(json, object, "standing", standing_name(finding->standing));
	mk_json_escaped(json, object, "allowed", finding->allowed);
	mk_json_escaped(json, object, "layout", document->report->groups[reported->group].layout);
	put_boards(document, object, reported);
}

/* What was looked at, findings or not. */
static void put_checked(struct document *document)
{
	struct mk_json *json = &document->json;
	struct mk_json_value *list = mk_json_list(json, json->root, "checked");

	for (size_t i = 0; i < document->report->group_count; i++) {
		const struct mk_report_group *group = &document->report->groups[i];
		struct mk_json_value *item = mk_json_object(json, list, NULL);
		mk_json_escaped(json, item, "layout", group->layout);
		mk_json_escaped(json, item, "board", group->board);
	}
}

static void put_findings(struct document *document)
{
	mk_reported_list list = mk_report_merge_all(document->json.arena, document->report);
	struct mk_json_value *findings =
		mk_json_list(&document->json, document->json.root, "findings");
	const struct mk_reported *reported;

	mk_each(reported, &list) {
		if (reported->finding->standing == MK_STANDS)
			document->standing[reported->finding->severity] +=
				mk_finding_weight(reported->finding);
		document->unlisted += reported->finding->unlisted;
		put_finding(document, findings, reported);
	}
}

static void write_json(const struct mk_report *report, struct mk_buffer *out)
{
	struct document document = {.report = report, .excerpts = {.arena = out->arena}};
	struct mk_json *json = &document.json;

	mk_json_begin(json, out->arena);
	mk_json_text(json, json->root, "format", MK_FINDINGS_FORMAT);
	mk_json_number(json, json->root, "version", MK_FINDINGS_VERSION);
	put_checked(&document);
	put_findings(&document);
	mk_json_number(json, json->root, "errors", document.standing[MK_ERROR]);
	mk_json_number(json, json->root, "warnings", document.standing[MK_WARNING]);
	mk_json_number(json, json->root, "notes", document.standing[MK_NOTE]);
	mk_json_number(json, json->root, "dropped", document.unlisted);
	mk_json_end(json, out);
}

const struct mk_report_format mk_report_format_json = {
	.name = "json",
	.doc = "for programs: one JSON document with every finding, including allowed ones",
	.write = write_json,
};
