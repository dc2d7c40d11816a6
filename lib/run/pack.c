/* SPDX-License-Identifier: BSD-2-Clause */
/* What was built, as one file that the board starts. */
#include "image/loader_image.h"
#include "image/newc.h"
#include "plan/archive.h"
#include "plan/boot_regions.h"
#include "run/ctx.h"

struct packing {
	mk_ctx *ctx;
	const char *complaint;
};

mk_status mk_keep_images(mk_ctx *ctx)
{
	if (mk_ctx_has(ctx, MK_STEP_PLAN))
		return MK_MISUSE;
	ctx->keep_images = true;
	return ctx->exhausted ? MK_NO_MEMORY : MK_OK;
}

static void refuse(struct packing *packing, const char *complaint)
{
	packing->complaint = complaint;
}

/* NULL, after saying so, where there is no such file. */
static const struct mk_image *take(
	struct packing *packing, const struct mk_plan_node *node, enum mk_image_role role)
{
	const struct mk_image *image =
		mk_images_find(&packing->ctx->images, mk_plan_image_path(node, role));

	if (image && image->state == MK_IMAGE_READ && image->bytes)
		return image;
	refuse(packing, mk_arena_printf(&packing->ctx->arena, "the %s of node '%s' is not there",
				mk_image_role_text(role), node->name));
	return NULL;
}

/* --- the archive of device-tree kernels ------------------------------------------------------- */

static void pack_archive(struct packing *packing, struct mk_buffer *out)
{
	const struct mk_plan *plan = packing->ctx->plan;
	struct mk_newc newc = {out, 0};

	for (size_t rank = 0; rank < plan->by_rank.count; rank++)
		for (unsigned role = 0; role < MK_IMAGE_ROLES; role++) {
			const struct mk_plan_node *node = mk_plan_node_at_rank(plan, rank);
			const struct mk_image *image =
				take(packing, node, (enum mk_image_role)role);
			if (!image)
				return;
			mk_newc_add(&newc, mk_archive_name(node, (enum mk_image_role)role),
				image->bytes, (size_t)image->content.length);
		}
	mk_newc_end(&newc);
}

/* --- the image of boot blocks ----------------------------------------------------------------- */

/* One kernel is entered by all nodes, at one address. */
static const struct mk_image *take_kernel(struct packing *packing)
{
	const struct mk_plan *plan = packing->ctx->plan;
	const struct mk_image *first = NULL;

	for (size_t rank = 0; rank < plan->by_rank.count; rank++) {
		const struct mk_plan_node *node = mk_plan_node_at_rank(plan, rank);
		const struct mk_image *image = take(packing, node, MK_IMAGE_KERNEL);
		if (!image || !take(packing, node, MK_IMAGE_ROOT))
			return NULL;
		if (first && !mk_content_equal(first->content, image->content)) {
			refuse(packing, mk_arena_printf(&packing->ctx->arena,
						"node '%s' has another kernel, and under contract "
						"'%s' there is one for all",
						node->name, plan->contract->name));
			return NULL;
		}
		first = first ? first : image;
	}
	if (!first)
		refuse(packing, "there is no node");
	return first;
}

static void add_blocks(struct packing *packing, struct mk_loader_parts *parts)
{
	const struct mk_plan *plan = packing->ctx->plan;

	for (size_t rank = 0; rank < plan->by_rank.count; rank++)
		*mk_vec_add(&packing->ctx->arena, &parts->blocks) =
			&mk_plan_node_at_rank(plan, rank)->boot->block;
}

static void add_regions(struct packing *packing, struct mk_loader_parts *parts)
{
	mk_boot_regions regions = {0};
	const struct mk_boot_region *region;

	mk_boot_regions_of(
		&packing->ctx->arena, packing->ctx->plan, &packing->ctx->images, &regions);
	mk_each(region, &regions) {
		struct mk_loader_region *item = mk_vec_add(&packing->ctx->arena, &parts->regions);
		item->address = region->place.base;
		item->write = region->place.end - region->place.base;
		if (!region->segment)
			continue;
		item->load = region->segment->file_bytes;
		item->bytes = (const unsigned char *)region->image->bytes + region->segment->offset;
	}
}

static void pack_image(struct packing *packing, struct mk_buffer *out)
{
	const struct mk_plan *plan = packing->ctx->plan;
	const struct mk_image *loader = packing->ctx->images.loader;
	const struct mk_image *kernel = take_kernel(packing);
	const struct mk_plan_node *first = mk_plan_node_at_rank(plan, 0);
	struct mk_loader_parts parts = {.format = plan->contract->boot->format, .loader = loader};
	const char *complaint;

	if (!kernel)
		return;
	if (!loader || loader->state != MK_IMAGE_READ || !loader->bytes) {
		refuse(packing, "the loader is not there: --loader FILE names its ELF file");
		return;
	}
	parts.hypervisor = first->hypervisor;
	parts.kernel_address = first->boot->kernel_address;
	parts.kernel_entry = kernel->program->entry;
	add_blocks(packing, &parts);
	add_regions(packing, &parts);
	complaint = mk_loader_image_write(&packing->ctx->arena, &parts, out);
	if (complaint)
		refuse(packing, mk_arena_printf(&packing->ctx->arena, "the loader %s", complaint));
}

static void pack(struct mk_buffer *out, void *data)
{
	struct packing *packing = data;

	if (packing->ctx->plan->contract->boot)
		pack_image(packing, out);
	else
		pack_archive(packing, out);
}

mk_status mk_pack(mk_ctx *ctx, const char **bytes, size_t *length, const char **complaint)
{
	struct packing packing = {ctx, NULL};
	mk_status status;

	*complaint = NULL;
	if (!mk_ctx_may(ctx, MK_STEP_RESULTS) || !ctx->keep_images)
		return MK_MISUSE;
	status = mk_ctx_status(ctx);
	if (status != MK_OK)
		return status;
	status = mk_ctx_write(ctx, pack, &packing, bytes, length);
	*complaint = packing.complaint;
	return status == MK_OK && packing.complaint ? MK_FOUND : status;
}
