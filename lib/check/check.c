/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/check.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "check/standing.h"
#include "doc/reading_problems.h"

size_t mk_check_found(const struct mk_check *check, const char *code)
{
	struct mk_finding *const *finding;
	size_t count = 0;

	mk_each(finding, &check->findings->list)
		count += strcmp((*finding)->problem->code, code) == 0;
	return count;
}

static const struct mk_rule *const *rule_coded(const char *code)
{
	for (size_t i = 0; i < mk_rule_count; i++)
		if (strcmp(mk_rules[i]->problem.code, code) == 0)
			return &mk_rules[i];
	return NULL;
}

enum rule_state { WAITING, DONE };

/* A rule is ready when its prerequisites are done; the last ones when all others are. */
static bool is_ready(const struct mk_rule *rule, const enum rule_state *states)
{
	for (size_t i = 0; i < MK_RULE_MAX_PREREQUISITES && rule->prerequisites[i]; i++) {
		const struct mk_rule *const *other = rule_coded(rule->prerequisites[i]);
		if (other && states[other - mk_rules] == WAITING)
			return false;
	}
	for (size_t i = 0; rule->last && i < mk_rule_count; i++)
		if (!mk_rules[i]->last && states[i] == WAITING)
			return false;
	return true;
}

static bool is_pointless(const struct mk_check *check, const struct mk_rule *rule)
{
	for (size_t i = 0; i < MK_RULE_MAX_PREREQUISITES && rule->prerequisites[i]; i++)
		if (mk_check_found(check, rule->prerequisites[i]))
			return true;
	return false;
}

/* Each round runs what is ready; no round without progress, as the catalogue test shows. */
static void run_rules(struct mk_check *check)
{
	enum rule_state *states = mk_arena_array(check->arena, mk_rule_count, sizeof *states);
	bool progress = true;

	while (progress) {
		progress = false;
		for (size_t i = 0; i < mk_rule_count; i++) {
			if (states[i] == DONE || !is_ready(mk_rules[i], states))
				continue;
			states[i] = DONE;
			progress = true;
			check->rule = mk_rules[i];
			if (mk_rules[i]->run && !is_pointless(check, mk_rules[i]))
				mk_rules[i]->run(check);
		}
	}
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

	run_rules(&check);
	mk_check_judge(&check, wishes ? wishes : &none);
}

static int compare_codes(const void *left, const void *right)
{
	const struct mk_problem *a = *(const struct mk_problem *const *)left;
	const struct mk_problem *b = *(const struct mk_problem *const *)right;

	return strcmp(a->code, b->code);
}

const struct mk_problem *const *mk_problem_catalogue(struct mk_arena *arena, size_t *count)
{
	const struct mk_problem **problems;

	*count = mk_reading_problem_count + mk_rule_count;
	problems = mk_arena_array(arena, *count, sizeof *problems);
	for (size_t i = 0; i < mk_reading_problem_count; i++)
		problems[i] = mk_reading_problems[i];
	for (size_t i = 0; i < mk_rule_count; i++)
		problems[mk_reading_problem_count + i] = &mk_rules[i]->problem;
	qsort(problems, *count, sizeof *problems, compare_codes);
	return problems;
}

const struct mk_problem *mk_problem_find(struct mk_arena *arena, const char *wanted)
{
	size_t count;
	const struct mk_problem *const *problems = mk_problem_catalogue(arena, &count);

	for (size_t i = 0; i < count; i++)
		if (strcasecmp(problems[i]->code, wanted) == 0 ||
			strcasecmp(problems[i]->name, wanted) == 0)
			return problems[i];
	return NULL;
}
