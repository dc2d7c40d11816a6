/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/check.h"

#include <string.h>

#include "check/log.h"
#include "check/rule.h"
#include "check/standing.h"

static unsigned level_within(const struct mk_rule *rule, unsigned limit)
{
	unsigned level = 0;

	for (const struct mk_rule *const *before = rule->prerequisites; limit && before && *before;
		before++) {
		unsigned least = level_within(*before, limit - 1) + 1;
		level = least > level ? least : level;
	}
	return level;
}

unsigned mk_rule_level(const struct mk_rule *rule)
{
	return level_within(rule, MK_RULE_MAX_LEVEL + 1);
}

static bool has_found(const struct mk_check *check, const struct mk_rule *rule)
{
	return mk_findings_like(check->findings, &rule->problem) > 0;
}

static bool holds(const struct mk_check *check, const struct mk_rule *rule)
{
	return mk_contract_has_check(check->plan->contract, rule->problem.code);
}

/* The rule whose finding makes this one pointless, or NULL. */
static const struct mk_rule *hider_of(const struct mk_check *check, const struct mk_rule *rule)
{
	for (const struct mk_rule *const *before = rule->prerequisites; before && *before; before++)
		if (has_found(check, *before))
			return *before;
	return NULL;
}

static void tell(struct mk_check *check, const char *what)
{
	const struct mk_problem *problem = &check->rule->problem;

	mk_trace_line(check->arena, check->tracer, "%s %s: %s", problem->code, problem->name, what);
}

static size_t finding_count(const struct mk_check *check)
{
	return check->findings->list.count;
}

static void visit(struct mk_check *check)
{
	size_t before = finding_count(check);
	size_t found;

	mk_rule_visit(check, check->rule);
	found = finding_count(check) - before;
	if (check->tracer)
		tell(check, found ? mk_arena_printf(check->arena, "%zu found", found)
				  : "nothing found");
}

static void note(struct mk_check *check, enum mk_check_outcome outcome, const struct mk_rule *hider)
{
	struct mk_check_note note = {.rule = check->rule, .outcome = outcome, .hider = hider};

	if (!check->log)
		return;
	if (outcome == MK_CHECKED)
		mk_rule_scope(check, &note);
	*mk_vec_add(check->arena, &check->log->notes) = note;
}

static void run_rule(struct mk_check *check, const struct mk_rule *rule)
{
	const struct mk_rule *hider = hider_of(check, rule);

	check->rule = rule;
	if (!holds(check, rule)) {
		tell(check, "left out: it does not apply to the contract");
		note(check, MK_CHECK_NOT_OF_CONTRACT, NULL);
	} else if (hider) {
		if (check->tracer)
			tell(check, mk_arena_printf(check->arena, "left out: %s was found",
					    hider->problem.code));
		note(check, MK_CHECK_HIDDEN, hider);
	} else if (rule->applies && !rule->applies(check)) {
		tell(check, "left out: there is nothing to look at");
		note(check, MK_CHECK_NOTHING_THERE, NULL);
	} else {
		visit(check);
		note(check, MK_CHECKED, NULL);
	}
}

/* False if one of the rules that come before all others found something. */
static bool run_first_rules(struct mk_check *check)
{
	size_t before = check->findings->list.count;

	for (size_t i = 0; i < mk_rule_count; i++)
		if (mk_rules[i]->first)
			run_rule(check, mk_rules[i]);
	return check->findings->list.count == before;
}

#define LAST_LEVEL (MK_RULE_MAX_LEVEL + 1)

static void run_level(struct mk_check *check, const unsigned *levels, unsigned level)
{
	for (size_t i = 0; i < mk_rule_count; i++)
		if (levels[i] == level && !mk_rules[i]->first)
			run_rule(check, mk_rules[i]);
}

/* Each level needs only those before it; what looks at all findings comes after them all. */
static void run_later_rules(struct mk_check *check)
{
	unsigned *levels = mk_arena_array(check->arena, mk_rule_count, sizeof *levels);

	for (size_t i = 0; i < mk_rule_count; i++)
		levels[i] = mk_rules[i]->last ? LAST_LEVEL : mk_rule_level(mk_rules[i]);
	for (unsigned level = 0; level <= LAST_LEVEL; level++)
		run_level(check, levels, level);
}

void mk_check_run_first(
	struct mk_arena *arena, const struct mk_plan *plan, struct mk_findings *findings)
{
	struct mk_check check = {
		.arena = arena, .plan = plan, .layout = plan->layout, .findings = findings};

	run_first_rules(&check);
}

void mk_check_run(struct mk_arena *arena, const struct mk_plan *plan,
	const struct mk_images *images, struct mk_overrides *overrides,
	struct mk_findings *findings)
{
	static const struct mk_images no_images;
	struct mk_check check = {.arena = arena,
		.plan = plan,
		.layout = plan->layout,
		.images = images ? images : &no_images,
		.findings = findings};
	struct mk_overrides none = {0};

	if (overrides && overrides->tracer.tell)
		check.tracer = &overrides->tracer;
	if (overrides)
		check.log = overrides->log;
	if (run_first_rules(&check))
		run_later_rules(&check);
	else
		mk_trace_line(arena, check.tracer, "no other rule is looked at");
	mk_check_judge(&check, overrides ? overrides : &none);
}
