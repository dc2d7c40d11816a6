/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * For code scanning: SARIF 2.1.0 (OASIS, with errata 01). One run, whose rules are the whole
 * catalogue. Section numbers are the specification's.
 */
#include <string.h>

#include "check/catalogue.h"
#include "doc/json.h"
#include "report/edit.h"
#include "report/fingerprint.h"
#include "report/report.h"
#include "report/uri.h"

/* What is written, and what it is written of. */
struct document {
	struct mk_json json;
	const struct mk_report *report;
	const struct mk_problem *const *rules; /* ascending by code */
	size_t rule_count;
	struct mk_excerpts excerpts;
};

/*
 * Braces stand for arguments and are doubled (3.11.5). "](" would make a link of what is in
 * brackets before it (3.11.6), whoever wrote that, and is pulled apart.
 */
static void put_message(
	struct mk_json *json, struct mk_json_value *object, const char *key, const char *escaped)
{
	struct mk_json_value *message = mk_json_object(json, object, key);
	struct mk_buffer text;

	mk_buffer_init(&text, json->arena);
	for (; *escaped; escaped++) {
		mk_buffer_putc(&text, *escaped);
		if (*escaped == '{' || *escaped == '}')
			mk_buffer_putc(&text, *escaped);
		if (escaped[0] == ']' && escaped[1] == '(')
			mk_buffer_putc(&text, ' ');
	}
	mk_json_text(json, message, "text", text.text);
}

static void put_raw_message(
	struct mk_json *json, struct mk_json_value *object, const char *key, const char *raw)
{
	struct mk_buffer escaped;

	mk_buffer_init(&escaped, json->arena);
	mk_escape_text(&escaped, raw, strlen(raw));
	put_message(json, object, key, escaped.text);
}

/* --- rules ----------------------------------------------------------------------------------- */

/* Descriptions take no arguments, so their braces are their own. */
static void put_description(
	struct mk_json *json, struct mk_json_value *object, const char *key, const char *text)
{
	mk_json_text(json, mk_json_object(json, object, key), "text", text);
}

static void put_rule(
	struct mk_json *json, struct mk_json_value *rules, const struct mk_problem *problem)
{
	struct mk_json_value *rule = mk_json_object(json, rules, NULL);
	struct mk_json_value *defaults;

	mk_json_text(json, rule, "id", problem->code);
	mk_json_text(json, rule, "name", problem->name);
	put_description(json, rule, "shortDescription", problem->title);
	put_description(json, rule, "fullDescription", problem->why);
	put_description(json, rule, "help", problem->fix);
	defaults = mk_json_object(json, rule, "defaultConfiguration");
	mk_json_text(json, defaults, "level", mk_severity_name(problem->severity));
}

static void put_tool(struct document *document, struct mk_json_value *run)
{
	struct mk_json *json = &document->json;
	struct mk_json_value *driver =
		mk_json_object(json, mk_json_object(json, run, "tool"), "driver");
	struct mk_json_value *rules;

	mk_json_text(json, driver, "name", "mkpart");
	mk_json_text(json, driver, "version", document->report->version);
	rules = mk_json_list(json, driver, "rules");
	for (size_t i = 0; i < document->rule_count; i++)
		put_rule(json, rules, document->rules[i]);
}

static void put_rule_index(
	struct document *document, struct mk_json_value *result, const char *code)
{
	for (size_t i = 0; i < document->rule_count; i++)
		if (strcmp(document->rules[i]->code, code) == 0)
			mk_json_number(&document->json, result, "ruleIndex", i);
}

/* --- places ---------------------------------------------------------------------------------- */

static void put_artifact(struct mk_json *json, struct mk_json_value *object, const char *file)
{
	struct mk_json_value *artifact = mk_json_object(json, object, "artifactLocation");
	struct mk_buffer uri;

	mk_buffer_init(&uri, json->arena);
	mk_uri_of_path(&uri, file);
	mk_json_text(json, artifact, "uri", uri.text);
}

