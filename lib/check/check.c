/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/check.h"

#include <string.h>

#include "check/rule.h"
#include "check/standing.h"

size_t mk_check_found(const struct mk_check *check, const char *code)
{
	return mk_findings_of(check->findings, code);
}

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
	return mk_check_found(check, rule->problem.code) > 0;
}

static bool holds(const struct mk_check *check, const struct mk_rule *rule)
{
	return mk_contract_has_check(check->plan->contract, rule->problem.code);
}

static bool is_pointless(const struct mk_check *check, const struct mk_rule *rule)
{
	for (const struct mk_rule *const *before = rule->prerequisites; before && *before; before++)
		if (has_found(check, *before))
			return true;
	return false;
}

static void run_rule(struct mk_check *check, const struct mk_rule *rule)
{
	check->rule = rule;
	if (holds(check, rule) && !is_pointless(check, rule) &&
		(!rule->applies || rule->applies(check)))
		mk_rule_visit(check, rule);
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

/* Each level needs only those before it; what looks at all findings comes after them all. */
static void run_later_rules(struct mk_check *check)
{
	unsigned *levels = mk_arena_array(check->arena, mk_rule_count, sizeof *levels);

	for (size_t i = 0; i < mk_rule_count; i++)
		levels[i] = mk_rules[i]->last ? MK_RULE_MAX_LEVEL + 1 : mk_rule_level(mk_rules[i]);
	for (unsigned level = 0; level <= MK_RULE_MAX_LEVEL + 1; level++)
		for (size_t i = 0; i < mk_rule_count; i++)
			if (levels[i] == level && !mk_rules[i]->first)
				run_rule(check, mk_rules[i]);
}

void mk_check_run_first(
	struct mk_arena *arena, const struct mk_plan *plan, struct mk_findings *findings)
{
	struct mk_check check = {.arena = arena, .plan = plan, .findings = findings};

	run_first_rules(&check);
}

void mk_check_run(struct mk_arena *arena, const struct mk_plan *plan,
	const struct mk_images *images, struct mk_wishes *wishes, struct mk_findings *findings)
{
	static const struct mk_images no_images;
	struct mk_check check = {.arena = arena,
		.plan = plan,
		.images = images ? images : &no_images,
		.findings = findings};
	struct mk_wishes none = {0};

	if (run_first_rules(&check))
		run_later_rules(&check);
	mk_check_judge(&check, wishes ? wishes : &none);
}
