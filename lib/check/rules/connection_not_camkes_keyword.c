/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"
#include "check/written.h"
#include "target/camkes.h"

static void check_text(
	struct mk_check *check, const char *what, const char *name, struct mk_origin origin)
{
	if (name && mk_camkes_is_keyword(name))
		mk_check_report(
			check, origin, "the name '%s' of a %s is a keyword of CAmkES", name, what);
}

static void check_end(struct mk_check *check, const struct mk_plan_connection *connection,
	const struct mk_text *text, const struct mk_connection_end *end)
{
	(void)connection;
	if (end->component)
		check_text(check, "port", end->port, text->origin);
}

static void run(struct mk_check *check)
{
	const struct mk_plan_component *component;
	const struct mk_plan_connection *connection;

	mk_each(component, &check->plan->components)
		check_text(check, "component", component->name->value, component->name->origin);
	mk_each(connection, &check->plan->connections)
		check_text(check, "connection", connection->name,
			mk_written_connection(connection)->name.origin);
}

const struct mk_rule mk_rule_connection_not_camkes_keyword = {
	.problem = {.code = "MK1111",
		.name = "not-camkes-keyword",
		.severity = MK_ERROR,
		.title = "a component, connection or port has the name of a CAmkES keyword",
		.why = "The CAmkES parser takes the word as a keyword and stops with a syntax "
		       "error in camkes/nodes.camkes, far from where the name was written. No "
		       "assembly can contain a component, connection or port of that name.",
		.fix = "Rename it, here and in the assembly."},
	.whole = run,
	.each_end = check_end,
};
