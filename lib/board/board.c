/* SPDX-License-Identifier: BSD-2-Clause */
#include "board/board.h"

#include "board/parts.h"
#include "doc/reading_problems.h"

/* Of banks, and of reservations; the most that a real tree has is 21. */
#define MAX_RANGES 8192

static bool is_bounded(
	const struct mk_board *board, struct mk_findings *findings, size_t count, const char *what)
{
	if (count <= MAX_RANGES)
		return true;
	mk_report(findings, &mk_too_large, mk_dt_origin(board->tree, board->tree->root),
		"the device tree has %zu %s, more than %d", count, what, MAX_RANGES);
	return false;
}

struct mk_board *mk_board_load(struct mk_arena *arena, const struct mk_source *source,
	const void *blob, size_t length, const struct mk_layout_board *stated,
	struct mk_findings *findings)
{
	struct mk_dt_tree *tree = mk_dt_load(arena, source, blob, length, findings);
	struct mk_board *board;

	if (!tree)
		return NULL;
	board = mk_arena_alloc(arena, sizeof *board);
	board->tree = tree;
	board->model = mk_dt_string(tree->root, "model");
	board->compatible = mk_dt_string(tree->root, "compatible");
	mk_board_read_memory(board, arena);
	mk_board_read_reservations(board, arena);
	if (!is_bounded(board, findings, board->banks.count, "ranges of memory") ||
		!is_bounded(board, findings, board->reservations.count, "reserved ranges"))
		return NULL;
	mk_board_read_cpus(board, arena);
	mk_board_read_gic(board);
	mk_board_read_timer(board);
	mk_board_read_psci(board);
	mk_board_read_console(board, arena);
	mk_board_read_aside(board, arena, stated);
	mk_board_read_registers(board, arena);
	board->kept = mk_arena_alloc(arena, sizeof *board->kept);
	board->kept->arena = arena;
	return board;
}
