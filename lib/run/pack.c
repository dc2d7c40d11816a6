/* SPDX-License-Identifier: BSD-2-Clause */
/* What was built, as one file that the board starts. */
#include "check/boot_image.h"
#include "image/newc.h"
#include "plan/archive.h"
#include "plan/boot_pack.h"
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

/* --- the archive of device-tree kernels ------------------------------------------------------- */

static bool add_file(struct packing *packing, struct mk_newc *newc, const struct mk_plan_node *node,
	enum mk_image_role role)
{
	const struct mk_image *image = mk_pack_image(
		&packing->ctx->arena, node, &packing->ctx->images, role, &packing->complaint);

	if (!image)
		return false;
	mk_newc_add(newc, mk_archive_name(node, role), image->bytes, (size_t)image->content.length);
	return true;
}

static void pack_archive(struct packing *packing, struct mk_buffer *out)
{
	const struct mk_plan *plan = packing->ctx->plan;
	struct mk_newc newc = {out, 0};

	for (size_t rank = 0; rank < plan->by_rank.count; rank++)
		for (unsigned role = 0; role < MK_IMAGE_ROLES; role++)
			if (!add_file(packing, &newc, mk_plan_node_at_rank(plan, rank),
				    (enum mk_image_role)role))
				return;
	mk_newc_end(&newc);
}

/* --- the image of boot blocks ----------------------------------------------------------------- */

/* Read back by what reads images of anybody, and judged: nothing is written that it refuses. */
static void judge(struct packing *packing, const struct mk_buffer *out)
{
	mk_ctx *ctx = packing->ctx;
	const struct mk_plan *plan = ctx->plan;
	struct mk_loader_image image = {
		.label = "the image", .source = {.name = "", .length = out->length}};
	struct mk_judgement judgement = {0};

	mk_loader_image_read(&ctx->arena, plan->contract->boot->format, &image,
		(const unsigned char *)out->text, out->length);
	mk_judge_loader_image(&ctx->arena, &mk_plan_node_at_rank(plan, 0)->boot->facts, plan, NULL,
		&image, &judgement);
	mk_judge_against_plan(&ctx->arena, plan, &ctx->images, &image, &judgement);
	if (judgement.verdicts.count)
		packing->complaint = judgement.verdicts.items[0].text;
}

static void pack(struct mk_buffer *out, void *data)
{
	struct packing *packing = data;
	mk_ctx *ctx = packing->ctx;

	if (!ctx->plan->contract->boot) {
		pack_archive(packing, out);
		return;
	}
	packing->complaint = mk_boot_pack(&ctx->arena, ctx->plan, &ctx->images, out);
	if (!packing->complaint)
		judge(packing, out);
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