static void put_region(struct mk_json *json, struct mk_json_value *object, const char *key,
	const struct mk_origin *origin, unsigned length)
{
	struct mk_json_value *region = mk_json_object(json, object, key);

	mk_json_number(json, region, "startLine", origin->line);
	mk_json_number(json, region, "startColumn", origin->column);
	mk_json_number(json, region, "endColumn", origin->column + length);
}

/* A node of the board's tree is no place in a text. */
static void put_tree_path(struct mk_json *json, struct mk_json_value *location, const char *path)
{
	struct mk_json_value *list = mk_json_list(json, location, "logicalLocations");
	struct mk_json_value *logical = mk_json_object(json, list, NULL);

	mk_json_escaped(json, logical, "fullyQualifiedName", path);
	mk_json_text(json, logical, "kind", "object");
}

static struct mk_json_value *put_place(struct mk_json *json, struct mk_json_value *list,
	const char *file, const struct mk_origin *origin)
{
	struct mk_json_value *location = mk_json_object(json, list, NULL);
	struct mk_json_value *physical = mk_json_object(json, location, "physicalLocation");

	put_artifact(json, physical, file);
	if (origin->source && origin->line)
		put_region(json, physical, "region", origin, origin->length ? origin->length : 1);
	if (origin->path)
		put_tree_path(json, location, origin->path);
	return location;
}

static void put_notes(
	struct mk_json *json, struct mk_json_value *result, const struct mk_finding *finding)
{
	const struct mk_note *note;
	struct mk_json_value *list;

	if (!finding->notes.count)
		return;
	list = mk_json_list(json, result, "relatedLocations");
	mk_each(note, &finding->notes) {
		const char *file = mk_shown_file(note->origin.source->name);
		struct mk_json_value *location = put_place(json, list, file, &note->origin);
		put_raw_message(json, location, "message", note->message);
	}
}

/* --- results --------------------------------------------------------------------------------- */

/* In the source: by the layout. Elsewhere: by this run's options or the baseline (3.35.2). */
static void put_suppressions(
	struct mk_json *json, struct mk_json_value *result, const struct mk_finding *finding)
{
	bool in_source = finding->standing == MK_ALLOWED_BY_LAYOUT;
	const char *pardon = mk_pardon_reason(finding);
	struct mk_json_value *list = mk_json_list(json, result, "suppressions");
	struct mk_json_value *suppression;

	if (!pardon)
		return;
	suppression = mk_json_object(json, list, NULL);
	mk_json_text(json, suppression, "kind", in_source ? "inSource" : "external");
	mk_json_escaped(json, suppression, "justification", pardon);
}

/* All edits of a remedy are of one layout. */
static void put_fix(struct document *document, struct mk_json_value *fixes,
	const struct mk_finding *finding, const mk_changes *changes)
{
	struct mk_json *json = &document->json;
	struct mk_json_value *fix = mk_json_object(json, fixes, NULL);
	struct mk_json_value *file, *list;
	const struct mk_change *change;

	put_raw_message(json, fix, "description", finding->suggestion);
	file = mk_json_object(json, mk_json_list(json, fix, "artifactChanges"), NULL);
	put_artifact(json, file, mk_shown_file(changes->items->origin.source->name));
	list = mk_json_list(json, file, "replacements");
	mk_each(change, changes) {
		struct mk_json_value *replacement = mk_json_object(json, list, NULL);
		put_region(
			json, replacement, "deletedRegion", &change->origin, change->origin.length);
		put_description(json, replacement, "insertedContent", change->text);
	}
}

static void put_fixes(
	struct document *document, struct mk_json_value *result, const struct mk_finding *finding)
{
	struct mk_json_value *fixes = NULL;
	const struct mk_remedy *remedy;
	mk_changes changes;

	mk_each(remedy, &finding->remedies) {
		if (!mk_remedy_changes(&document->excerpts, remedy, &changes))
			continue;
		if (!fixes)
			fixes = mk_json_list(&document->json, result, "fixes");
		put_fix(document, fixes, finding, &changes);
	}
}

