/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"
#include "check/written.h"

static void check_shared(struct mk_check *check, const struct mk_plan_shared *shared)
{
	if (mk_written_shared(shared) && mk_written_shared(shared)->nodes.count < 2)
		mk_check_report(check, shared->origin, "shared region '%s' has %s", shared->name,
			mk_written_shared(shared)->nodes.count ? "only one member" : "no members");
}

const struct mk_rule mk_rule_shared_has_two_members = {
	.problem = {.code = "MK0701",
		.name = "shared-has-two-members",
		.severity = MK_ERROR,
		.title = "a shared region with fewer than two members",
		.why = "Memory that one node uses alone is not a shared region; the other side was "
		       "probably forgotten.",
		.fix = "List the other side: a node, or a peer under `outside` if it is a "
		       "processor without a node. Memory of one node alone belongs under its "
		       "`memory`, with `for` if its kernel does not use it as RAM."},
	.each_shared = check_shared,
};
