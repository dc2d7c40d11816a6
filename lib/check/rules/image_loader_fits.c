/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>

#include "check/images.h"
#include "check/rule.h"
#include "check/words.h"

/* What the loader takes beside its archive; measured: 0x24000 for three nodes. */
#define LOADER_CODE_BYTES 0x40000u

/* Nothing in the layout says where a loader is that mkpart placed. */
static void note_range(struct mk_check *check, struct mk_finding *finding)
{
	const struct mk_region *loader = &check->plan->loader;

	if (loader->request)
		mk_add_note(check->findings, finding, loader->origin,
			"the loader's memory %s is here", mk_check_range(check, loader->range));
}

static void note_slices(struct mk_check *check, struct mk_finding *finding, struct mk_range taken)
{
	const struct mk_plan_node *node;
	const struct mk_region *region;

	mk_each(node, &check->plan->nodes)
		mk_each(region, &node->sorted)
			if (mk_ranges_overlap(region->range, taken))
				mk_add_note(check->findings, finding, region->origin,
					"it overlaps node '%s' memory %s", node->name,
					mk_check_range(check, region->range));
}

/* The first number of whole mebibytes that holds more than that. */
static void suggest_size(struct mk_check *check, struct mk_finding *finding, uint64_t bytes)
{
	const uint64_t mebibyte = 1024 * 1024;

	mk_suggest(check->findings, finding, "loader: {memory: {size: %" PRIu64 "M}}",
		bytes / mebibyte + 1);
}

static void check_start(struct mk_check *check, const struct mk_image *loader)
{
	const struct mk_program *program = loader->program;
	struct mk_finding *finding =
		mk_check_report(check, (struct mk_origin){.source = &loader->source},
			"loader %s starts at 0x%" PRIx64 ", but is planned to start at 0x%" PRIx64,
			loader->label, program->entry, check->plan->loader_start);

	note_range(check, finding);
	note_slices(check, finding, program->physical);
	mk_suggest(check->findings, finding, "build it with this layout's loader.cmake");
}

static void check_size(struct mk_check *check, const struct mk_image *loader)
{
	struct mk_range taken = loader->program->physical;
	struct mk_range planned = check->plan->loader.range;
	struct mk_finding *finding;

	if (mk_range_contains(planned, taken))
		return;
	finding = mk_check_report(check, (struct mk_origin){.source = &loader->source},
		"loader %s takes %s, which is not inside its memory %s", loader->label,
		mk_check_range(check, taken), mk_check_range(check, planned));
	note_range(check, finding);
	note_slices(check, finding, taken);
	if (taken.first >= planned.first)
		suggest_size(check, finding, taken.last - planned.first);
}

static void check_program(struct mk_check *check, const struct mk_image *loader)
{
	if (loader->program->entry != check->plan->loader_start)
		check_start(check, loader);
	else
		check_size(check, loader);
}

/* What the loader carries, as far as it is known; its own code comes on top. */
static uint64_t archive_bytes(struct mk_check *check)
{
	const struct mk_images *images = check->images;
	const struct mk_plan_node *node;
	uint64_t sum = 0;

	if (images->archives.count)
		return images->archives.items[0].source.length;
	mk_each(node, &check->plan->nodes)
		for (unsigned role = 0; role < MK_IMAGE_ROLES; role++) {
			const struct mk_image *image =
				mk_check_image(check, node, (enum mk_image_role)role);
			sum += image ? image->content.length : 0;
		}
	return sum;
}

static void check_contents(struct mk_check *check)
{
	const struct mk_plan *plan = check->plan;
	uint64_t room = plan->loader_start > plan->loader.range.last
				? 0
				: plan->loader.range.last - plan->loader_start + 1;
	uint64_t bytes = archive_bytes(check);
	struct mk_finding *finding;

	if (bytes <= room)
		return;
	finding = mk_check_report(check,
		plan->loader.origin.source ? plan->loader.origin : check->layout->record.origin,
		"the loader carries images of %s, but from its start at 0x%" PRIx64 " there are "
		"only %s in its memory %s",
		mk_check_size(check, bytes), plan->loader_start, mk_check_size(check, room),
		mk_check_range(check, plan->loader.range));
	suggest_size(check, finding,
		plan->loader_start - plan->loader.range.first + bytes + LOADER_CODE_BYTES);
}

static void loader_fits(struct mk_check *check)
{
	const struct mk_image *loader = check->images->loader;

	if (!check->plan->loader.placed)
		return;
	if (!loader)
		check_contents(check);
	else if (loader->state == MK_IMAGE_READ && mk_check_machine_fits(check, loader->program))
		check_program(check, loader);
}

extern const struct mk_rule mk_rule_memory_request_fits;

const struct mk_rule mk_rule_image_loader_fits = {
	.problem = {.code = "MK0910",
		.name = "loader-fits",
		.severity = MK_ERROR,
		.title = "the loader is not where the plan has it, or is larger than planned",
		.why = "The loader carries all images, unstripped, and still works from them while "
		       "the first nodes already run. If it overlaps a slice, one overwrites the "
		       "other.",
		.fix = "Give the loader more room with `loader: {memory: {size: ...}}`, strip the "
		       "images, or build the loader with the loader.cmake of this layout."},
	.whole = loader_fits,
	.prerequisites = MK_RULES(&mk_rule_memory_request_fits),
};
