/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/check.h"

static void run(struct mk_check *check)
{
	const struct mk_plan_node *node;

	mk_each(node, &check->plan->nodes)
		if (node->cpu && !node->cpu->enabled)
			mk_add_note(check->findings,
				mk_check_report(check, node->layout->cpu.origin,
					"node '%s' is on core '%s', which the board's tree "
					"disables",
					node->name, node->cpu->node->name),
				mk_dt_origin(check->plan->board->tree, node->cpu->node),
				"the core is described here");
}

const struct mk_rule mk_rule_cpu_enabled = {
	.problem = {.code = "MK0402",
		.name = "cpu-enabled",
		.severity = MK_WARNING,
		.title = "a node is on a core that the board's tree disables",
		.why = "The loader does not look at `status` and starts the core all the same. "
		       "Where firmware or hardware has it switched off, it never comes up and the "
		       "boot core waits for ever.",
		.fix = "Choose another core, or enable it in the board's tree."},
	.run = run,
};
