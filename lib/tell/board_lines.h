/* SPDX-License-Identifier: BSD-2-Clause */
/* The interrupts of a device in words, those that count on taken together. */
#ifndef MK_TELL_BOARD_LINES_H
#define MK_TELL_BOARD_LINES_H

#include "base/buffer.h"
#include "board/devices.h"

struct mk_interrupt_line {
	const char *
		number; /* "INTID 53..60", "source 10"; all there is to say where no more follows */
	const char *name; /* "SPI 21..28", or NULL */
	const char *rest; /* "level-high, via gpc@303a0000", or NULL */
};

/* The path for people; of one longer than `limit` the last two steps, behind "../". */
void mk_board_short_path(struct mk_buffer *out, const struct mk_dt_node *node, size_t limit);

typedef MK_VEC(struct mk_interrupt_line) mk_interrupt_lines;

mk_interrupt_lines mk_board_interrupt_lines(
	struct mk_arena *arena, const struct mk_board *board, const mk_interrupts *interrupts);

#endif
