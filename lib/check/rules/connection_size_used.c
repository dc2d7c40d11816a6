/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"
#include "check/written.h"

/* Who writes there is a question of memory. */
static void check_access(struct mk_check *check, const struct mk_plan_connection *connection,
	const char *key, const struct mk_choice *access)
{
	if (access->given && connection->connector &&
		connection->connector->kind != MK_CONNECTOR_DATA)
		mk_suggest(check->findings,
			mk_check_report(check, access->origin,
				"connection '%s' has `%s`, but a %s has no memory",
				connection->name, key, connection->type),
			"remove `%s`, or make it a seL4SharedData", key);
}

static void check_connection(struct mk_check *check, const struct mk_plan_connection *connection)
{
	const struct mk_layout_connection *written = mk_written_connection(connection);

	check_access(check, connection, "from_access", &written->from_access);
	check_access(check, connection, "to_access", &written->to_access);
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
		.title = "a size, or access, of a connection that has no memory",
		.why = "An IPI only says that something happened. A size, or who writes there, "
		       "suggests that memory is expected, and there would be none.",
		.fix = "Remove the key, or make it a seL4SharedData, with a seL4NotificationNative "
		       "beside it."},
	.each_connection = check_connection,
	.prerequisites = MK_RULES(&mk_rule_connection_component_one_node),
};
