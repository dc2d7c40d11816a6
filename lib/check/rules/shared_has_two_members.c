/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"

static void check_shared(struct mk_check *check, const struct mk_plan_shared *shared)
{
	if (shared->layout && shared->layout->nodes.count < 2)
		mk_check_report(check, shared->origin, "shared region '%s' has %s", shared->name,
			shared->layout->nodes.count ? "one member only" : "no members");
}

const struct mk_rule mk_rule_shared_has_two_members = {
	.problem = {.code = "MK0701",
		.name = "shared-has-two-members",
		.severity = MK_ERROR,
		.title = "a shared region with fewer than two members",
		.why = "Memory that one node uses alone belongs into its slice; here the other "
		       "side was forgotten.",
		.fix = "List at least two nodes, or make it a range of the one node's `memory`."},
	.each_shared = check_shared,
};
