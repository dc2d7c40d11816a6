/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>

#include "check/rule.h"

static void report_second(
	struct mk_check *check, const struct mk_text *first, const struct mk_text *second)
{
	mk_add_note(check->findings,
		mk_check_report(check, second->origin, "`%s` is given a second time", MK_PLAN_REST),
		first->origin, "it is given here first");
}

static void report_shared(struct mk_check *check, const struct mk_flag *shared)
{
	mk_check_report(check, shared->origin, "`%s` cannot be shared", MK_PLAN_REST);
}

static void rest_once(struct mk_check *check)
{
	const struct mk_layout_device *request;
	const struct mk_layout_node *node;
	const struct mk_text *first = NULL;

	mk_each(node, &check->layout->nodes) {
		mk_each(request, &node->devices) {
			const struct mk_text *name = &request->path;
			if (request->record.broken || strcmp(name->value, MK_PLAN_REST) != 0)
				continue;
			if (request->shared.value)
				report_shared(check, &request->shared);
			if (first)
				report_second(check, first, name);
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
		.fix = "Keep one `rest`, and name the devices of the other nodes; a device that is "
		       "to be shared is named in each."},
	.whole = rest_once,
};
