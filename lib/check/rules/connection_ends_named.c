/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"

static void check_end(struct mk_check *check, const struct mk_plan_connection *connection,
	const struct mk_text *text, const struct mk_connection_end *end)
{
	if (!end->component)
		mk_suggest(check->findings,
			mk_check_report(check, text->origin,
				"'%s', an end of connection '%s', is not a component.port",
				text->value, connection->name),
			"a component's name, a dot and a port's name, such as 'client.d'");
}

const struct mk_rule mk_rule_connection_ends_named = {
	.problem = {.code = "MK1101",
		.name = "connection-ends-named",
		.severity = MK_ERROR,
		.title = "an end of a connection is not a component.port",
		.why = "An end says which component, and so which node, it belongs to, and which "
		       "of the component's ports is connected. Both names follow the rules of "
		       "CAmkES: letters, digits and '_', not starting with a digit.",
		.fix = "Write the component's name, a dot and the port's name."},
	.each_end = check_end,
};
