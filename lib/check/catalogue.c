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

/* Codes and names are each one problem's, so that the order does not matter. */
static const struct mk_problem *find(
	bool (*is_called)(const struct mk_problem *problem, const char *wanted), const char *wanted)
{
	for (size_t i = 0; i < mk_reading_problem_count; i++)
		if (is_called(mk_reading_problems[i], wanted))
			return mk_reading_problems[i];
	for (size_t i = 0; i < mk_rule_count; i++)
		if (is_called(&mk_rules[i]->problem, wanted))
			return &mk_rules[i]->problem;
	return NULL;
}

static bool has_code(const struct mk_problem *problem, const char *wanted)
{
	return memcmp(problem->code, wanted, MK_CODE_BYTES) == 0;
}

static bool has_code_or_name(const struct mk_problem *problem, const char *wanted)
{
	return strcasecmp(problem->code, wanted) == 0 || strcasecmp(problem->name, wanted) == 0;
}

const struct mk_problem *mk_problem_coded(const char *code)
{
	return strlen(code) + 1 == MK_CODE_BYTES ? find(has_code, code) : NULL;
}

const struct mk_problem *mk_problem_find(const char *wanted)
{
	return find(has_code_or_name, wanted);
}
