/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The colours of pictures: those that people with any kind of colour vision tell apart, from
 * M. Okabe and K. Ito, "Color Universal Design" (2008), also B. Wong, Nature Methods 8 (2011) 441.
 * Patterns tell apart what shares a colour, and all of it in print without colours.
 */
#ifndef MK_SHOW_PALETTE_H
#define MK_SHOW_PALETTE_H

#include "show/picture.h"

enum mk_hatch {
	MK_HATCH_NONE,
	MK_HATCH_RISING,
	MK_HATCH_DOTS,
	MK_HATCH_UPRIGHT,
	MK_HATCH_FALLING,
	MK_HATCH_LEVEL,
	MK_HATCH_CROSS,
};

struct mk_paint {
	const char *fill;   /* "#e69f00" */
	const char *ink;    /* of hatches and letters on it */
	const char *escape; /* the nearest in a terminal's 256 colours; "" for none */
	enum mk_hatch hatch;
};

/* So many nodes look different; then it begins again. */
#define MK_NODE_PAINTS 36u

struct mk_paint mk_node_paint(size_t node);
struct mk_paint mk_part_paint(enum mk_part part); /* any but MK_PART_NODE */
struct mk_paint mk_segment_paint(const struct mk_segment *segment);

#endif
