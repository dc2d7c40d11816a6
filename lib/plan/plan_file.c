/* SPDX-License-Identifier: BSD-2-Clause */
#include "plan/plan_file.h"

#include <string.h>

#include "base/number.h"
#include "doc/reading_problems.h"
#include "syntax/syntax.h"

static struct mk_finding *refuse(struct mk_findings *findings, struct mk_origin origin,
	const struct mk_source *source, const char *why)
{
	return mk_report(findings, &mk_not_a_plan, origin, "'%s' is not a plan of mkpart: %s",
		source->name, why);
}

/* The readers' complaints are worded for layouts. */
static const char *without_layout(struct mk_arena *arena, const char *message)
{
	static const char layout[] = "the layout ";

	if (strncmp(message, layout, sizeof layout - 1) != 0)
		return message;
	return mk_arena_printf(arena, "it %s", message + sizeof layout - 1);
}

/* One file, one finding: whatever is wrong with it first. */
static const struct mk_doc *read_json(
	struct mk_arena *arena, const struct mk_source *source, struct mk_findings *findings)
{
	const struct mk_finding *first;
	struct mk_findings complaints;
	const struct mk_doc *doc;

	mk_findings_init(&complaints, arena);
	doc = mk_syntax_read_json(arena, source, &complaints);
	if (!complaints.list.count)
		return doc;
	first = complaints.list.items[0];
	refuse(findings, first->origin, source, without_layout(arena, first->message));
	return NULL;
}

static bool check_format(
	const struct mk_doc *doc, const struct mk_source *source, struct mk_findings *findings)
{
	const struct mk_doc *format = mk_doc_value(doc, "format");

	if (format && format->kind == MK_DOC_SCALAR && strcmp(format->text, MK_PLAN_FORMAT) == 0)
		return true;
	refuse(findings, format ? format->origin : doc->origin, source,
		"it does not begin with \"format\": \"" MK_PLAN_FORMAT "\"");
	return false;
}

static bool check_version(
	const struct mk_doc *doc, const struct mk_source *source, struct mk_findings *findings)
{
	const struct mk_doc *version = mk_doc_value(doc, "version");
	bool is_scalar = version && version->kind == MK_DOC_SCALAR;
	uint64_t value;

	if (is_scalar &&
		mk_number_parse(version->text, strlen(version->text), &value) == MK_NUMBER_OK &&
		value == MK_PLAN_VERSION)
		return true;
	mk_suggest(findings,
		refuse(findings, version ? version->origin : doc->origin, source,
			"it is of a version that this mkpart does not know"),
		"make it anew with this mkpart, which knows version %u", MK_PLAN_VERSION);
	return false;
}

const struct mk_doc *mk_plan_file_read(
	struct mk_arena *arena, const struct mk_source *source, struct mk_findings *findings)
{
	const struct mk_doc *doc = read_json(arena, source, findings);

	if (!doc || !check_format(doc, source, findings) || !check_version(doc, source, findings))
		return NULL;
	return doc;
}
