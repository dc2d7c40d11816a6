/* SPDX-License-Identifier: BSD-2-Clause */
#include "plan/plan_file.h"

#include <string.h>

#include "doc/frame.h"
#include "doc/reading_problems.h"
#include "syntax/syntax.h"

static struct mk_finding *refuse(struct mk_findings *findings, struct mk_origin origin,
	const struct mk_source *source, const char *why)
{
	return mk_report(findings, &mk_not_a_plan, origin, "'%s' is not a plan of mkpart: %s",
		source->name, why);
}

/* The readers' complaints are of a text. */
static const char *without_text(struct mk_arena *arena, const char *message)
{
	static const char text[] = "the text ";

	if (strncmp(message, text, sizeof text - 1) != 0)
		return message;
	return mk_arena_printf(arena, "it %s", message + sizeof text - 1);
}

/* One file, one finding: whatever is wrong with it first. */
static const struct mk_doc *read_json(
	struct mk_arena *arena, const struct mk_source *source, struct mk_findings *findings)
{
	const struct mk_finding *first;
	struct mk_findings complaints;
	const struct mk_doc *doc;

	mk_findings_init(&complaints, arena);
	doc = mk_syntax_read_json(arena, source, NULL, &complaints);
	if (!complaints.list.count)
		return doc;
	first = complaints.list.items[0];
	refuse(findings, first->origin, source, without_text(arena, first->message));
	return NULL;
}

static bool check_frame(
	const struct mk_doc *doc, const struct mk_source *source, struct mk_findings *findings)
{
	struct mk_origin origin;

	switch (mk_frame_of(doc, MK_PLAN_FORMAT, MK_PLAN_VERSION, &origin)) {
	case MK_FRAME_FITS:
		return true;
	case MK_FRAME_OTHER_FORMAT:
		refuse(findings, origin, source,
			"it does not begin with \"format\": \"" MK_PLAN_FORMAT "\"");
		return false;
	case MK_FRAME_OTHER_VERSION:
		break;
	}
	mk_suggest(findings,
		refuse(findings, origin, source, "it has a version that this mkpart does not know"),
		"make it again with this mkpart, which knows version %u", MK_PLAN_VERSION);
	return false;
}

/* Half a plan is none. */
static struct mk_plan_document *read_document(struct mk_arena *arena,
	const struct mk_source *source, const struct mk_doc *doc, struct mk_findings *findings)
{
	struct mk_plan_document *document = mk_arena_alloc(arena, sizeof *document);
	struct mk_row_problem problem;

	if (mk_rows_read(arena, &mk_plan_document_rows, doc, document, &problem))
		return document;
	refuse(findings, problem.origin, source,
		mk_arena_printf(arena, "'%s' %s", problem.key, problem.why));
	return NULL;
}

struct mk_plan_document *mk_plan_file_read(
	struct mk_arena *arena, const struct mk_source *source, struct mk_findings *findings)
{
	const struct mk_doc *doc = read_json(arena, source, findings);

	if (!doc || !check_frame(doc, source, findings))
		return NULL;
	return read_document(arena, source, doc, findings);
}
