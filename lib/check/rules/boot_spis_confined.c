/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/not_enforced.h"

static void spis_confined(struct mk_check *check)
{
	mk_about(check->findings,
		mk_check_not_enforced(check,
			"does not confine SPIs: each root task can claim any node's SPI, and route "
			"it to any core",
			"review what each root task does with IRQControl"),
		check->plan->contract->name);
}

const struct mk_rule mk_rule_boot_spis_confined = {
	.problem = {.code = "MK1203",
		.name = "spis-confined",
		.severity = MK_WARNING,
		.title = "any node can claim any shared interrupt",
		.why = "The kernels of this contract are not told which node has which SPI. "
		       "IRQControl gives a handler for any of them, and sets its target core: if "
		       "two nodes claim one, the later one has it, and the other never hears from "
		       "its device again.",
		.fix = "Give IRQControl to no component, or review the one that has it: it may "
		       "make handlers only for the INTIDs of its own node. Then allow this finding "
		       "with that reason.",
		.about = "the contract"},
	.applies = mk_check_has_partition,
	.whole = spis_confined,
};
