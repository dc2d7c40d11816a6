/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a board offers, as bytes. One format a file under board/, each ending in its row. No format
 * needs a layout; each copes with whatever the tree lacks.
 */
#ifndef MK_TELL_BOARD_FORMAT_H
#define MK_TELL_BOARD_FORMAT_H

#include "base/buffer.h"
#include "board/devices.h"
#include "tell/image.h"

struct mk_board_format {
	const char *name; /* "text" */
	const char *doc;  /* one line: what it is and who takes it */
	void (*emit)(const struct mk_board *board, const struct mk_devices *devices,
		struct mk_buffer *out);
	/* What nodes share although they are disjoint, in the same format. */
	void (*channels)(const struct mk_board *board, const struct mk_devices *devices,
		struct mk_buffer *out);
	/* What each root task of a loader image would receive. */
	void (*image)(const struct mk_image_view *view, struct mk_buffer *out);
};

extern const struct mk_board_format *const mk_board_formats[];
extern const size_t mk_board_format_count;

/* By name, or NULL. */
const struct mk_board_format *mk_board_format_find(const char *name);

#endif
