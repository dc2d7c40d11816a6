/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>

#include "check/rule.h"

/* What is there is set aside, for what the layout names counts before what is RAM. */
static bool is_set_aside(
	const struct mk_board *board, const struct mk_dt_node *node, const struct mk_number *reg)
{
	const struct mk_set_aside *aside;

	mk_each(aside, &board->set_aside)
		if (reg->given ? aside->node == node && aside->entry == reg->value
			       : mk_device_has(node, aside->node))
			return true;
	return false;
}

static void report_unknown(struct mk_check *check, const struct mk_layout_ignore *ignore,
	const struct mk_lookup *found)
{
	struct mk_finding *finding = mk_check_report(check, ignore->device.origin,
		found->status == MK_LOOKUP_AMBIGUOUS
			? "'%s' is the name of several devices"
			: "'%s' is not an alias, path, label or unit name in the board's tree",
		ignore->device.value);

	if (found->nearest)
		mk_suggest(check->findings, finding, "did you mean '%s'?", found->nearest);
}

static void report_entry(struct mk_check *check, const struct mk_layout_ignore *ignore,
	const struct mk_dt_node *node)
{
	struct mk_finding *finding =
		ignore->reg.given ? mk_check_report(check, ignore->reg.origin,
					    "the `reg` of '%s' has no entry %" PRIu64, node->path,
					    ignore->reg.value)
				  : mk_check_report(check, ignore->device.origin,
					    "'%s' has no registers to ignore", node->path);

	mk_add_note(check->findings, finding, mk_dt_origin(check->plan->board->tree, node),
		"the device is here");
}

static void ignore_names_registers(struct mk_check *check)
{
	const struct mk_board *board = check->plan->board;
	const struct mk_layout_ignore *ignore;

	mk_each(ignore, &check->layout->board.ignore) {
		struct mk_lookup found;
		if (ignore->record.broken)
			continue;
		found = mk_board_find(board, check->arena, ignore->device.value);
		if (found.status != MK_LOOKUP_FOUND)
			report_unknown(check, ignore, &found);
		else if (!is_set_aside(board, found.node, &ignore->reg))
			report_entry(check, ignore, found.node);
	}
}

const struct mk_rule mk_rule_board_ignore_names_registers = {
	.problem = {.code = "MK0529",
		.name = "ignore-names-registers",
		.severity = MK_ERROR,
		.title = "`ignore` does not name registers of a device",
		.why = "The addresses that were meant still count as a device's registers, and no "
		       "memory is placed there.",
		.fix = "Name the device, and the entry of its `reg` counted from 0; `mkpart board "
		       "DTB` lists devices and their registers in that order."},
	.whole = ignore_names_registers,
};
