/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>

#include "check/rule.h"

static bool has_static_child(const struct mk_dt_node *reserved)
{
	for (const struct mk_dt_node *node = reserved->first_child; node; node = node->next_sibling)
		if (mk_dt_property(node, "reg") && mk_board_reserves(node))
			return true;
	return false;
}

/* What is odd about it, to follow its path; NULL: nothing. */
static const char *oddity(struct mk_check *check, const struct mk_dt_node *reserved)
{
	const struct mk_dt_property *ranges = mk_dt_property(reserved, "ranges");
	const struct mk_dt_node *root = reserved->parent;
	uint32_t address = mk_dt_address_cells(reserved);
	uint32_t size = mk_dt_size_cells(reserved);

	if (!mk_dt_property(reserved, "#address-cells") || !mk_dt_property(reserved, "#size-cells"))
		return mk_arena_printf(check->arena,
			"does not state both #address-cells and #size-cells, which are then taken "
			"as %" PRIu32 " and %" PRIu32,
			address, size);
	if (address != mk_dt_address_cells(root) || size != mk_dt_size_cells(root))
		return mk_arena_printf(check->arena,
			"states #address-cells %" PRIu32 " and #size-cells %" PRIu32 ", but the "
			"root %" PRIu32 " and %" PRIu32,
			address, size, mk_dt_address_cells(root), mk_dt_size_cells(root));
	if (!ranges)
		return "has no `ranges`";
	return ranges->length ? "has `ranges` that translate addresses" : NULL;
}

static void reserved_memory_regular(struct mk_check *check)
{
	const struct mk_board *board = check->plan->board;
	const struct mk_dt_node *reserved = board->reserved_memory;
	struct mk_finding *finding;
	const char *odd;

	if (!reserved || !has_static_child(reserved))
		return;
	odd = oddity(check, reserved);
	if (!odd)
		return;
	finding = mk_check_report(
		check, mk_dt_origin(board->tree, reserved), "'%s' %s", reserved->path, odd);
	mk_about(check->findings, finding, reserved->path);
}

extern const struct mk_rule mk_rule_board_reservation_readable;

const struct mk_rule mk_rule_board_reserved_memory_regular = {
	.problem = {.code = "MK0522",
		.name = "reserved-memory-regular",
		.severity = MK_WARNING,
		.title = "reserved memory is not written as its binding says",
		.why = "/reserved-memory has the same cells as the root, and an empty `ranges`. "
		       "Otherwise readers differ on where the reservations are, and Linux ignores "
		       "all of them. mkpart and the kernels take the cells and `ranges` as they "
		       "stand, which may not be what the firmware uses.",
		.fix = "Mend the board's tree; or compare the addresses that `mkpart board` shows "
		       "with what the firmware uses, and allow this finding with that reason.",
		.about = "/reserved-memory"},
	.whole = reserved_memory_regular,
	.prerequisites = MK_RULES(&mk_rule_board_reservation_readable),
};
