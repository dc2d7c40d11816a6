/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"

static void check_region(struct mk_check *check, const struct mk_plan_shared *shared)
{
	const struct mk_plan_member **first =
		mk_arena_array(check->arena, check->plan->nodes.count, sizeof *first);
	const struct mk_plan_member *member;

	mk_each(member, &shared->members) {
		const struct mk_plan_member **its = &first[member->node->position];
		if (*its)
			mk_add_note(check->findings,
				mk_check_report(check, member->origin,
					"shared region '%s' lists node '%s' twice", shared->name,
					member->node->name),
				(*its)->origin, "it is listed here first");
		else
			*its = member;
	}
}

static void check_outsiders(struct mk_check *check, const struct mk_plan_shared *shared)
{
	const struct mk_plan_outsider **first =
		mk_arena_array(check->arena, check->plan->outside.count, sizeof *first);
	const struct mk_plan_outsider *member;

	mk_each(member, &shared->outsiders) {
		const char *name = member->outside->name;
		if (first[member->outside->position])
			mk_add_note(check->findings,
				mk_check_report(check, member->origin,
					"shared region '%s' lists peer '%s' twice", shared->name,
					name),
				first[member->outside->position]->origin,
				"it is listed here first");
		else
			first[member->outside->position] = member;
	}
}

static void check_shared(struct mk_check *check, const struct mk_plan_shared *shared)
{
	check_region(check, shared);
	check_outsiders(check, shared);
}

const struct mk_rule mk_rule_shared_members_once = {
	.problem = {.code = "MK0703",
		.name = "shared-members-once",
		.severity = MK_ERROR,
		.title = "a shared region lists a node twice",
		.why = "Another node was probably meant, and it would not have the region.",
		.fix = "Remove the second entry, or name the node that is meant."},
	.each_shared = check_shared,
};
