/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>

#include "check/check.h"

static void run(struct mk_check *check)
{
	const struct mk_layout_node *node;
	const struct mk_text *first = NULL;
	const struct mk_text *name;

	mk_each(node, &check->plan->layout->nodes) {
		mk_each(name, &node->devices) {
			if (strcmp(name->value, MK_PLAN_REST) != 0)
				continue;
			if (first)
				mk_add_note(check->findings,
					mk_check_report(check, name->origin,
						"`%s` is given a second time", MK_PLAN_REST),
					first->origin, "it is given here first");
			else
				first = name;
		}
	}
}

const struct mk_rule mk_rule_device_rest_once = {
	.problem = {.code = "MK0604",
		.name = "rest-once",
		.severity = MK_ERROR,
		.title = "two nodes ask for the rest of the devices",
		.why = "`rest` is everything that no node names; it can go to one node only.",
		.fix = "Keep one `rest`, and name devices at the other nodes."},
	.run = run,
};
