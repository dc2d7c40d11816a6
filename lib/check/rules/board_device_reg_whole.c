/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/tree_words.h"

/* Cores, and memory that is reserved, have rules of their own. */
static bool is_elsewhere(const struct mk_board *board, const struct mk_dt_node *node)
{
	return mk_dt_is_memory(node) ||
	       (board->reserved_memory && mk_dt_is_within(node, board->reserved_memory)) ||
	       mk_dt_is_within(node, mk_dt_child(board->tree->root, "cpus"));
}

/* Buses whose addresses are numbers of devices have no sizes: nothing is lost there. */
static bool may_have_registers(const struct mk_dt_node *node)
{
	return mk_dt_size_cells(node->parent) && mk_dt_is_addressable(node);
}

static void device_reg_whole(struct mk_check *check)
{
	const struct mk_board *board = check->plan->board;
	const struct mk_dt_node *node;
	struct mk_finding *finding;

	for (node = board->tree->root; node; node = node->next) {
		if (!node->enabled || mk_dt_reg_is_whole(node) || !may_have_registers(node) ||
			is_elsewhere(board, node))
			continue;
		finding = mk_check_report(check, mk_dt_origin(board->tree, node),
			"not all registers of '%s' are known: its `reg` has %s", node->path,
			mk_check_reg_text(check, node));
		mk_about(check->findings, finding, node->path);
	}
}

const struct mk_rule mk_rule_board_device_reg_whole = {
	.problem = {.code = "MK0521",
		.name = "device-reg-whole",
		.severity = MK_WARNING,
		.title = "a device's `reg` does not fit the cells of its bus",
		.why = "The remainder is not an address: mkpart takes the whole entries, of which "
		       "there may be none, or wrong ones. Two nodes may get the same registers, or "
		       "memory may cover them, and nothing would say so.",
		.fix = "Mend the `reg` of the device, or #address-cells and #size-cells of its "
		       "bus; if the device is not used, allow this finding with that reason.",
		.about = "the device's path"},
	.whole = device_reg_whole,
};
