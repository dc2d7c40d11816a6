/* SPDX-License-Identifier: BSD-2-Clause */
/* Evidence for programs: schema/mkpart-evidence.schema.json says what there is. */
#include "doc/json.h"
#include "evidence/evidence.h"
#include "report/report.h"
#include "tell/channels.h"

#define FORMAT_VERSION 1

struct document {
	struct mk_json json;
	const struct mk_evidence *evidence;
	mk_judged_list checks;
	mk_traced_list traced;
};

static void put_files(struct document *document, const char *key, const char *role,
	const mk_evidence_files *files)
{
	struct mk_json *json = &document->json;
	struct mk_json_value *list = mk_json_list(json, json->root, key);
	const struct mk_evidence_file *file;

	mk_each(file, files) {
		struct mk_json_value *item = mk_json_object(json, list, NULL);
		mk_json_text(json, item, role, file->role);
		mk_json_escaped(json, item, "file", file->name);
		mk_json_text(json, item, "sha256", file->sha256);
		mk_json_number(json, item, "bytes", file->length);
	}
}

static void put_head(struct document *document)
{
	const struct mk_evidence *evidence = document->evidence;
	struct mk_json *json = &document->json;
	struct mk_json_value *part;

	mk_json_text(json, json->root, "format", "mkpart-evidence");
	mk_json_number(json, json->root, "version", FORMAT_VERSION);
	part = mk_json_object(json, json->root, "tool");
	mk_json_text(json, part, "name", "mkpart");
	mk_json_text(json, part, "version", evidence->version);
	mk_json_text(json, part, "libraries", evidence->libraries);
	part = mk_json_list(json, part, "command");
	for (const char *const *word = evidence->command; *word; word++)
		mk_json_escaped(json, part, NULL, *word);
	mk_json_text(json, json->root, "date", evidence->date);
	mk_json_text(json, json->root, "verdict", mk_evidence_verdict(evidence));
	if (!evidence->plan)
		return;
	part = mk_json_object(json, json->root, "contract");
	mk_json_text(json, part, "name", evidence->plan->contract->name);
	mk_json_text(json, part, "enforces", evidence->plan->contract->enforces);
	mk_json_text(json, part, "kernel", evidence->plan->contract->kernel);
	mk_json_text(json, part, "loader", evidence->plan->contract->loader);
}

static void put_stated(struct document *document)
{
	struct mk_json_value *list =
		mk_json_list(&document->json, document->json.root, "mkpart_verify_options");

	for (size_t i = 0; i < document->evidence->stated_count; i++)
		mk_json_escaped(&document->json, list, NULL, document->evidence->stated[i]);
}

/* --- checks ----------------------------------------------------------------------------------- */

static void put_place(
	struct mk_json *json, struct mk_json_value *object, const struct mk_origin *origin)
{
	mk_json_escaped(json, object, "file", origin->source ? origin->source->name : NULL);
	if (origin->source && origin->line) {
		mk_json_number(json, object, "line", origin->line);
		mk_json_number(json, object, "column", origin->column);
	}
	if (origin->path)
		mk_json_escaped(json, object, "path", origin->path);
}

static void put_words(
	struct mk_json *json, struct mk_json_value *object, const char *key, mk_requirements words)
{
	struct mk_json_value *list = mk_json_list(json, object, key);

	for (size_t i = 0; i < words.count; i++)
		mk_json_escaped(json, list, NULL, words.items[i]);
}

static void put_finding(
	struct document *document, struct mk_json_value *list, const struct mk_finding *finding)
{
	struct mk_json *json = &document->json;
	struct mk_json_value *item = mk_json_object(json, list, NULL);
	struct mk_json_value *places;
	const struct mk_note *note;

	mk_json_text(json, item, "severity", mk_severity_name(finding->severity));
	mk_json_escaped(json, item, "message", finding->message);
	mk_json_flag(json, item, "stands", finding->standing == MK_STANDS);
	mk_json_escaped(json, item, "reason", mk_pardon_reason(finding));
	places = mk_json_list(json, item, "places");
	put_place(json, mk_json_object(json, places, NULL), &finding->origin);
	mk_each(note, &finding->notes)
		put_place(json, mk_json_object(json, places, NULL), &note->origin);
	put_words(json, item, "requirements",
		mk_finding_requirements(document->evidence, &document->traced, finding));
}

static void put_check(
	struct document *document, struct mk_json_value *list, const struct mk_judged *judged)
{
	struct mk_json *json = &document->json;
	struct mk_json_value *item = mk_json_object(json, list, NULL);
	struct mk_json_value *findings;

