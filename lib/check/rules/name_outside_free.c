/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>

#include "check/names.h"
#include "check/rule.h"
#include "check/written.h"

static void outside_free(struct mk_check *check)
{
	const struct mk_plan_outside *outside;

	mk_each(outside, &check->plan->outside) {
		const struct mk_plan_node *node = mk_plan_node_named(check->plan, outside->name);
		if (node)
			mk_add_note(check->findings,
				mk_check_report(check, mk_written_outside(outside)->name.origin,
					"a peer under `outside` and a node have the same name, "
					"'%s'",
					outside->name),
				node->origin, "the node is here");
	}
}

const struct mk_rule mk_rule_name_outside_free = {
	.problem = {.code = "MK0710",
		.name = "outside-free",
		.severity = MK_ERROR,
		.title = "a peer under `outside` has the name of a node",
		.why = "`shared` lists both by name: it would not be clear which of the two is "
		       "meant.",
		.fix = "Rename the peer."},
	.whole = outside_free,
};
