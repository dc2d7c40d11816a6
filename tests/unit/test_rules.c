/* SPDX-License-Identifier: BSD-2-Clause */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "check/rule.h"

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
	cr_assert(gt(u32, mk_rule_level(&here), MK_RULE_MAX_LEVEL));
	cr_assert(gt(u32, mk_rule_level(&there), MK_RULE_MAX_LEVEL));
}
