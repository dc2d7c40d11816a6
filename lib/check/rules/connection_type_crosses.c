/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"
#include "check/written.h"

static const char *reason(enum mk_connector_kind kind)
{
	static const char *const reasons[] = {
		[MK_CONNECTOR_DATA] = "which needs capabilities to its frames on one kernel",
		[MK_CONNECTOR_SIGNAL] = "which needs threads or objects of one kernel at both ends",
		[MK_CONNECTOR_CALL] = "which needs one kernel's endpoint or address space",
		[MK_CONNECTOR_HARDWARE] = "which joins a component to a device",
	};

	return reasons[kind];
}

static const char *way_out(enum mk_connector_kind kind)
{
	static const char *const ways[] = {
		[MK_CONNECTOR_DATA] = "make it a seL4SharedData, or put both components into one "
				      "node",
		[MK_CONNECTOR_SIGNAL] = "make it a seL4NotificationNative, or put both components "
					"into one node",
		[MK_CONNECTOR_CALL] =
			"put both components into one node; or pass arguments and results in a "
			"seL4SharedData, with a seL4NotificationNative for the call and another, "
			"back, for the return",
		[MK_CONNECTOR_HARDWARE] = "leave it to the assembly, and give the device to the "
					  "node under `devices`",
	};

	return ways[kind];
}

static void report(struct mk_check *check, const struct mk_plan_connection *connection)
{
	const struct mk_layout_connection *layout = mk_written_connection(connection);
	enum mk_connector_kind kind = connection->connector->kind;
	struct mk_finding *finding = mk_check_report(check, layout->type.origin,
		"connection '%s' crosses nodes as a %s, %s", connection->name,
		connection->connector->name, reason(kind));

	mk_add_note(check->findings, finding, layout->from.origin, "'%s' is in node '%s'",
		connection->from.component, connection->from.node->name);
	mk_add_note(check->findings, finding, layout->to.origin, "'%s' is in node '%s'",
		connection->to.component, connection->to.node->name);
	mk_suggest(check->findings, finding, "%s", way_out(kind));
}

static void check_connection(struct mk_check *check, const struct mk_plan_connection *connection)
{
	if (connection->kind == MK_CONNECTION_REFUSED && connection->connector)
		report(check, connection);
}

extern const struct mk_rule mk_rule_connection_component_one_node;

const struct mk_rule mk_rule_connection_type_crosses = {
	.problem = {.code = "MK1105",
		.name = "connection-type-crosses",
		.severity = MK_ERROR,
		.title = "a connector that cannot join components of different nodes",
		.why = "Nodes have kernels of their own: no endpoint, notification or capability "
		       "reaches from one to another. Only memory that both map and interrupts "
		       "between their cores do: a seL4SharedData becomes a shared region, a "
		       "seL4NotificationNative an IPI. A call has to be built from both.",
		.fix = "Put both components into one node. Or replace a call by a seL4SharedData "
		       "for arguments and results and two seL4NotificationNative, one that "
		       "announces the call, and one back that announces its completion."},
	.each_connection = check_connection,
	.prerequisites = MK_RULES(&mk_rule_connection_component_one_node),
};
