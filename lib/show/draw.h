/* SPDX-License-Identifier: BSD-2-Clause */
/* A strip of addresses as SVG: a bar to scale, and bars that enlarge what is too small in it. */
#ifndef MK_SHOW_DRAW_H
#define MK_SHOW_DRAW_H

#include "base/buffer.h"
#include "show/picture.h"

#define MK_BAR_HEIGHT 40u

/* The definitions of all fills that the picture needs; once a document. */
void mk_draw_fills(struct mk_buffer *out, const struct mk_picture *picture);

/* A small square of a segment's fill, `size` pixels wide, at x, y. */
void mk_draw_swatch(struct mk_buffer *out, const struct mk_segment *segment, unsigned x, unsigned y,
	unsigned size);

/* Whether it is too small to be seen in a bar of `window`. */
bool mk_draws_small(struct mk_range window, struct mk_range range);

/*
 * Segments of `strip` that lie in `window`, to scale in percent of the enclosing <svg>, so that
 * they fit any width. Each has a <title>, and says its range in data-first and data-last. `names`:
 * where a bar is 1000 pixels wide, names that fit stand in it beside the letters.
 */
void mk_draw_bar(struct mk_buffer *out, const struct mk_picture *picture,
	const struct mk_strip *strip, struct mk_range window, bool names);

typedef MK_VEC(struct mk_range) mk_windows;

/* What to enlarge: around each run of segments that are too small in the strip's own bar. */
mk_windows mk_draw_windows(struct mk_arena *arena, const struct mk_strip *strip);

/* Where an address of `window` is in a bar, in thousandths of its width, rounded. */
unsigned mk_draw_place(struct mk_range window, uint64_t address);

#endif
