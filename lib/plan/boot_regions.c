/* SPDX-License-Identifier: BSD-2-Clause */
#include "plan/boot_regions.h"

#include "base/sort.h"

struct listing {
	struct mk_arena *arena;
	const struct mk_plan *plan;
	const struct mk_images *images;
	mk_boot_regions *regions;
};

const struct mk_image *mk_boot_image(const struct mk_plan *plan, const struct mk_images *images,
	const struct mk_plan_node *node, enum mk_image_role role)
{
	const struct mk_image *image =
		images ? mk_images_find(images, mk_plan_image_path(node, role)) : NULL;
	const struct mk_program *program =
		image && image->state == MK_IMAGE_READ ? image->program : NULL;

	if (!program || program->machine != plan->architecture->elf_machine || !program->wide ||
		!program->little_endian)
		return NULL;
	return image;
}

static void add(struct listing *listing, struct mk_boot_region region)
{
	if (region.place.base < region.place.end)
		*mk_vec_add(listing->arena, listing->regions) = region;
}

static int compare_places(const void *left, const void *right)
{
	const struct mk_boot_region *a = left;
	const struct mk_boot_region *b = right;

	return mk_compare_numbers(a->place.base, b->place.base);
}

/* `base` is where the virtual address `address` goes. */
static void add_segments(
	struct listing *listing, const struct mk_boot_region *like, uint64_t base, uint64_t address)
{
	const struct mk_load_segment *segment;

	mk_each(segment, &like->image->program->segments) {
		struct mk_boot_region region = *like;
		if (!segment->memory_bytes)
			continue;
		region.segment = segment;
		region.place.base = base + (segment->address - address);
		region.place.end = region.place.base + segment->memory_bytes;
		add(listing, region);
	}
}

static void add_kernel(struct listing *listing, const struct mk_plan_node *node)
{
	struct mk_boot_region region = {.kind = MK_BOOT_KERNEL,
		.name = node->name,
		.file = node->kernel_image,
		.place = node->boot->block.kernel,
		.image = mk_boot_image(listing->plan, listing->images, node, MK_IMAGE_KERNEL)};

	if (region.image)
		add_segments(listing, &region, region.place.base, node->boot->kernel_address);
	else
		add(listing, region);
}

/* The root task receives whole pages, so nothing of them is left as it was. */
static void add_root(struct listing *listing, const struct mk_plan_node *node)
{
	const struct mk_boot_block *block = &node->boot->block;
	size_t first = listing->regions->count;
	struct mk_boot_region region = {.kind = MK_BOOT_ROOT,
		.name = node->name,
		.file = node->root_image,
		.place = block->root,
		.image = mk_boot_image(listing->plan, listing->images, node, MK_IMAGE_ROOT)};
	struct mk_boot_region *items;
	size_t count;

	if (!region.image) {
		add(listing, region);
		return;
	}
	add_segments(listing, &region, region.place.base, block->root_address);
	items = listing->regions->items + first;
	count = listing->regions->count - first;
	mk_sort(items, count, sizeof *items, compare_places);
	for (size_t i = 0; i < count; i++) {
		uint64_t end = i + 1 < count ? items[i + 1].place.base : block->root.end;
		if (items[i].place.end < end)
			items[i].place.end = end;
	}
}

void mk_boot_regions_of(struct mk_arena *arena, const struct mk_plan *plan,
	const struct mk_images *images, mk_boot_regions *regions)
{
	struct listing listing = {arena, plan, images, regions};
	const struct mk_plan_shared *shared;

	for (size_t rank = 0; rank < plan->by_rank.count; rank++) {
		const struct mk_plan_node *node = mk_plan_node_at_rank(plan, rank);
		if (!node->boot)
			continue;
		add_kernel(&listing, node);
		add_root(&listing, node);
	}
	/* What a peer outside has a part in, it may use already. */
	mk_each(shared, &plan->shared)
		if (shared->region.placed && !shared->outsiders.count)
			add(&listing, (struct mk_boot_region){.kind = MK_BOOT_SHARED,
					      .name = shared->name,
					      .place = {shared->region.range.first,
						      shared->region.range.last + 1}});
}
