/* SPDX-License-Identifier: BSD-2-Clause */
/* A plan and what was built for it, as the image that its loader runs. */
#ifndef MK_PLAN_BOOT_PACK_H
#define MK_PLAN_BOOT_PACK_H

#include "base/buffer.h"
#include "image/loader_image.h"
#include "plan/boot.h"

/*
 * Under a contract with boot blocks: writes the image from images and loader, whose bytes have to
 * be kept. NULL, or why there is none, as a sentence without a full stop.
 */
const char *mk_boot_pack(struct mk_arena *arena, const struct mk_plan *plan,
	const struct mk_images *images, struct mk_buffer *out);

/* Of a node, read and with its bytes; NULL where it is not there, and *complaint then says so. */
const struct mk_image *mk_pack_image(struct mk_arena *arena, const struct mk_plan_node *node,
	const struct mk_images *images, enum mk_image_role role, const char **complaint);

#endif
