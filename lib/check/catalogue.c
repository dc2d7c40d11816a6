/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/catalogue.h"

#include <string.h>
#include <strings.h>

#include "base/sort.h"
#include "check/rule.h"
#include "doc/reading_problems.h"

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
	mk_sort(problems, *count, sizeof *problems, compare_codes);
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