/* Which layout and boards it is about: no field of SARIF's own is for that. */
static void put_properties(
	struct document *document, struct mk_json_value *result, const struct mk_reported *reported)
{
	const struct mk_report_group *groups = document->report->groups;
	struct mk_json *json = &document->json;
	struct mk_json_value *properties = mk_json_object(json, result, "properties");
	struct mk_json_value *boards;
	const size_t *also;

	if (groups[reported->group].layout)
		mk_json_escaped(json, properties, "layout", groups[reported->group].layout);
	if (!groups[reported->group].board)
		return;
	boards = mk_json_list(json, properties, "boards");
	mk_json_escaped(json, boards, NULL, groups[reported->group].board);
	mk_each(also, &reported->also)
		mk_json_escaped(json, boards, NULL, groups[*also].board);
}

static void put_fingerprint(
	struct mk_json *json, struct mk_json_value *result, const char *fingerprint)
{
	struct mk_json_value *fingerprints = mk_json_object(json, result, "partialFingerprints");

	mk_json_text(json, fingerprints, "mkpartFinding/v1", fingerprint);
}

static void put_result(struct document *document, struct mk_json_value *results,
	const struct mk_reported *reported, const char *fingerprint)
{
	const struct mk_finding *finding = reported->finding;
	struct mk_json *json = &document->json;
	struct mk_json_value *result = mk_json_object(json, results, NULL);
	struct mk_buffer sentence;

	mk_json_text(json, result, "ruleId", finding->problem->code);
	put_rule_index(document, result, finding->problem->code);
	mk_json_text(json, result, "level", mk_severity_name(finding->severity));
	mk_buffer_init(&sentence, json->arena);
	mk_reported_sentence(&sentence, document->report, reported);
	put_message(json, result, "message", sentence.text);
	put_place(json, mk_json_list(json, result, "locations"),
		mk_reported_file(document->report, reported), &finding->origin);
	put_notes(json, result, finding);
	put_fingerprint(json, result, fingerprint);
	put_suppressions(json, result, finding);
	put_fixes(document, result, finding);
	put_properties(document, result, reported);
}

static void put_results(struct document *document, struct mk_json_value *run)
{
	struct mk_json *json = &document->json;
	mk_reported_list list = mk_report_merge_all(json->arena, document->report);
	const char *const *fingerprints = mk_fingerprints(json->arena, document->report, &list);
	struct mk_json_value *results = mk_json_list(json, run, "results");

	for (size_t i = 0; i < list.count; i++)
		put_result(document, results, &list.items[i], fingerprints[i]);
}

/* --- the run --------------------------------------------------------------------------------- */

static bool all_was_read(const struct mk_report *report)
{
	for (size_t i = 0; i < report->group_count; i++) {
		struct mk_finding *const *finding;
		mk_each(finding, &report->groups[i].findings->list)
			if ((*finding)->problem->unreadable)
				return false;
	}
	return true;
}

static void put_invocation(struct document *document, struct mk_json_value *run)
{
	struct mk_json *json = &document->json;
	struct mk_json_value *invocation =
		mk_json_object(json, mk_json_list(json, run, "invocations"), NULL);

	mk_json_flag(json, invocation, "executionSuccessful", all_was_read(document->report));
}

static void write_sarif(const struct mk_report *report, struct mk_buffer *out)
{
	struct document document = {.report = report, .excerpts = {.arena = out->arena}};
	struct mk_json *json = &document.json;
	struct mk_json_value *run;

	document.rules = mk_problem_catalogue(out->arena, &document.rule_count);
	mk_json_begin(json, out->arena);
	mk_json_text(json, json->root, "$schema", "https://json.schemastore.org/sarif-2.1.0.json");
	mk_json_text(json, json->root, "version", "2.1.0");
	run = mk_json_object(json, mk_json_list(json, json->root, "runs"), NULL);
	put_tool(&document, run);
	put_invocation(&document, run);
	mk_json_text(json, run, "columnKind", "unicodeCodePoints");
	put_results(&document, run);
	mk_json_end(json, out);
}

const struct mk_report_format mk_report_format_sarif = {
	.name = "sarif",
	.doc = "for code scanning: SARIF 2.1.0",
	.write = write_sarif,
};
