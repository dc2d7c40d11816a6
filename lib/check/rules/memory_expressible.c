/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/memory.h"
#include "check/rule.h"
#include "check/words.h"

#define LAST_OF_ONE_CELL UINT64_C(0xffffffff)

static void check_region(
	struct mk_check *check, const struct mk_plan_node *node, const struct mk_region *region)
{
	const struct mk_dt_node *root = check->plan->board->tree->root;
	struct mk_finding *finding;

	if (!region->placed || region->range.last <= LAST_OF_ONE_CELL)
		return;
	finding = mk_check_report(check, region->origin,
		"node '%s' memory %s does not fit the one address cell of the board's tree",
		node->name, mk_check_range(check, region->range));
	mk_add_note(check->findings, finding, mk_dt_origin(check->plan->board->tree, root),
		"#address-cells is %u here", mk_dt_address_cells(root));
}

/* A bank of the tree's own fits its cells; RAM that the layout states need not. */
static bool may_not_fit(struct mk_check *check)
{
	const struct mk_board *board = check->plan->board;

	return !board->banks.count && mk_dt_address_cells(board->tree->root) == 1;
}

extern const struct mk_rule mk_rule_memory_slice_in_ram;

const struct mk_rule mk_rule_memory_expressible = {
	.problem = {.code = "MK0121",
		.name = "memory-expressible",
		.severity = MK_ERROR,
		.title = "memory above 4 GiB in a tree that counts addresses in one cell",
		.why = "The node's overlay has to state its memory in the cells of the board's "
		       "tree; an address of more than 32 bits would be cut off.",
		.fix = "Use RAM below 4 GiB, or a tree with #address-cells = <2> at the root."},
	.applies = may_not_fit,
	.each_region = check_region,
	.prerequisites = MK_RULES(MK_RULES_OF_NUMBERS, &mk_rule_memory_slice_in_ram),
};
