/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/names.h"
#include "check/rule.h"
#include "check/words.h"

static void shared_members_known(struct mk_check *check)
{
	mk_report_references(check, MK_REFERENCE_SHARED_NODE,
		"a node in this layout or a peer under `outside`", mk_check_nodes_text(check));
}

const struct mk_rule mk_rule_shared_members_known = {
	.problem = {.code = "MK0702",
		.name = "shared-members-known",
		.severity = MK_ERROR,
		.title = "a shared region with a member that does not exist",
		.why = "One side of the connection would be missing.",
		.fix = "Use the `name` of a node, or of a peer under `outside`."},
	.whole = shared_members_known,
};
