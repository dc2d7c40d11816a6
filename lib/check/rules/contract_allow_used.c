/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>

#include "base/words.h"
#include "check/catalogue.h"
#include "check/rule.h"
#include "check/standing.h"

/* Looking for a name costs; whoever has more findings than this needs other help first. */
#define MAX_SUGGESTIONS 64u
#define MAX_CANDIDATES 256u

/* The first few are enough to see what is meant. */
#define SHOWN 4u

typedef MK_VEC(const char *) names;

static bool covers_any(const struct mk_check *check, const struct mk_allowance *allowance)
{
	struct mk_finding *const *finding;

	mk_each(finding, &check->findings->list)
		if (mk_allowance_covers(allowance, *finding))
			return true;
	return false;
}

static void add_once(struct mk_check *check, names *list, const char *name)
{
	for (size_t i = 0; i < list->count; i++)
		if (strcmp(list->items[i], name) == 0)
			return;
	if (list->count < MAX_CANDIDATES)
		*mk_vec_add(check->arena, list) = name;
}

/* What the findings of a code are about, each once. */
static names subjects_of(struct mk_check *check, const char *code)
{
	struct mk_finding *const *finding;
	const char *const *subject;
	names list = {0};

	mk_each(finding, &check->findings->list)
		if (strcmp((*finding)->problem->code, code) == 0)
			mk_each(subject, &(*finding)->subjects)
				add_once(check, &list, *subject);
	return list;
}

/* "'a', 'b' and 3 more" */
static const char *names_text(struct mk_check *check, const names *list)
{
	struct mk_listing shown;

	mk_listing_begin(&shown, check->arena, SHOWN);
	for (size_t i = 0; i < list->count; i++)
		mk_listing_add(&shown, "'%s'", list->items[i]);
	return mk_listing_text(&shown);
}

static void suggest_subject(
	struct mk_check *check, struct mk_finding *finding, const struct mk_allowance *allowance)
{
	names list;
	const char *nearest;

	if (check->findings->list.count > MAX_SUGGESTIONS)
		return;
	list = subjects_of(check, allowance->code);
	nearest = mk_nearest_name(allowance->about, list.items, list.count);
	if (nearest)
		mk_suggest(check->findings, finding, "did you mean '%s'?", nearest);
	else if (list.count)
		mk_suggest(check->findings, finding, "it was found about %s",
			names_text(check, &list));
	else
		mk_suggest(check->findings, finding,
			"remove `about`: findings of this code are about nothing in particular");
}

static struct mk_finding *report_unused(struct mk_check *check, const struct mk_layout_allow *allow,
	const struct mk_allowance *allowance)
{
	struct mk_finding *finding;

	if (!mk_findings_of(check->findings, allow->code.value))
		return mk_check_report(check, allow->code.origin,
			"%s is allowed, but it was not found", allow->code.value);
	finding = mk_check_report(check, allow->about.origin,
		"%s is allowed about '%s', but it was found only about others", allow->code.value,
		allow->about.value);
	suggest_subject(check, finding, allowance);
	return finding;
}

static bool is_code(const char *text)
{
	return strncmp(text, "MK", 2) == 0 && strlen(text) == 6 &&
	       strspn(text + 2, "0123456789") == 4;
}

/* The code that is spelled like it, or whose check is named like it; NULL for another number. */
static const char *nearest_code(struct mk_arena *arena, const char *wanted)
{
	size_t count;
	const struct mk_problem *const *problems = mk_problem_catalogue(arena, &count);
	const char **words = mk_arena_array(arena, count, 2 * sizeof *words);
	const char *nearest;

	if (is_code(wanted))
		return NULL;
	for (size_t i = 0; i < count; i++) {
		words[2 * i] = problems[i]->code;
		words[2 * i + 1] = problems[i]->name;
	}
	nearest = mk_nearest_name(wanted, words, 2 * count);
	for (size_t i = 0; nearest && i < count; i++)
		if (strcmp(problems[i]->name, nearest) == 0)
			return problems[i]->code;
	return nearest;
}

static struct mk_finding *report_unknown(struct mk_check *check, const struct mk_text *code)
{
	struct mk_finding *finding = mk_check_report(
		check, code->origin, "there is no check '%s'; nothing is allowed", code->value);
	const char *nearest = nearest_code(check->arena, code->value);

	if (nearest)
		mk_did_you_mean(check->findings, finding, code->origin, code->value, nearest);
	return finding;
}

static void check_allow(struct mk_check *check, const struct mk_layout_allow *allow,
	const struct mk_allowance *allowance)
{
	const struct mk_problem *problem = mk_problem_coded(allow->code.value);
	struct mk_finding *finding = NULL;

	if (!problem)
		finding = report_unknown(check, &allow->code);
	else if (problem->severity == MK_ERROR)
		finding = mk_check_report(check, allow->code.origin,
			"%s is an error, which cannot be allowed: the outputs would be wrong",
			allow->code.value);
	else if (!mk_findings_count(check->findings, MK_ERROR) &&
		 !mk_findings_is_full(check->findings, problem) && !covers_any(check, allowance))
		finding = report_unused(check, allow, allowance);
	if (finding)
		mk_about(check->findings, finding, allow->code.value);
}

/* Entries for this very check come last: what they allow has to be found first. */
static void check_entries(struct mk_check *check, bool own)
{
	const mk_layout_allowances *list = &check->layout->allow;

	for (size_t i = 0; i < list->count; i++) {
		const struct mk_layout_allow *allow = &list->items[i];
		if (!allow->record.broken &&
			(strcmp(allow->code.value, check->rule->problem.code) == 0) == own)
			check_allow(check, allow, &mk_check_allowances(check)[i]);
	}
}

static void allow_used(struct mk_check *check)
{
	check_entries(check, false);
	check_entries(check, true);
}

/* The others must have found what there is before unused entries can be told. */
const struct mk_rule mk_rule_contract_allow_used = {
	.problem = {.code = "MK0804",
		.name = "allow-used",
		.severity = MK_WARNING,
		.title = "an `allow` entry that has no effect",
		.why = "It hides nothing today, but tomorrow it would hide a finding that somebody "
		       "should look at.",
		.fix = "Remove the entry, or correct its `code`, or what it is `about`.",
		.about = "the code of the entry"},
	.whole = allow_used,
	.last = true,
};
