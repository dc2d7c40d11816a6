/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"
#include "doc/reading_problems.h"

/* More are looked at neither for what is nearest to them nor for being it. */
#define MAX_NEARBY 512u
#define MAX_LOOKED_UP 64u

static const char *nearest_of(struct mk_check *check, const char *name, size_t count)
{
	const char **names = mk_arena_array(check->arena, count, sizeof *names);

	for (size_t i = 0; i < count; i++)
		names[i] = check->plan->components.items[i].name->value;
	return mk_nearest_name(name, names, count);
}

static const char *nearest_component(struct mk_check *check, const char *name)
{
	size_t count = check->plan->components.count;

	if (mk_findings_of(check->findings, check->rule->problem.code) > MAX_LOOKED_UP)
		return NULL;
	return nearest_of(check, name, count > MAX_NEARBY ? MAX_NEARBY : count);
}

static void check_end(struct mk_check *check, const struct mk_plan_connection *connection,
	const struct mk_text *text, const struct mk_connection_end *end)
{
	struct mk_finding *finding;
	const char *nearest;

	if (!end->component || end->node || connection->kind == MK_CONNECTION_LOCAL)
		return;
	finding = mk_check_report(check, text->origin,
		"no node lists component '%s' of connection '%s'", end->component,
		connection->name);
	nearest = nearest_component(check, end->component);
	if (!nearest) {
		mk_suggest(check->findings, finding,
			"list '%s' under `components` of the node that it lives in",
			end->component);
		return;
	}
	mk_suggest(check->findings, finding, "did you mean '%s'?", nearest);
	mk_fix(check->findings, finding, MK_REMEDY_GUESS, text->origin, text->value,
		mk_arena_printf(check->arena, "%s.%s", nearest, end->port));
}

/* Else there may be no list of components where one was meant. */
static bool lists_are_read(struct mk_check *check)
{
	return !mk_findings_of(check->findings, mk_wrong_type.code);
}

const struct mk_rule mk_rule_connection_component_known = {
	.problem = {.code = "MK1102",
		.name = "connection-component-known",
		.severity = MK_ERROR,
		.title = "a connection with a component that lives in no node",
		.why = "Which node an end is in decides whether the connection stays within one "
		       "kernel or needs memory or an interrupt between two. A component that no "
		       "node lists is in no node. Only the device's end of a hardware connection, "
		       "such as seL4HardwareMMIO, does not have to be listed.",
		.fix = "Correct the component's name, or list it under `components` of its node."},
	.applies = lists_are_read,
	.each_end = check_end,
};
