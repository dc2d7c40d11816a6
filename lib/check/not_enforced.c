/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/not_enforced.h"

bool mk_check_has_partition(struct mk_check *check)
{
	return check->plan->nodes.count > 1 && check->plan->contract->boot;
}

struct mk_finding *mk_check_not_enforced(
	struct mk_check *check, const char *what, const char *review)
{
	const struct mk_layout *layout = check->layout;
	struct mk_finding *finding = mk_check_report(check,
		layout->contract.given ? layout->contract.origin : mk_layout_place(layout, "nodes"),
		"contract '%s' %s", check->plan->contract->name, what);

	if (review)
		mk_suggest(check->findings, finding,
			"%s, then say so: allow: [{code: %s, why: REASON}]", review,
			check->rule->problem.code);
	return finding;
}
