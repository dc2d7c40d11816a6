/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/devices.h"
#include "check/rule.h"

/* A node whose kernel prints to a console that it does not have; or NULL. */
static const struct mk_plan_node *foreign_printer(
	struct mk_check *check, const struct mk_dt_node *console)
{
	const struct mk_plan_node *node;

	mk_each(node, &check->plan->nodes)
		if (node->printing && node->console == console &&
			!mk_check_has(check, node, console))
			return node;
	return NULL;
}

/* A UART of the node that its kernel could print to instead; or NULL. */
static const struct mk_dt_node *own_uart(const struct mk_plan_node *node)
{
	const struct mk_plan_device *device;

	mk_each(device, &node->devices) {
		struct mk_compatible_match match = mk_console_compatible(device->node);
		if (match.known || match.equivalent)
			return device->node;
	}
	return NULL;
}

static void check_console(struct mk_check *check, const struct mk_dt_node *console)
{
	struct mk_holder owner = {NULL, NULL};
	const struct mk_plan_node *printer;
	struct mk_finding *finding;

	if (console)
		owner = mk_check_holder(check, console);
	if (!owner.node || owner.device->rest)
		return;
	printer = foreign_printer(check, console);
	if (!printer)
		return;
	finding = mk_check_report(check, owner.device->origin,
		"node '%s' has console '%s', to which the kernel of node '%s' prints as well",
		owner.node->name, console->path, printer->name);
	mk_add_note(check->findings, finding, mk_check_printing_origin(check, printer),
		"its `printing` is set here");
	mk_about(check->findings, finding, console->path);
	mk_about(check->findings, finding, owner.node->name);
	if (own_uart(printer))
		mk_suggest(check->findings, finding,
			"write 'console: %s' in node '%s' to have its kernel print there",
			own_uart(printer)->path, printer->name);
}

static void console_private(struct mk_check *check)
{
	const struct mk_plan_node *node;

	check_console(check, check->plan->board->console);
	mk_each(node, &check->plan->nodes)
		if (node->console_stated && node->console != check->plan->board->console)
			check_console(check, node->console);
}

extern const struct mk_rule mk_rule_board_console_known, mk_rule_device_one_owner;

const struct mk_rule mk_rule_device_console_private = {
	.problem = {.code = "MK0611",
		.name = "console-private",
		.severity = MK_WARNING,
		.title = "a node has the console, and other nodes' kernels print to it",
		.why = "Each kernel that prints maps the UART and writes to it at any time, in the "
		       "middle of what the node's driver sends and regardless of its settings. The "
		       "output is mixed, and some of it may be lost.",
		.fix = "Switch `printing` off for the kernels of the other nodes, or give the node "
		       "another UART. While debugging, allow this finding.",
		.about = "the console's path, or the node that has it"},
	.whole = console_private,
	.prerequisites = MK_RULES(&mk_rule_board_console_known, &mk_rule_device_one_owner),
};
