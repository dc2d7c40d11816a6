/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/devices.h"
#include "check/rule.h"
#include "check/written.h"

static void switch_off(
	struct mk_check *check, struct mk_remedy *remedy, const struct mk_layout_kernel *kernel)
{
	if (kernel->debug.given && kernel->debug.value)
		mk_add_edit(check->findings, remedy, kernel->debug.origin, "true", "false");
	if (kernel->printing.given && kernel->printing.value)
		mk_add_edit(check->findings, remedy, kernel->printing.origin, "true", "false");
}

static void suggest_silence(
	struct mk_check *check, struct mk_finding *finding, const struct mk_plan_node *node)
{
	struct mk_remedy *remedy = mk_add_remedy(check->findings, finding, MK_REMEDY_GUESS);

	mk_suggest(check->findings, finding, "set debug and printing to false");
	switch_off(check, remedy, &check->layout->kernel);
	switch_off(check, remedy, &mk_written_node(node)->kernel);
}

static void report_missing(struct mk_check *check, const struct mk_plan_node *node)
{
	struct mk_finding *finding = mk_check_report(check, mk_check_printing_origin(check, node),
		"the kernel of node '%s' is meant to print, but the board's tree names no console",
		node->name);

	suggest_silence(check, finding, node);
}

static void report_unknown(
	struct mk_check *check, const struct mk_plan_node *node, const struct mk_dt_node *console)
{
	const char *compatible = mk_dt_string(console, "compatible");
	struct mk_finding *finding = mk_check_report(check, mk_check_printing_origin(check, node),
		"the kernel of node '%s' is meant to print, but it has no driver for the console "
		"'%s' (%s)",
		node->name, console->path, compatible ? compatible : "no compatible");

	mk_add_note(check->findings, finding, mk_dt_origin(check->plan->board->tree, console),
		"the console is described here");
	suggest_silence(check, finding, node);
}

/* Of the board's console one finding is enough: it is not a node's. */
static void console_known(struct mk_check *check)
{
	bool told = false;
	const struct mk_plan_node *node;

	mk_each(node, &check->plan->nodes) {
		const struct mk_dt_node *console = node->console;
		struct mk_compatible_match match = {0};
		if ((!node->printing && !node->debug) || (told && !node->console_stated))
			continue;
		if (console)
			match = mk_console_compatible(console);
		told = told || !node->console_stated;
		if (match.known || match.equivalent)
			continue;
		if (console)
			report_unknown(check, node, console);
		else if (!mk_written_node(node)->console.given)
			report_missing(check, node);
	}
}

const struct mk_rule mk_rule_board_console_known = {
	.problem = {.code = "MK0507",
		.name = "console-known",
		.severity = MK_ERROR,
		.title = "a kernel is meant to print, but cannot drive the board's console",
		.why = "The kernel's build fails: either its hardware tooling has no driver for "
		       "the console, or the output function is missing when it is linked.",
		.fix = "Switch `debug` and `printing` off, or point the tree's stdout-path to a "
		       "UART that the kernel knows."},
	.whole = console_known,
};
