/* SPDX-License-Identifier: BSD-2-Clause */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "board_fixture.h"
#include "check/catalogue.h"
#include "check/rule.h"

TestSuite(rules, .init = board_fixture_init, .fini = board_fixture_finish);

static const struct mk_rule here;
static const struct mk_rule there = {.prerequisites = MK_RULES(&here)};
static const struct mk_rule here = {.prerequisites = MK_RULES(&there)};

Test(rules, prerequisites_make_no_circle)
{
	for (size_t i = 0; i < mk_rule_count; i++)
		cr_assert(le(u32, mk_rule_level(mk_rules[i]), MK_RULE_MAX_LEVEL),
			"the prerequisites of %s lead back to it", mk_rules[i]->problem.code);
}

Test(rules, a_circle_of_prerequisites_is_seen)
{
	cr_assert(lt(u32, MK_RULE_MAX_LEVEL, mk_rule_level(&here)));
	cr_assert(lt(u32, MK_RULE_MAX_LEVEL, mk_rule_level(&there)));
}

Test(rules, each_problem_is_found_by_its_code_and_by_its_name)
{
	size_t count;
	const struct mk_problem *const *all = mk_problem_catalogue(fixture_arena(), &count);

	for (size_t i = 0; i < count; i++) {
		cr_assert(eq(ptr, (void *)mk_problem_coded(all[i]->code), (void *)all[i]));
		cr_assert(eq(ptr, (void *)mk_problem_find(all[i]->name), (void *)all[i]));
	}
	cr_assert_null(mk_problem_coded("MK999"));
	cr_assert_null(mk_problem_find("no-such-check"));
}
