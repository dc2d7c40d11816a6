/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"
#include "check/written.h"

static void check_connection(struct mk_check *check, const struct mk_plan_connection *connection)
{
	if (connection->kind == MK_CONNECTION_IPI && mk_written_connection(connection)->size.given)
		mk_suggest(check->findings,
			mk_check_report(check, mk_written_connection(connection)->size.origin,
				"connection '%s' has a size, but becomes an IPI, which "
				"carries no data",
				connection->name),
			"remove `size`, or make it a seL4SharedData");
}

extern const struct mk_rule mk_rule_connection_component_one_node;

const struct mk_rule mk_rule_connection_size_used = {
	.problem = {.code = "MK1107",
		.name = "connection-size-used",
		.severity = MK_ERROR,
		.title = "a size for a connection that has no memory",
		.why = "An IPI only says that something happened. A size suggests that memory is "
		       "expected, and there would be none.",
		.fix = "Remove `size`, or make it a seL4SharedData, with a seL4NotificationNative "
		       "beside it."},
	.each_connection = check_connection,
	.prerequisites = MK_RULES(&mk_rule_connection_component_one_node),
};
