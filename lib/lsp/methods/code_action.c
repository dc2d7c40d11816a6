/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>

#include "lsp/diagnostics.h"
#include "report/edit.h"

#define KIND_FIX "quickfix"
#define KIND_FIX_ALL "source.fixAll"

/* One way to mend a finding. */
struct fix {
	const struct mk_finding *finding;
	const struct mk_remedy *remedy;
	mk_changes changes;
};

struct fixing {
	struct mk_call *call;
	const struct mk_document *document;
	struct mk_lines lines;
	MK_VEC(struct fix) fixes;
};

static void announce(struct mk_json *json, struct mk_json_value *capabilities)
{
	static const char *const kinds[] = {KIND_FIX, KIND_FIX_ALL, NULL};
	struct mk_json_value *provider = mk_json_object(json, capabilities, "codeActionProvider");

	mk_json_line(json, provider, "codeActionKinds", kinds);
}

static void collect_of(
	struct fixing *fixing, struct mk_excerpts *excerpts, const struct mk_finding *finding)
{
	const struct mk_remedy *remedy;

	mk_each(remedy, &finding->remedies) {
		struct fix fix = {.finding = finding, .remedy = remedy};
		if (mk_remedy_changes(excerpts, remedy, &fix.changes) && fix.changes.count)
			*mk_vec_add(fixing->call->arena, &fixing->fixes) = fix;
	}
}

static void collect(struct fixing *fixing)
{
	struct mk_excerpts excerpts = {.arena = fixing->call->arena};
	struct mk_finding *const *finding;

	mk_each(finding, &fixing->document->ctx->findings.list)
		if (mk_finding_is_shown(*finding))
			collect_of(fixing, &excerpts, *finding);
}

/* --- writing ---------------------------------------------------------------------------------- */

/* Whether the client wants actions of a kind: "source" stands for all that begin with it. */
static bool is_wanted(struct mk_call *call, const char *kind)
{
	mk_incoming only = mk_incoming_at(call->params, "context.only");
	size_t count = mk_incoming_count(only);

	for (size_t i = 0; i < count; i++) {
		const char *text = mk_incoming_text(mk_incoming_item(only, i));
		size_t length = text ? strlen(text) : 0;
		if (text && strncmp(kind, text, length) == 0 &&
			(!kind[length] || kind[length] == '.' || !length))
			return true;
	}
	return !count;
}

static struct mk_json_value *put_action(
	struct mk_json *json, struct mk_json_value *list, const char *kind, const char *title)
{
	struct mk_json_value *action = mk_json_object(json, list, NULL);

	mk_json_escaped(json, action, "title", title);
	mk_json_text(json, action, "kind", kind);
	return action;
}

static struct mk_json_value *put_edits(
	struct fixing *fixing, struct mk_json *json, struct mk_json_value *action)
{
	struct mk_json_value *edit = mk_json_object(json, action, "edit");
	struct mk_json_value *changes = mk_json_object(json, edit, "changes");

	return mk_json_list(json, changes, fixing->document->uri);
}

static struct mk_stretch place_of(const struct fixing *fixing, const struct mk_change *change)
{
	struct mk_stretch place = mk_lines_span(&fixing->lines, &change->origin);

	if (!change->origin.length)
		place.end = place.first;
	return place;
}

static void put_changes(struct fixing *fixing, struct mk_json *json, struct mk_json_value *list,
	const struct fix *fix)
{
	const struct mk_change *change;

	mk_each(change, &fix->changes) {
		struct mk_json_value *item = mk_json_object(json, list, NULL);
		mk_put_range(json, item, "range", &fixing->lines, place_of(fixing, change));
		mk_json_text(json, item, "newText", change->text);
	}
}

static const char *title_of(struct mk_arena *arena, const struct fix *fix)
{
	const struct mk_problem *problem = fix->finding->problem;
	const char *text = fix->changes.items[0].text;

	if (fix->changes.count == 1 && *text && !strchr(text, '\n'))
		return mk_arena_printf(arena, "Write %s (%s)", text, problem->code);
	return mk_arena_printf(arena, "%s: %s", problem->code,
		fix->finding->suggestion ? fix->finding->suggestion : problem->fix);
}

static void put_fix(struct fixing *fixing, struct mk_json_value *list, const struct fix *fix)
{
	struct mk_json *json = &fixing->call->json;
	struct mk_json_value *action = put_action(json, list, KIND_FIX, title_of(json->arena, fix));

	mk_put_diagnostic(json, mk_json_list(json, action, "diagnostics"), fixing->call->server,
		fixing->document, &fixing->lines, fix->finding);
	if (fix->remedy->safe && fix->finding->remedies.count == 1)
		mk_json_flag(json, action, "isPreferred", true);
	put_changes(fixing, json, put_edits(fixing, json, action), fix);
}

/* All of what a fix changes, from the first place to the last. */
static struct mk_stretch extent(const struct fixing *fixing, const struct fix *fix)
{
	struct mk_stretch whole = place_of(fixing, &fix->changes.items[0]);
	const struct mk_change *change;

	mk_each(change, &fix->changes) {
		struct mk_stretch place = place_of(fixing, change);
		whole.first = place.first < whole.first ? place.first : whole.first;
		whole.end = place.end > whole.end ? place.end : whole.end;
	}
	return whole;
}

/*
 * In the order of the findings, each behind those before it, so that none gets in another's way;
 * one that is left out shows again once the others are made.
 */
static void put_fix_all(struct fixing *fixing, struct mk_json_value *list)
{
	struct mk_json *json = &fixing->call->json;
	struct mk_json_value *edits = NULL;
	const struct fix *fix;
	size_t end = 0;

	mk_each(fix, &fixing->fixes) {
		struct mk_stretch whole = extent(fixing, fix);
		if (!fix->remedy->safe || whole.first < end)
			continue;
		if (!edits)
			edits = put_edits(fixing, json,
				put_action(json, list, KIND_FIX_ALL,
					"Apply every fix that mkpart is sure of"));
		put_changes(fixing, json, edits, fix);
		end = whole.end + 1;
	}
}

/* A fix is offered where its finding is shown. */
static bool is_touched(const struct fixing *fixing, const struct fix *fix, struct mk_stretch range)
{
	struct mk_stretch shown =
		mk_finding_span(fixing->document->ctx, &fixing->lines, fix->finding);

	return shown.first <= range.end && range.first <= shown.end;
}

static void offer(struct fixing *fixing, struct mk_stretch range)
{
	struct mk_json_value *list = mk_call_list(fixing->call);
	const struct fix *fix;

	if (is_wanted(fixing->call, KIND_FIX))
		mk_each(fix, &fixing->fixes)
			if (is_touched(fixing, fix, range))
				put_fix(fixing, list, fix);
	if (is_wanted(fixing->call, KIND_FIX_ALL))
		put_fix_all(fixing, list);
}

static void run_code_action(struct mk_call *call)
{
	struct fixing fixing = {.call = call};
	struct mk_stretch range;

	fixing.document = mk_call_fresh(call);
	if (!fixing.document)
		return;
	mk_lines_of(&fixing.lines, call->arena, fixing.document->ctx);
	if (!mk_call_range(call, &fixing.lines, &range))
		return;
	collect(&fixing);
	offer(&fixing, range);
}

const struct mk_lsp_method mk_lsp_method_code_action = {
	.name = "textDocument/codeAction",
	.announce = announce,
	.run = run_code_action,
};
