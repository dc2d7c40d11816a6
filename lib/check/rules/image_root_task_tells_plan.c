/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/images.h"
#include "check/rule.h"

static void check_node(struct mk_check *check, const struct mk_plan_node *node)
{
	const struct mk_program *root = mk_check_program(check, node, MK_IMAGE_ROOT);
	const struct mk_image *image = mk_check_image(check, node, MK_IMAGE_ROOT);
	struct mk_finding *finding;

	if (!root || root->note.found)
		return;
	finding = mk_check_report(check, mk_check_image_origin(node, MK_IMAGE_ROOT, image),
		"%s does not say which node and plan it was built for",
		mk_check_image_name(check, node, MK_IMAGE_ROOT, image));
	mk_about(check->findings, finding, node->name);
}

const struct mk_rule mk_rule_image_root_task_tells_plan = {
	.problem = {.code = "MK0917",
		.name = "root-task-tells-plan",
		.severity = MK_NOTE,
		.title = "nothing links a root task to the plan",
		.why = "Each node's mkpart.h puts a note into the root task that includes it. "
		       "Without the note there is no way to tell whether two root tasks were "
		       "swapped, or whether one was built before the layout changed.",
		.fix = "Include the node's mkpart.h in one source file of its root task; a stripped "
		       "file keeps the note.",
		.about = "the node's name"},
	.each_node = check_node,
};
