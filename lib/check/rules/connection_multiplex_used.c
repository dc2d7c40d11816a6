/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"
#include "check/written.h"

static void check_connection(struct mk_check *check, const struct mk_plan_connection *connection)
{
	if (connection->kind == MK_CONNECTION_SHARED &&
		mk_written_connection(connection)->multiplex.value)
		mk_suggest(check->findings,
			mk_check_report(check, mk_written_connection(connection)->multiplex.origin,
				"connection '%s' asks to share an SGI, but becomes memory, which "
				"has none",
				connection->name),
			"remove `multiplex`, or make it a seL4NotificationNative");
}

extern const struct mk_rule mk_rule_connection_component_one_node;

const struct mk_rule mk_rule_connection_multiplex_used = {
	.problem = {.code = "MK1110",
		.name = "connection-multiplex-used",
		.severity = MK_ERROR,
		.title = "a connection without an IPI that asks to share an SGI",
		.why = "Only a seL4NotificationNative becomes an IPI. `multiplex` suggests that a "
		       "signal is expected, and there would be none.",
		.fix = "Remove `multiplex`, or make it a seL4NotificationNative."},
	.each_connection = check_connection,
	.prerequisites = MK_RULES(&mk_rule_connection_component_one_node),
};
