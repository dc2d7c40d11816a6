/* SPDX-License-Identifier: BSD-2-Clause */
/* A loader image without a layout: what would each root task receive? */
#ifndef MK_TELL_IMAGE_H
#define MK_TELL_IMAGE_H

#include "base/finding.h"
#include "image/loader_image.h"
#include "plan/boot_start.h"

struct mk_image_view {
	const char *name; /* of the file */
	const struct mk_loader_image *image;
	const struct mk_start *starts; /* one for each of its blocks */
	const struct mk_contract *contract;
	const struct mk_board *board;
	const struct mk_findings *findings; /* sorted */
};

/* As bytes, for people and for programs: see mk_board_format. */
void mk_image_text(const struct mk_image_view *view, struct mk_buffer *out);
void mk_image_json(const struct mk_image_view *view, struct mk_buffer *out);

/* Whether the node receives any of the RAM that the other one is told is its own. */
bool mk_image_owns_ram(const struct mk_image_view *view, size_t node, size_t other);

typedef MK_VEC(const char *) mk_words;

/*
 * What is at a range that a node receives, as far as image and board tell: "RAM of node 1",
 * "/uart@...", "also node 1's", in that order. Names are as the inputs have them.
 */
mk_words mk_image_range_words(
	struct mk_arena *arena, const struct mk_image_view *view, size_t node, struct mk_span span);

#endif
