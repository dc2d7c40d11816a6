/* SPDX-License-Identifier: BSD-2-Clause */
/* Source of the names: CONTRACT, "Loader". */
#include "plan/archive.h"

#include <string.h>

static const char *root_name(const struct mk_plan_node *node)
{
	const char *slash = strrchr(node->root_image, '/');
	const char *name = slash ? slash + 1 : node->root_image;

	return *name ? name : "rootserver";
}

const char *mk_archive_name(const struct mk_plan_node *node, enum mk_image_role role)
{
	static const char *const names[MK_IMAGE_ROLES] = {"kernel.elf", "kernel.dtb", NULL};

	return names[role] ? names[role] : root_name(node);
}
