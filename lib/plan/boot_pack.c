/* SPDX-License-Identifier: BSD-2-Clause */
#include "plan/boot_pack.h"

#include "plan/boot_regions.h"

struct packing {
	struct mk_arena *arena;
	const struct mk_plan *plan;
	const struct mk_images *images;
	struct mk_loader_parts parts;
	const char *complaint;
};

const struct mk_image *mk_pack_image(struct mk_arena *arena, const struct mk_plan_node *node,
	const struct mk_images *images, enum mk_image_role role, const char **complaint)
{
	const struct mk_image *image = mk_images_find(images, mk_plan_image_path(node, role));

	if (image && image->state == MK_IMAGE_READ && image->bytes)
		return image;
	*complaint = mk_arena_printf(
		arena, "the %s of node '%s' is not there", mk_image_role_text(role), node->name);
	return NULL;
}

static const struct mk_image *take(
	struct packing *packing, const struct mk_plan_node *node, enum mk_image_role role)
{
	return mk_pack_image(packing->arena, node, packing->images, role, &packing->complaint);
}

static bool is_same_kernel(const struct mk_image *first, const struct mk_image *image)
{
	return !first || mk_content_equal(first->content, image->content);
}

/* One kernel is entered by all nodes, at one address. */
static const struct mk_image *take_kernel(struct packing *packing)
{
	const struct mk_plan *plan = packing->plan;
	const struct mk_image *first = NULL;

	for (size_t rank = 0; rank < plan->by_rank.count; rank++) {
		const struct mk_plan_node *node = mk_plan_node_at_rank(plan, rank);
		const struct mk_image *image = take(packing, node, MK_IMAGE_KERNEL);
		if (!image || !take(packing, node, MK_IMAGE_ROOT))
			return NULL;
		if (!is_same_kernel(first, image)) {
			packing->complaint = mk_arena_printf(packing->arena,
				"node '%s' has another kernel, but under contract '%s' there is "
				"one for all nodes",
				node->name, plan->contract->name);
			return NULL;
		}
		first = first ? first : image;
	}
	if (!first)
		packing->complaint = "there is no node";
	return first;
}

static void add_blocks(struct packing *packing)
{
	const struct mk_plan *plan = packing->plan;

	for (size_t rank = 0; rank < plan->by_rank.count; rank++)
		*mk_vec_add(packing->arena, &packing->parts.blocks) =
			&mk_plan_node_at_rank(plan, rank)->boot->block;
}

static void add_regions(struct packing *packing)
{
	mk_boot_regions regions = {0};
	const struct mk_boot_region *region;

	mk_boot_regions_of(packing->arena, packing->plan, packing->images, &regions);
	mk_each(region, &regions) {
		struct mk_loader_region *item = mk_vec_add(packing->arena, &packing->parts.regions);
		item->address = region->place.base;
		item->write = region->place.end - region->place.base;
		if (!region->segment)
			continue;
		item->load = region->segment->file_bytes;
		item->bytes = (const unsigned char *)region->image->bytes + region->segment->offset;
	}
}

static bool has_blocks(struct packing *packing)
{
	const struct mk_plan_node *node;

	mk_each(node, &packing->plan->nodes)
		if (!node->boot) {
			packing->complaint = mk_arena_printf(
				packing->arena, "node '%s' has no memory to start in", node->name);
			return false;
		}
	return true;
}

const char *mk_boot_pack(struct mk_arena *arena, const struct mk_plan *plan,
	const struct mk_images *images, struct mk_buffer *out)
{
	struct packing packing = {.arena = arena, .plan = plan, .images = images};
	struct mk_loader_parts *parts = &packing.parts;
	const struct mk_image *kernel = take_kernel(&packing);
	const char *complaint;

	if (!kernel || !has_blocks(&packing))
		return packing.complaint;
	parts->loader = images->loader;
	if (!parts->loader || parts->loader->state != MK_IMAGE_READ || !parts->loader->bytes)
		return "the loader is missing: give its ELF file with --loader FILE";
	parts->format = plan->contract->boot->format;
	parts->hypervisor = mk_plan_node_at_rank(plan, 0)->hypervisor;
	parts->kernel_address = mk_plan_node_at_rank(plan, 0)->boot->kernel_address;
	parts->kernel_entry = kernel->program->entry;
	add_blocks(&packing);
	add_regions(&packing);
	complaint = mk_loader_image_write(arena, parts, out);
	return complaint ? mk_arena_printf(arena, "the loader %s", complaint) : NULL;
}
