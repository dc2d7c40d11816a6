/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/boot_image.h"
#include "plan/boot.h"

static void image_nodes_separate(struct mk_check *check)
{
	const struct mk_loader_image *image = check->images->loader_image;
	const struct mk_plan_node *first = mk_plan_node_at_rank(check->plan, 0);
	struct mk_judgement judgement = {0};
	const char *const *message;

	if (!image || !first || !first->boot)
		return;
	mk_judge_loader_image(check->arena, &first->boot->facts, image, &judgement);
	mk_judge_against_plan(check->arena, check->plan, image, &judgement);
	mk_each(message, &judgement.verdicts)
		mk_check_report(check, (struct mk_origin){.source = &image->source}, "%s: %s",
			image->label, *message);
}

const struct mk_rule mk_rule_image_nodes_separate = {
	.problem = {.code = "MK1210",
		.name = "image-nodes-separate",
		.severity = MK_ERROR,
		.title = "a loader image does not keep its nodes apart",
		.why = "What a root task receives is decided by its boot block. A kernel hands out "
		       "the first reserved entry; it hands out what lies below its own registers "
		       "where an entry covers these; of a page that is reserved in part it hands "
		       "out the rest. Where entries overlap it sorts them for ever, and the whole "
		       "machine stands still without a word.",
		.fix = "Pack the image with `mkpart pack`, from this layout."},
	.whole = image_nodes_separate,
};
