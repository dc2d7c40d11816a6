/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>
#include <string.h>

#include "check/images.h"
#include "check/rule.h"

static struct mk_origin archive_origin(const struct mk_archive *archive)
{
	return (struct mk_origin){.source = &archive->source};
}

static struct mk_origin node_origin(const struct mk_plan_node *node)
{
	return node->origin;
}

static void check_count(struct mk_check *check, const struct mk_archive *archive)
{
	size_t wanted = MK_IMAGE_ROLES * check->plan->by_rank.count;

	if (!archive->longer && archive->entries.count == wanted)
		return;
	mk_check_report(check, archive_origin(archive), "%s has %s%zu files; %zu nodes need %zu",
		archive->label, archive->longer ? "more than " : "", archive->entries.count,
		check->plan->by_rank.count, wanted);
}

/* Another node whose image of that role this is, or NULL. */
static const struct mk_plan_node *true_owner(struct mk_check *check,
	const struct mk_plan_node *node, enum mk_image_role role, const struct mk_image *entry)
{
	const struct mk_image *image = mk_check_image(check, node, role);
	const struct mk_plan_node *other;

	if (image && mk_content_equal(image->content, entry->content))
		return NULL;
	mk_each(other, &check->plan->nodes) {
		image = other == node ? NULL : mk_check_image(check, other, role);
		if (image && image->state >= MK_IMAGE_BROKEN &&
			mk_content_equal(image->content, entry->content))
			return other;
	}
	return NULL;
}

static void check_name(struct mk_check *check, const struct mk_archive *archive,
	const struct mk_archive_entry *entry, const struct mk_plan_node *node,
	enum mk_image_role role)
{
	const char *name = mk_check_entry_name(role);

	if (!name || strcmp(entry->name, name) == 0)
		return;
	mk_add_note(check->findings,
		mk_check_report(check, archive_origin(archive),
			"%s is called '%s', but has to be '%s': this is the place of node '%s' %s",
			entry->image.label, entry->name, name, node->name,
			mk_image_role_text(role)),
		node_origin(node), "node '%s' is here", node->name);
}

static void note_place(
	struct mk_check *check, struct mk_finding *finding, const struct mk_plan_node *node)
{
	mk_add_note(check->findings, finding, node_origin(node),
		"node '%s' is number %" PRIu32 " in the loader's order", node->name,
		node->rank + 1);
}

static void report_owner(struct mk_check *check, const struct mk_archive *archive,
	const struct mk_archive_entry *entry, const struct mk_plan_node *node,
	const struct mk_plan_node *owner)
{
	enum mk_image_role role =
		(enum mk_image_role)((size_t)(entry - archive->entries.items) % MK_IMAGE_ROLES);
	struct mk_finding *finding = mk_check_report(check, archive_origin(archive),
		"%s is node '%s' %s, in the place of node '%s'", entry->image.label, owner->name,
		mk_image_role_text(role), node->name);

	note_place(check, finding, node);
	note_place(check, finding, owner);
}

/* Where one of a node's files is another's, the rest of them is as well, and told with it. */
static void check_place(
	struct mk_check *check, const struct mk_archive *archive, const struct mk_plan_node *node)
{
	bool told = false;

	for (unsigned i = 0; i < MK_IMAGE_ROLES; i++) {
		enum mk_image_role role = (enum mk_image_role)i;
		const struct mk_archive_entry *entry = mk_check_entry(archive, node, role);
		const struct mk_plan_node *owner;
		if (!entry)
			return;
		check_name(check, archive, entry, node, role);
		owner = told ? NULL : true_owner(check, node, role, &entry->image);
		if (owner)
			report_owner(check, archive, entry, node, owner);
		told = told || owner;
	}
}

static void check_archive(struct mk_check *check, const struct mk_archive *archive)
{
	for (size_t rank = 0; rank < check->plan->by_rank.count; rank++)
		check_place(check, archive, mk_plan_node_at_rank(check->plan, rank));
	if (!archive->complaint)
		check_count(check, archive);
}

const struct mk_rule mk_rule_image_archive_order = {
	.problem = {.code = "MK0908",
		.name = "archive-order",
		.severity = MK_ERROR,
		.title = "the loader's archive has a wrong order, number of files or name",
		.why = "The loader goes by position: three files for each node (kernel.elf, "
		       "kernel.dtb, root task), first for the boot core and then for the others in "
		       "ascending MPIDR order. It compares the first two names and stops at a "
		       "wrong one; on any core but the boot core that goes unseen, and the boot "
		       "core waits for ever.",
		.fix = "Pack what loader/manifest.json lists, in its order and under its names, "
		       "with `cpio -o -H newc`, and nothing else."},
	.each_archive = check_archive,
};
