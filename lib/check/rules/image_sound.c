/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/images.h"
#include "check/rule.h"

static void check_image(struct mk_check *check, const struct mk_plan_node *node,
	enum mk_image_role role, const struct mk_image *image)
{
	if (image->state == MK_IMAGE_BROKEN)
		mk_check_report(check, mk_check_image_origin(node, role, image), "%s %s",
			mk_check_image_name(check, node, role, image), image->complaint);
}

static void check_archive(struct mk_check *check, const struct mk_archive *archive)
{
	if (archive->complaint)
		mk_check_report(check, (struct mk_origin){.source = &archive->source}, "%s %s",
			archive->label, archive->complaint);
}

static void check_loader(struct mk_check *check)
{
	const struct mk_image *loader = check->images->loader;

	if (loader && loader->state == MK_IMAGE_BROKEN)
		mk_check_report(check, (struct mk_origin){.source = &loader->source},
			"loader %s %s", loader->label, loader->complaint);
}

const struct mk_rule mk_rule_image_sound = {
	.problem = {.code = "MK0902",
		.name = "image-sound",
		.severity = MK_ERROR,
		.title = "an image is damaged, or is not such a file",
		.why = "The loader stops with a message that appears only on the boot core's "
		       "console, or copies data that does not exist. The other cores then wait for "
		       "ever.",
		.fix = "Build the file again. Kernel, root task and loader are ELF files, not "
		       "what objcopy makes of them; the device tree is a blob, not its source; the "
		       "archive is what `cpio -H newc` writes."},
	.whole = check_loader,
	.each_image = check_image,
	.each_archive = check_archive,
};
