/* SPDX-License-Identifier: BSD-2-Clause */
/* A board that several contexts use, so that its tree is read once. */
#ifndef MK_RUN_SHARED_BOARD_H
#define MK_RUN_SHARED_BOARD_H

#include "run/ctx.h"

struct mk_shared_board {
	struct mk_arena arena; /* holds all of it, this struct included */
	struct mk_source source;
	const struct mk_board *board; /* never NULL; with its devices, so that nothing changes it */
	const char *key;	      /* the caller's, to find it again */
	size_t users;		      /* contexts, and whoever made it */
	struct mk_shared_board *next; /* the caller's */
};

/*
 * Reads a tree as mk_load_board does; `stated` is what a layout says of the board, or NULL. All is
 * copied. MK_UNREADABLE where it cannot be read: mk_load_board then says why.
 */
mk_status mk_shared_board_read(struct mk_shared_board **shared, const char *key, const char *name,
	const void *bytes, size_t length, const struct mk_layout_board *stated);

/* One user less; the last one frees it. NULL is fine. */
void mk_shared_board_leave(struct mk_shared_board *shared);

#endif
