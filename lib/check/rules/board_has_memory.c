/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>

#include "check/rule.h"
#include "check/tree_words.h"
#include "layout/mend.h"

/* The key, where the layout has the map that it belongs in. */
static void add_remedy(
	struct mk_check *check, struct mk_finding *finding, const struct mk_range *ranges)
{
	const struct mk_doc *board = check->layout->board.record.doc;
	const char *list = "";

	if (!board || board->kind != MK_DOC_MAP || mk_doc_entry(board, "memory"))
		return;
	for (const struct mk_range *range = ranges; range->last; range++)
		list = mk_arena_printf(check->arena,
			"%s%s{\"start\": \"0x%" PRIx64 "\", \"size\": \"0x%" PRIx64 "\"}", list,
			*list ? ", " : "", range->first, mk_range_size(*range));
	mk_mend_add_second(check->findings, finding, board,
		mk_arena_printf(check->arena, "\"memory\": [%s]", list));
}

/* Where the kernel's own tree for the platform states RAM, that is a start. */
static void suggest(struct mk_check *check, struct mk_finding *finding)
{
	const struct mk_platform *platform = check->plan->platform;
	const char *list = "";

	if (!platform || !platform->memory) {
		mk_suggest(
			check->findings, finding, "board: {memory: [{start: 0x..., size: ...}]}");
		return;
	}
	for (const struct mk_range *range = platform->memory; range->last; range++)
		list = mk_arena_printf(check->arena,
			"%s%s{start: 0x%" PRIx64 ", size: 0x%" PRIx64 "}", list, *list ? ", " : "",
			range->first, mk_range_size(*range));
	mk_suggest(check->findings, finding,
		"board: {memory: [%s]}, as in the kernel's own tree for %s", list,
		platform->board ? platform->board : platform->name);
	add_remedy(check, finding, platform->memory);
}

static const char *unread_text(struct mk_check *check, const struct mk_unread_memory *unread)
{
	if (unread->why == MK_UNREAD_WRAPS)
		return "an entry of its `reg` ends above the last possible address";
	if (unread->why == MK_UNREAD_HIGH)
		return mk_arena_printf(check->arena,
			"an entry of its `reg` ends above 0x%" PRIx64
			" (52 bits), so it was written for other cells",
			MK_LAST_PHYSICAL);
	if (unread->why == MK_UNREAD_BUS)
		return mk_arena_printf(check->arena,
			"the `ranges` of '%s' do not cover all of its `reg`", unread->bus->path);
	return mk_arena_printf(check->arena, "its `%s` has %s", mk_dt_memory_list(unread->node),
		mk_check_list_text(check, unread->node, mk_dt_memory_list(unread->node)));
}

static void report_unread(struct mk_check *check)
{
	const struct mk_board *board = check->plan->board;
	const struct mk_unread_memory *unread;

	mk_each(unread, &board->unread_memory) {
		struct mk_finding *finding =
			mk_check_report(check, mk_dt_origin(board->tree, unread->node),
				"the RAM that '%s' states cannot be read: %s", unread->node->path,
				unread_text(check, unread));
		suggest(check, finding);
	}
}

static const char *absence_text(struct mk_check *check, const struct mk_dt_node *untyped)
{
	if (check->plan->board->memory_nodes.count)
		return "its memory nodes are empty or disabled, for the boot firmware to fill in";
	if (!untyped)
		return "it has no memory node";
	return mk_arena_printf(check->arena,
		"'%s' has no `device_type = \"memory\"`, so it does not count as RAM",
		untyped->path);
}

static void report_absence(struct mk_check *check)
{
	const struct mk_plan *plan = check->plan;
	const struct mk_dt_node *untyped = mk_check_untyped_memory(check, NULL);
	const struct mk_dt_node *at = untyped ? untyped : plan->board->tree->root;
	struct mk_finding *finding = mk_check_report(check, check->layout->board.record.origin,
		"the board's tree states no RAM: %s", absence_text(check, untyped));

	if (plan->board->memory_nodes.count)
		at = plan->board->memory_nodes.items[0];
	mk_add_note(check->findings, finding, mk_dt_origin(plan->board->tree, at),
		"no RAM is stated here");
	if (at == untyped)
		mk_suggest(check->findings, finding,
			"add `device_type = \"memory\"` to '%s' in the board's tree, if it is RAM",
			untyped->path);
	else
		suggest(check, finding);
}

static void board_has_memory(struct mk_check *check)
{
	const struct mk_plan *plan = check->plan;

	if (check->layout->board.memory.count)
		return;
	report_unread(check);
	if (!plan->ram.count && !plan->board->unread_memory.count)
		report_absence(check);
}

const struct mk_rule mk_rule_board_has_memory = {
	.problem = {.code = "MK0501",
		.name = "board-has-memory",
		.severity = MK_ERROR,
		.title = "it is not known where the board has RAM",
		.why = "Boot firmware fills in the memory node at run time on this board, or the "
		       "node cannot be read, so the tree alone does not say where slices may be.",
		.fix = "State the RAM in the layout under `board: {memory: ...}`, as the firmware "
		       "reports it; on a running Linux, /proc/iomem and /sys/firmware/fdt show "
		       "it."},
	.whole = board_has_memory,
};