	mk_json_text(json, item, "code", judged->problem->code);
	mk_json_text(json, item, "name", judged->problem->name);
	mk_json_text(json, item, "severity", mk_severity_name(judged->problem->severity));
	mk_json_text(json, item, "title", judged->problem->title);
	mk_json_text(json, item, "verdict", mk_check_verdict_word(judged->verdict));
	if (judged->why)
		mk_json_text(json, item, "why", judged->why);
	if (judged->note && judged->note->things) {
		struct mk_json_value *looked = mk_json_object(json, item, "looked_at");
		mk_json_number(json, looked, "count", judged->note->looked_at);
		mk_json_text(json, looked, "things", judged->note->things);
	}
	findings = mk_json_list(json, item, "findings");
	for (size_t i = 0; i < judged->findings.count; i++)
		put_finding(document, findings, judged->findings.items[i]);
}

static void put_checks(struct document *document)
{
	struct mk_json_value *list = mk_json_list(&document->json, document->json.root, "checks");
	const struct mk_judged *judged;

	mk_each(judged, &document->checks)
		put_check(document, list, judged);
}

/* --- requirements ----------------------------------------------------------------------------- */

static void put_entry(
	struct document *document, struct mk_json_value *list, const struct mk_traced *traced)
{
	struct mk_json *json = &document->json;
	struct mk_json_value *item = mk_json_object(json, list, NULL);
	const struct mk_evidence_file *output;
	const struct mk_judged *judged;
	struct mk_json_value *part;

	mk_json_text(json, item, "kind", traced->kind);
	mk_json_escaped(json, item, "entry", traced->what);
	put_place(json, mk_json_object(json, item, "place"), &traced->origin);
	part = mk_json_list(json, item, "checks");
	mk_each(judged, &document->checks)
		if (mk_traced_is_checked(traced, judged))
			mk_json_text(json, part, NULL, judged->problem->code);
	part = mk_json_list(json, item, "outputs");
	mk_each(output, &document->evidence->outputs)
		if (mk_traced_is_in(traced, output))
			mk_json_text(json, part, NULL, output->name);
}

static void put_requirements(struct document *document)
{
	struct mk_json *json = &document->json;
	mk_requirements names = mk_evidence_requirements(document->evidence, &document->traced);
	struct mk_json_value *list = mk_json_list(json, json->root, "requirements");
	const struct mk_traced *traced;

	for (size_t i = 0; i < names.count; i++) {
		struct mk_json_value *item = mk_json_object(json, list, NULL);
		struct mk_json_value *entries;
		mk_json_escaped(json, item, "requirement", names.items[i]);
		entries = mk_json_list(json, item, "entries");
		mk_each(traced, &document->traced)
			if (mk_traced_is_for(traced, names.items[i]))
				put_entry(document, entries, traced);
	}
}

/* --- together --------------------------------------------------------------------------------- */

static void put_channels(struct document *document)
{
	const struct mk_evidence *evidence = document->evidence;

	if (evidence->plan)
		mk_channels_add(&document->json,
			mk_json_object(&document->json, document->json.root, "interference"),
			evidence->plan->board,
			mk_board_devices(evidence->plan->board, evidence->arena));
}

static void put_changes(struct document *document)
{
	struct mk_json *json = &document->json;
	const struct mk_evidence *evidence = document->evidence;
	const struct mk_evidence_change *change;
	struct mk_json_value *list;

	if (!evidence->old)
		return;
	mk_json_escaped(json, json->root, "compared_with", evidence->old);
	list = mk_json_list(json, json->root, "changes");
	mk_each(change, &evidence->changes) {
		struct mk_json_value *item = mk_json_object(json, list, NULL);
		mk_json_text(json, item, "what", change->what);
		mk_json_text(json, item, "before", change->before);
		mk_json_text(json, item, "after", change->after);
	}
}

void mk_evidence_json(const struct mk_evidence *evidence, struct mk_buffer *out)
{
	struct document document = {.evidence = evidence,
		.checks = mk_evidence_checks(evidence),
		.traced = mk_evidence_traced(evidence)};

	mk_json_begin(&document.json, out->arena);
	put_head(&document);
	put_files(&document, "inputs", "role", &evidence->inputs);
	put_stated(&document);
	put_files(&document, "outputs", "format", &evidence->outputs);
	put_checks(&document);
	put_requirements(&document);
	put_channels(&document);
	put_changes(&document);
	mk_json_end(&document.json, out);
}
