/* SPDX-License-Identifier: BSD-2-Clause */
#include "report/baseline.h"

#include "doc/reading_problems.h"
#include "run/ctx.h"
#include "syntax/syntax.h"

#define BASELINE_MAX_BYTES ((size_t)16 * 1024 * 1024)

struct comparison {
	mk_ctx *const *contexts;
	size_t count;
	const char *bytes;
	size_t length;
	const char *complaint;
	size_t gone;
};

/* Why it could not be read; it is whatever a file can be. */
static const char *complaint_of(struct mk_arena *arena, const struct mk_finding *finding)
{
	if (finding->problem == &mk_too_large)
		return "it is larger than any real one";
	return mk_arena_printf(arena, "it is not JSON, as line %u shows",
		finding->origin.line ? finding->origin.line : 1);
}

/* `room` is for the document, which is not needed afterwards. A value takes 16 bytes and more. */
static struct mk_baseline *read_in(
	struct mk_arena *room, struct mk_arena *arena, struct comparison *comparison)
{
	static const struct mk_doc_limits limits = {BASELINE_MAX_BYTES, BASELINE_MAX_BYTES / 16};
	struct mk_source source = {"", comparison->bytes, comparison->length};
	struct mk_findings findings;
	const struct mk_doc *doc;

	mk_findings_init(&findings, room);
	doc = mk_syntax_read_json(room, &source, &limits, &findings);
	if (doc && !findings.list.count)
		return mk_baseline_of(arena, doc, &comparison->complaint);
	comparison->complaint = complaint_of(arena, findings.list.items[0]);
	return NULL;
}

static struct mk_baseline *read_baseline(struct mk_arena *arena, struct comparison *comparison)
{
	struct mk_arena_slot *scratch;
	struct mk_baseline *baseline;

	if (!comparison->length) {
		comparison->complaint = "it is empty";
		return NULL;
	}
	scratch = mk_arena_scratch(arena);
	baseline = read_in(scratch->object, arena, comparison);
	mk_arena_release(scratch);
	return baseline;
}

static void compare(void *data)
{
	struct comparison *comparison = data;
	struct mk_baseline *baseline = read_baseline(&comparison->contexts[0]->arena, comparison);

	if (!baseline)
		return;
	for (size_t i = 0; i < comparison->count; i++)
		mk_baseline_apply(baseline, comparison->contexts[i]->layout_source.name,
			&comparison->contexts[i]->findings);
	comparison->gone = mk_baseline_gone(baseline);
}

mk_status mk_use_baseline(mk_ctx *const *contexts, size_t count, const char *bytes, size_t length,
	size_t *gone, const char **complaint)
{
	struct comparison comparison = {contexts, count, bytes, length, NULL, 0};
	mk_status status;

	*gone = 0;
	*complaint = NULL;
	if (!count || (!bytes && length))
		return MK_MISUSE;
	for (size_t i = 0; i < count; i++) {
		if (contexts[i]->exhausted)
			return MK_NO_MEMORY;
		if (!mk_ctx_may(contexts[i], MK_STEP_RESULTS))
			return MK_MISUSE;
	}
	status = mk_ctx_run(contexts[0], compare, &comparison);
	*gone = comparison.gone;
	*complaint = comparison.complaint;
	return status == MK_OK && comparison.complaint ? MK_UNREADABLE : status;
}
