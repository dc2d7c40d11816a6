/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>

#include "check/check.h"

static const struct mk_problem *problem_coded(struct mk_check *check, const char *code)
{
	size_t count;
	const struct mk_problem *const *problems = mk_problem_catalogue(check->arena, &count);

	for (size_t i = 0; i < count; i++)
		if (strcmp(problems[i]->code, code) == 0)
			return problems[i];
	return NULL;
}

static void check_allow(struct mk_check *check, const struct mk_layout_allow *allow)
{
	const struct mk_problem *problem = problem_coded(check, allow->code.value);

	if (!problem)
		mk_check_report(check, allow->code.origin,
			"'%s' is the code of no check; nothing is allowed", allow->code.value);
	else if (problem->severity == MK_ERROR)
		mk_check_report(check, allow->code.origin,
			"%s is an error, which cannot be allowed: the outputs would be wrong",
			allow->code.value);
	else if (!mk_findings_count(check->findings, MK_ERROR) &&
		 !mk_check_found(check, allow->code.value))
		mk_check_report(check, allow->code.origin, "%s is allowed, but it was not found",
			allow->code.value);
}

static void run(struct mk_check *check)
{
	const struct mk_layout_allow *allow;

	mk_each(allow, &check->plan->layout->allow)
		if (!allow->record.broken)
			check_allow(check, allow);
}

/* The others must have found what there is before unused entries can be told. */
const struct mk_rule mk_rule_contract_allow_used = {
	.problem = {.code = "MK0804",
		.name = "allow-used",
		.severity = MK_WARNING,
		.title = "an `allow` entry that has no effect",
		.why = "It hides nothing today, but would hide a finding that somebody should "
		       "look at tomorrow.",
		.fix = "Remove the entry, or correct its code."},
	.run = run,
	.last = true,
};
