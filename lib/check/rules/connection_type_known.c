/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"
#include "check/written.h"

#define LIST "seL4SharedData and seL4NotificationNative can cross nodes"

static const char *nearest_connector(struct mk_check *check, const char *name)
{
	const char **names = mk_arena_array(check->arena, mk_connector_count, sizeof *names);

	for (size_t i = 0; i < mk_connector_count; i++)
		names[i] = mk_connectors[i].name;
	return mk_nearest_name(name, names, mk_connector_count);
}

static void report(struct mk_check *check, const struct mk_plan_connection *connection)
{
	const struct mk_text *type = &mk_written_connection(connection)->type;
	const char *nearest = nearest_connector(check, type->value);
	struct mk_finding *finding = mk_check_report(check, type->origin,
		"connection '%s' crosses from node '%s' to node '%s' as a '%s', which is not a "
		"connector that mkpart knows",
		connection->name, connection->from.node->name, connection->to.node->name,
		type->value);

	if (!nearest) {
		mk_suggest(check->findings, finding, LIST);
		return;
	}
	mk_did_you_mean(check->findings, finding, type->origin, type->value, nearest);
}

static void check_connection(struct mk_check *check, const struct mk_plan_connection *connection)
{
	if (connection->kind == MK_CONNECTION_REFUSED && !connection->connector)
		report(check, connection);
}

extern const struct mk_rule mk_rule_connection_component_one_node;

const struct mk_rule mk_rule_connection_type_known = {
	.problem = {.code = "MK1106",
		.name = "connection-type-known",
		.severity = MK_ERROR,
		.title = "a connection across nodes with a connector that is not known",
		.why = "Within a node, mkpart leaves any connector of the assembly alone. Across "
		       "nodes it has to create what the connector stands for, and cannot know what "
		       "that is.",
		.fix = "Use seL4SharedData or seL4NotificationNative, or put both components into "
		       "one node."},
	.each_connection = check_connection,
	.prerequisites = MK_RULES(&mk_rule_connection_component_one_node),
};
