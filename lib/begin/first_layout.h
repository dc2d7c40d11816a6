/* SPDX-License-Identifier: BSD-2-Clause */
/* A layout to begin with: commented YAML, made for a board and proved by the checks themselves. */
#ifndef MK_BEGIN_FIRST_LAYOUT_H
#define MK_BEGIN_FIRST_LAYOUT_H

#include "base/buffer.h"
#include "begin/sketch.h"
#include "board/board.h"
#include "target/target.h"

struct mk_first_layout {
	const struct mk_board *board;
	const struct mk_contract *contract;
	const char *board_name;	       /* what the layout calls the board's DTB */
	size_t node_count;	       /* 1 at least */
	const struct mk_range *memory; /* RAM to state where the tree states none */
	size_t memory_count;
	const struct mk_sketch *sketch; /* settled: what its nodes are made of; NULL: nothing */
};

/* What whoever asked for it has to know of the layout. */
struct mk_first_layout_outcome {
	const char *complaint; /* why its checks do not pass; or NULL. Only with a sketch */
};

/* Reads "START:SIZE"; false where it is no range. */
bool mk_first_layout_memory(const char *text, struct mk_range *range);

/*
 * Writes the layout; or gives the reason, one line of raw text, why none passes the checks. One of
 * a sketch is written also where it does not pass.
 */
const char *mk_first_layout_write(const struct mk_first_layout *request, struct mk_buffer *out,
	struct mk_first_layout_outcome *outcome);

#endif
