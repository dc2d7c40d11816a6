/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"

static void console_mended(struct mk_check *check)
{
	const struct mk_board *board = check->plan->board;
	const struct mk_dt_node *console = board->console;
	struct mk_compatible_match match = {.known = true};
	const char *compatible;
	struct mk_finding *finding;

	if (console)
		match = mk_console_compatible(console);
	if (match.known || !match.equivalent)
		return;
	compatible = mk_dt_string(console, "compatible");
	finding = mk_check_report(check, check->layout->board.record.origin,
		"the kernel and the loader do not know console '%s' as '%s': the overlays call it "
		"'%s'",
		console->path, compatible ? compatible : "", match.equivalent);
	mk_add_note(check->findings, finding, mk_dt_origin(board->tree, console),
		"the console is described here");
	mk_about(check->findings, finding, console->path);
}

const struct mk_rule mk_rule_board_console_mended = {
	.problem = {.code = "MK0517",
		.name = "console-mended",
		.severity = MK_NOTE,
		.title = "the overlays give the console a name that the kernel knows",
		.why = "The kernel's tooling stops at a console whose name it does not know. This "
		       "console is the same hardware as one that it knows, so the overlays put "
		       "that name before the tree's own.",
		.fix = "There is nothing to do. The console is the one in the tree's stdout-path, "
		       "or else its serial0.",
		.about = "the console's path"},
	.whole = console_mended,
};
