/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/images.h"
#include "check/rule.h"

static void check_entry(struct mk_check *check, const struct mk_archive *archive, size_t index)
{
	const struct mk_plan_node *node = mk_plan_node_at_rank(check->plan, index / MK_IMAGE_ROLES);
	enum mk_image_role role = (enum mk_image_role)(index % MK_IMAGE_ROLES);
	const struct mk_image *entry = &archive->entries.items[index].image;
	const struct mk_image *image = mk_check_image(check, node, role);
	struct mk_finding *finding;

	if (!image || image->state < MK_IMAGE_BROKEN ||
		mk_content_equal(image->content, entry->content))
		return;
	finding = mk_check_report(check, (struct mk_origin){.source = &archive->source},
		"%s is not the same as %s", entry->label,
		mk_check_image_name(check, node, role, image));
	mk_add_note(check->findings, finding, mk_check_image_origin(node, role, image),
		"node '%s' is here", node->name);
}

static void check_archive(struct mk_check *check, const struct mk_archive *archive)
{
	for (size_t i = 0; i < archive->entries.count; i++)
		check_entry(check, archive, i);
}

extern const struct mk_rule mk_rule_image_archive_order;

const struct mk_rule mk_rule_image_archive_current = {
	.problem = {.code = "MK0912",
		.name = "archive-current",
		.severity = MK_ERROR,
		.title = "the loader's archive does not hold the node's image",
		.why = "What was checked is not what boots: the archive was packed from an older "
		       "or a different build.",
		.fix = "Pack the archive again from the images, and link the loader with it. If "
		       "images are stripped on their way into the archive, name the stripped ones "
		       "under `images`."},
	.each_archive = check_archive,
	.prerequisites = MK_RULES(&mk_rule_image_archive_order),
};
