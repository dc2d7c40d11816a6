/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"

static bool has_writer(const struct mk_plan_shared *shared)
{
	const struct mk_plan_member *member;
	const struct mk_plan_outsider *outsider;

	mk_each(member, &shared->members)
		if (!member->read_only)
			return true;
	mk_each(outsider, &shared->outsiders)
		if (!outsider->read_only)
			return true;
	return false;
}

static void check_shared(struct mk_check *check, const struct mk_plan_shared *shared)
{
	if (shared->members.count + shared->outsiders.count < 2 || has_writer(shared))
		return;
	mk_about(check->findings,
		mk_check_report(check, shared->origin,
			"no member writes shared region '%s': all of them only read", shared->name),
		shared->name);
}

extern const struct mk_rule mk_rule_shared_members_known;

const struct mk_rule mk_rule_shared_somebody_writes = {
	.problem = {.code = "MK0711",
		.name = "somebody-writes",
		.severity = MK_WARNING,
		.title = "all members of a shared region only read",
		.why = "Nothing ever writes the region, and no loader fills it: its contents are "
		       "whatever was there before.",
		.fix = "Give one member `access: rw`, which is the default, or allow this finding "
		       "and say who fills the region.",
		.about = "the shared region"},
	.each_shared = check_shared,
	.prerequisites = MK_RULES(&mk_rule_shared_members_known),
};
