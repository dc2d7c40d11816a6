/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/devices.h"
#include "check/rule.h"

/* Where a node has the console by name, that is MK0611's. */
static bool is_another(struct mk_check *check, const struct mk_dt_node *console)
{
	struct mk_holder owner = mk_check_holder(check, console);

	return owner.node && !owner.device->rest;
}

static void check_console(struct mk_check *check, const struct mk_dt_node *console)
{
	const struct mk_plan_node *first = NULL;
	const struct mk_plan_node *node;
	struct mk_finding *finding;
	size_t count = 0;

	mk_each(node, &check->plan->nodes) {
		bool prints = node->printing && node->console == console;
		if (prints && !first)
			first = node;
		count += prints;
	}
	if (!console || count < 2 || is_another(check, console))
		return;
	finding = mk_check_report(check, mk_check_printing_origin(check, first),
		"%zu kernels print to one console, '%s'", count, console->path);
	mk_about(check->findings, finding, console->path);
}

/* Each console once, at the first node that says so. */
static void console_shared(struct mk_check *check)
{
	const struct mk_plan_node *node;
	const struct mk_plan_node *earlier;

	check_console(check, check->plan->board->console);
	mk_each(node, &check->plan->nodes) {
		for (earlier = check->plan->nodes.items; earlier->console != node->console;)
			earlier++;
		if (earlier == node && node->console != check->plan->board->console)
			check_console(check, node->console);
	}
}

extern const struct mk_rule mk_rule_board_console_known, mk_rule_device_one_owner;

const struct mk_rule mk_rule_device_console_shared = {
	.problem = {.code = "MK0613",
		.name = "console-shared",
		.severity = MK_NOTE,
		.title = "several kernels print to one console",
		.why = "The kernels do not take turns: their output, and that of root tasks that "
		       "print through them, is mixed. The UART is shared by all these nodes.",
		.fix = "While debugging, there is nothing to do. For a product, set `debug` and "
		       "`printing` to false.",
		.about = "the console's path"},
	.whole = console_shared,
	.prerequisites = MK_RULES(&mk_rule_board_console_known, &mk_rule_device_one_owner),
};
