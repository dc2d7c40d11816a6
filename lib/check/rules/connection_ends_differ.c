/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>

#include "check/rule.h"
#include "check/written.h"

static void check_connection(struct mk_check *check, const struct mk_plan_connection *connection)
{
	const struct mk_layout_connection *layout = mk_written_connection(connection);
	struct mk_finding *finding;

	if (!connection->from.component || strcmp(layout->from.value, layout->to.value) != 0)
		return;
	finding = mk_check_report(check, layout->to.origin, "connection '%s' joins '%s' to itself",
		connection->name, layout->to.value);
	mk_add_note(check->findings, finding, layout->from.origin, "it begins here");
}

const struct mk_rule mk_rule_connection_ends_differ = {
	.problem = {.code = "MK1104",
		.name = "connection-ends-differ",
		.severity = MK_ERROR,
		.title = "a connection from a port to the same port",
		.why = "CAmkES refuses a port that is both ends of a connection; another port or "
		       "component was meant.",
		.fix = "Correct `from` or `to`."},
	.each_connection = check_connection,
};
