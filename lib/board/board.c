/* SPDX-License-Identifier: BSD-2-Clause */
#include "board/board.h"

#include "board/parts.h"

struct mk_board *mk_board_load(struct mk_arena *arena, const struct mk_source *source,
	const void *blob, size_t length, struct mk_findings *findings)
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
	mk_board_read_cpus(board, arena);
	mk_board_read_gic(board);
	mk_board_read_timer(board);
	mk_board_read_psci(board);
	mk_board_read_console(board, arena);
	return board;
}
