/* SPDX-License-Identifier: BSD-2-Clause */
/* A loader image that stands for itself: on a board, and without a layout. */
#include <string.h>

#include "check/boot_image.h"
#include "run/ctx.h"
#include "tell/board_format.h"

struct judging {
	mk_ctx *ctx;
	const char *name;
	const void *bytes;
	size_t length;
};

/* Images of the format are those of contracts with boot blocks; the first one is the default. */
static const struct mk_contract *contract_of(const mk_ctx *ctx)
{
	if (ctx->contract)
		return ctx->contract->boot ? ctx->contract : NULL;
	for (size_t i = 0; i < mk_contract_count; i++)
		if (mk_contracts[i]->boot)
			return mk_contracts[i];
	return NULL;
}

static void judge(void *data)
{
	const struct judging *judging = data;
	mk_ctx *ctx = judging->ctx;
	struct mk_arena *arena = &ctx->arena;
	const struct mk_contract *contract = contract_of(ctx);
	struct mk_loader_image *image = mk_arena_alloc(arena, sizeof *image);
	struct mk_judgement *judgement = mk_arena_alloc(arena, sizeof *judgement);
	struct mk_kernel_facts facts;

	ctx->layout_source = (struct mk_source){
		.name = mk_arena_copy(arena, judging->name, strlen(judging->name)),
		.length = judging->length};
	image->source = ctx->layout_source;
	image->label = mk_arena_printf(arena, "'%s'", judging->name);
	mk_loader_image_read(arena, contract->boot->format, image,
		(const unsigned char *)mk_arena_copy(arena, judging->bytes, judging->length),
		judging->length);
	mk_kernel_facts_of(arena, contract, ctx->board, image->hypervisor, &facts);
	mk_judge_loader_image(arena, &facts, NULL, ctx->board, image, judgement);
	mk_report_loader_image(&ctx->findings, image, judgement);
	mk_findings_sort(&ctx->findings);
	ctx->images.loader_image = image;
	ctx->judgement = judgement;
}

mk_status mk_judge_image(mk_ctx *ctx, const char *name, const void *bytes, size_t length)
{
	struct judging judging = {ctx, name, bytes, length};

	if (!mk_ctx_may(ctx, MK_STEP_ALONE) || !name || (!bytes && length) || !contract_of(ctx))
		return MK_MISUSE;
	if (!ctx->board)
		return mk_ctx_status(ctx);
	mk_ctx_take(ctx, MK_STEP_ALONE);
	mk_ctx_take(ctx, MK_STEP_CHECK);
	mk_ctx_run(ctx, judge, &judging);
	return mk_ctx_status(ctx);
}

struct rendering {
	mk_ctx *ctx;
	const struct mk_board_format *format;
};

static void render(struct mk_buffer *out, void *data)
{
	const struct rendering *rendering = data;
	mk_ctx *ctx = rendering->ctx;
	struct mk_image_view view = {.name = ctx->layout_source.name,
		.image = ctx->images.loader_image,
		.starts = ctx->judgement->starts.items,
		.contract = contract_of(ctx),
		.board = ctx->board,
		.findings = &ctx->findings};

	rendering->format->image(&view, out);
}

mk_status mk_render_image(mk_ctx *ctx, const char *format, const char **bytes, size_t *length)
{
	struct rendering rendering = {ctx, mk_board_format_find(format)};

	if (!rendering.format || !ctx->judgement)
		return MK_MISUSE;
	return mk_ctx_write(ctx, render, &rendering, bytes, length);
}
