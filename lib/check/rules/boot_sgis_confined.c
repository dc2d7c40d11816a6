/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/not_enforced.h"

static void sgis_confined(struct mk_check *check)
{
	mk_about(check->findings,
		mk_check_not_enforced(check,
			"does not confine SGIs: each root task can make a capability that sends "
			"any SGI to any core",
			"review which SGI signal capabilities each root task makes"),
		check->plan->contract->name);
}

const struct mk_rule mk_rule_boot_sgis_confined = {
	.problem = {.code = "MK1204",
		.name = "sgis-confined",
		.severity = MK_WARNING,
		.title = "any node can signal any core with any SGI",
		.why = "Which SGIs a node sends, and to whom, depends on the capabilities that its "
		       "root task makes. A root task that makes capabilities outside the plan "
		       "wakes other receivers, and can keep a core busy with interrupts.",
		.fix = "Make only the SGI signal capabilities that mkpart.h lists for the node, "
		       "and give IRQControl to no component. Then allow this finding with that "
		       "reason.",
		.about = "the contract"},
	.applies = mk_check_has_partition,
	.whole = sgis_confined,
};
