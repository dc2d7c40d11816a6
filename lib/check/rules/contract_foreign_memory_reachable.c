/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"

static void foreign_memory_reachable(struct mk_check *check)
{
	const struct mk_layout *layout = check->layout;
	struct mk_finding *finding;

	if (check->plan->nodes.count < 2)
		return;
	finding = mk_check_report(check,
		layout->contract.given ? layout->contract.origin : mk_layout_place(layout, "nodes"),
		"under contract '%s' each root task receives the other nodes' memory as device "
		"untypeds",
		check->plan->contract->name);
	mk_about(check->findings, finding, check->plan->contract->name);
	mk_suggest(check->findings, finding,
		"review what each root task hands out, then say so: allow: [{code: MK0802, why: "
		"REASON}]");
}

const struct mk_rule mk_rule_contract_foreign_memory_reachable = {
	.problem = {.code = "MK0802",
		.name = "foreign-memory-reachable",
		.severity = MK_WARNING,
		.title =
			"nodes are separated only as well as each root task hands out capabilities",
		.why = "The kernel of this contract gives its root task everything that is not its "
		       "own RAM as device untypeds: other nodes' memory, the shared regions, the "
		       "loader, the frames of message interrupts. In a measurement, one node "
		       "stopped another by writing a single word. Nothing in a device tree "
		       "prevents that.",
		.fix = "Keep those untypeds from every component, for example with a reviewed "
		       "capDL specification, and allow this finding with that reason.",
		.about = "the contract"},
	.whole = foreign_memory_reachable,
};
