/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/images.h"
#include "check/rule.h"

static void check_image(struct mk_check *check, const struct mk_plan_node *node,
	enum mk_image_role role, const struct mk_image *image)
{
	if (image->state != MK_IMAGE_UNREADABLE && image->state != MK_IMAGE_NOT_GIVEN)
		return;
	mk_suggest(check->findings,
		mk_check_report(check, mk_check_image_origin(node, role, image),
			"%s cannot be read: %s", mk_check_image_name(check, node, role, image),
			image->complaint ? image->complaint : "it was not given"),
		"build it, or name the file under `images`");
}

const struct mk_rule mk_rule_image_readable = {
	.problem = {.code = "MK0901",
		.name = "image-readable",
		.severity = MK_ERROR,
		.title = "a node's image is not there",
		.why = "The loader takes three files for each node, by their place in its archive. "
		       "If one is missing, the next node's is taken instead, or that node never "
		       "starts.",
		.fix = "Build the image. A path under `images` is relative to the folder that "
		       "--images names; the defaults are NODE/kernel.elf, NODE/kernel.dtb and "
		       "NODE/rootserver."},
	.each_image = check_image,
};
