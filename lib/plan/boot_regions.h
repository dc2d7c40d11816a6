/* SPDX-License-Identifier: BSD-2-Clause */
/* What the loader writes into memory before it starts the kernels. */
#ifndef MK_PLAN_BOOT_REGIONS_H
#define MK_PLAN_BOOT_REGIONS_H

#include "plan/boot.h"

enum mk_boot_region_kind { MK_BOOT_KERNEL, MK_BOOT_ROOT, MK_BOOT_SHARED };

struct mk_boot_region {
	enum mk_boot_region_kind kind;
	const char *name;		       /* of the node, or of the shared region */
	const char *file;		       /* path of the image; NULL: zeroes */
	struct mk_span place;		       /* written, what is not in the file as zeroes */
	const struct mk_image *image;	       /* NULL: not given, or zeroes */
	const struct mk_load_segment *segment; /* of it that goes to the start of `place` */
};

typedef MK_VEC(struct mk_boot_region) mk_boot_regions;

/* By node in the loader's order: kernel, root task; then the shared regions, as planned. */
void mk_boot_regions_of(struct mk_arena *arena, const struct mk_plan *plan,
	const struct mk_images *images, mk_boot_regions *regions);

/* Of a node, read for that role and for this machine; NULL where there is none. */
const struct mk_image *mk_boot_image(const struct mk_plan *plan, const struct mk_images *images,
	const struct mk_plan_node *node, enum mk_image_role role);

#endif
