/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/not_enforced.h"

static void kernels_trusted(struct mk_check *check)
{
	mk_about(check->findings,
		mk_check_not_enforced(check,
			"has kernels that trust each other: each drives the same interrupt "
			"controller, and no hardware keeps a kernel away from another node's "
			"memory",
			NULL),
		check->plan->contract->name);
}

const struct mk_rule mk_rule_boot_kernels_trusted = {
	.problem = {.code = "MK1207",
		.name = "kernels-trusted",
		.severity = MK_NOTE,
		.title = "every kernel can undo the separation of all others",
		.why = "The kernels are confined by their own code, not by anything below them. A "
		       "mistake in one, or in the loader, reaches every node. A debug kernel also "
		       "prints on a console whose registers are another node's, or nobody's.",
		.fix = "If all nodes run the same kernel and it is trusted, there is nothing to "
		       "do.",
		.about = "the contract"},
	.applies = mk_check_has_partition,
	.whole = kernels_trusted,
};
