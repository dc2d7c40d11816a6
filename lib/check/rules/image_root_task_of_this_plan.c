/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>
#include <string.h>

#include "check/images.h"
#include "check/rule.h"
#include "plan/digest.h"

/* The digest is of the contract, too: mkpart.h leaves no note where the two disagree. */
static bool is_of_contract(const struct mk_check *check, const struct mk_program_note *note)
{
	return strcmp(note->contract, check->plan->contract->name) == 0;
}

static const struct mk_plan_node *node_with_id(const struct mk_plan *plan, uint32_t id)
{
	const struct mk_plan_node *node;

	mk_each(node, &plan->nodes)
		if (node->id == id)
			return node;
	return NULL;
}

/* Another node's, or of this node and an older plan. */
static void report(struct mk_check *check, const struct mk_plan_node *node,
	const struct mk_image *image, const struct mk_program_note *note)
{
	struct mk_origin origin = mk_check_image_origin(node, MK_IMAGE_ROOT, image);
	const char *name = mk_check_image_name(check, node, MK_IMAGE_ROOT, image);
	const struct mk_plan_node *other = node_with_id(check->plan, note->node);

	if (note->differs)
		mk_check_report(check, origin,
			"%s has parts that were built with different nodes' mkpart.h, or with "
			"different versions of it",
			name);
	else if (note->version != MK_NOTE_VERSION)
		mk_check_report(check, origin,
			"%s has a note of version %" PRIu32
			" that says what it was built for; only version %u is known here",
			name, note->version, MK_NOTE_VERSION);
	else if (!is_of_contract(check, note))
		mk_check_report(check, origin,
			"%s was built for the contract '%s', but the layout's is '%s'", name,
			note->contract, check->plan->contract->name);
	else if (note->node == node->id)
		mk_check_report(check, origin,
			"%s was built with a different version of the node's mkpart.h", name);
	else if (other)
		mk_check_report(check, origin, "%s was built for node '%s'", name, other->name);
	else
		mk_check_report(check, origin,
			"%s was built for a node with id %u, which this layout does not have", name,
			(unsigned)note->node);
}

static void check_node(struct mk_check *check, const struct mk_plan_node *node)
{
	const struct mk_program *root = mk_check_program(check, node, MK_IMAGE_ROOT);
	const struct mk_image *image = mk_check_image(check, node, MK_IMAGE_ROOT);

	if (!root || !root->note.found)
		return;
	if (root->note.differs || root->note.version != MK_NOTE_VERSION ||
		!is_of_contract(check, &root->note) || root->note.node != node->id ||
		root->note.digest != mk_plan_digest(check->arena, check->plan, node))
		report(check, node, image, &root->note);
}

const struct mk_rule mk_rule_image_root_task_of_this_plan = {
	.problem = {.code = "MK0916",
		.name = "root-task-of-this-plan",
		.severity = MK_ERROR,
		.title = "a root task was built for another node, or for an older plan",
		.why = "It behaves as if it were the other node: it sends that node's IPIs, waits "
		       "for interrupts that never come, and maps shared regions where they no "
		       "longer are. In a measurement, the board booted and then hung.",
		.fix = "Generate the outputs again, and build each root task with its own node's "
		       "mkpart.h."},
	.each_node = check_node,
};
