/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/devices.h"
#include "check/rule.h"

#define MOST_CELLS 4u

static void report(struct mk_check *check, struct mk_origin origin, const char *what)
{
	extern const struct mk_rule mk_rule_board_all_looked_at;

	mk_report(check->findings, &mk_rule_board_all_looked_at.problem, origin,
		"not looked at: %s", what);
}

void mk_check_unseen(struct mk_check *check, struct mk_origin origin, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	report(check, origin, mk_arena_vprintf(check->arena, format, arguments));
	va_end(arguments);
}

static void report_all(struct mk_check *check, const mk_unseen_list *list)
{
	const struct mk_unseen *unseen;

	mk_each(unseen, list)
		report(check, unseen->origin, unseen->what);
}

/* An overlay states memory in the cells of the tree's root. */
static void check_root_cells(struct mk_check *check)
{
	const struct mk_dt_node *root = check->plan->board->tree->root;
	uint32_t address = mk_dt_address_cells(root);
	uint32_t size = mk_dt_size_cells(root);

	if (!address || address > MOST_CELLS || !size || size > MOST_CELLS)
		mk_check_unseen(check, mk_dt_origin(check->plan->board->tree, root),
			"memory: #address-cells is %u and #size-cells is %u at the root, but only "
			"1 to %u can be read and written",
			address, size, MOST_CELLS);
}

static void all_looked_at(struct mk_check *check)
{
	check_root_cells(check);
	report_all(check, &check->plan->unseen);
	report_all(check, &check->plan->board->unseen);
	report_all(check, &mk_check_devices(check)->unseen);
}

const struct mk_rule mk_rule_board_all_looked_at = {
	.problem = {.code = "MK0023",
		.name = "all-looked-at",
		.severity = MK_ERROR,
		.title = "part of the board or of the layout was not looked at",
		.why = "Some searches stop at a bound, far above what real boards and layouts "
		       "need, so that a hostile input cannot make them slow. Whatever is beyond "
		       "the bound may overlap or be shared unnoticed.",
		.fix = "Use the tree of the real board, without repetitions, or split the layout."},
	.whole = all_looked_at,
};
