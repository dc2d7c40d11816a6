/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/check.h"

#include "doc/reading_problems.h"
#include "emit/emit.h"
#include "plan/boot.h"
#include "plan/claims_apart.h"
#include "run/ctx.h"

/* The whole file, where the layout is too empty to have a first key. */
static struct mk_origin layout_origin(const mk_ctx *ctx)
{
	if (ctx->layout->record.origin.source)
		return ctx->layout->record.origin;
	return (struct mk_origin){.source = &ctx->layout_source};
}

void mk_ctx_plan(mk_ctx *ctx)
{
	struct mk_plan_options options = {
		ctx->contract, ctx->lock, ctx->progress, ctx->progress_data, ctx->overrides.tracer};

	if (!mk_ctx_may(ctx, MK_STEP_PLAN) || !ctx->layout || !ctx->board)
		return;
	if (options.lock && !mk_lock_fits(options.lock, ctx->board->compatible, ctx->board->model,
				    &ctx->findings))
		options.lock = NULL;
	ctx->plan = mk_plan_make(&ctx->arena, ctx->layout, ctx->board, &options);
	mk_ctx_take(ctx, MK_STEP_PLAN);
}

static void check(void *data)
{
	mk_ctx *ctx = data;

	mk_ctx_plan(ctx);
	if (ctx->plan) {
		if (ctx->images.folder_given)
			mk_plan_boot_make(&ctx->arena, ctx->plan, &ctx->images);
		mk_check_run(&ctx->arena, ctx->plan, &ctx->images, &ctx->overrides, &ctx->findings);
	} else if (ctx->layout && !mk_ctx_has(ctx, MK_STEP_BOARD) &&
		   !mk_findings_count(&ctx->findings, MK_ERROR)) {
		mk_report(&ctx->findings, &mk_no_board, layout_origin(ctx),
			"no board is given: neither the layout nor the command names a device "
			"tree");
	}
	mk_findings_sort(&ctx->findings);
}

mk_status mk_set_progress(mk_ctx *ctx, mk_progress *progress, void *data)
{
	if (ctx->exhausted)
		return MK_NO_MEMORY;
	if (!mk_ctx_may(ctx, MK_STEP_PROGRESS))
		return MK_MISUSE;
	ctx->progress = progress;
	ctx->progress_data = data;
	return MK_OK;
}

mk_status mk_set_trace(mk_ctx *ctx, mk_trace *trace, void *data)
{
	if (ctx->exhausted)
		return MK_NO_MEMORY;
	if (!mk_ctx_may(ctx, MK_STEP_PROGRESS) || !mk_ctx_may(ctx, MK_STEP_OVERRIDES))
		return MK_MISUSE;
	ctx->overrides.tracer = (struct mk_tracer){trace, data};
	return MK_OK;
}

mk_status mk_check(mk_ctx *ctx)
{
	if (!mk_ctx_may(ctx, MK_STEP_CHECK))
		return MK_MISUSE;
	if (!mk_ctx_has(ctx, MK_STEP_CHECK))
		mk_ctx_run(ctx, check, ctx);
	mk_ctx_take(ctx, MK_STEP_CHECK);
	return mk_ctx_status(ctx);
}

const char *mk_artifact_path(const mk_artifact *artifact)
{
	return artifact->path;
}

const char *mk_artifact_format(const mk_artifact *artifact)
{
	return artifact->format->name;
}

const char *mk_artifact_bytes(const mk_artifact *artifact, size_t *length)
{
	*length = artifact->length;
	return artifact->bytes;
}

static void emit(void *data)
{
	mk_ctx *ctx = data;
	mk_outputs outputs = {0};
	const mk_artifact **artifacts;

	if (!mk_claims_are_apart(&ctx->arena, &ctx->plan->claims))
		return;
	mk_emit_all(&ctx->arena, ctx->plan, &outputs);
	artifacts = mk_arena_array(&ctx->arena, outputs.count, sizeof *artifacts);
	for (size_t i = 0; i < outputs.count; i++)
		artifacts[i] = &outputs.items[i];
	ctx->artifacts = artifacts;
	ctx->artifact_count = outputs.count;
}

/* A known error makes wrong outputs as a new one does. */
static bool has_error(const mk_ctx *ctx)
{
	struct mk_finding *const *finding;

	mk_each(finding, &ctx->findings.list)
		if ((*finding)->problem->severity == MK_ERROR)
			return true;
	return false;
}

mk_status mk_emit(mk_ctx *ctx, const mk_artifact *const **artifacts, size_t *count)
{
	mk_status status;

	*artifacts = NULL;
	*count = 0;
	if (!mk_ctx_may(ctx, MK_STEP_RESULTS))
		return MK_MISUSE;
	status = mk_ctx_status(ctx);
	if (status == MK_OK && has_error(ctx))
		status = MK_FOUND;
	if (status == MK_OK && !ctx->artifacts)
		status = mk_ctx_run(ctx, emit, ctx);
	if (status == MK_OK && !ctx->artifacts)
		status = MK_MISUSE;
	if (status != MK_OK)
		return status;
	*artifacts = ctx->artifacts;
	*count = ctx->artifact_count;
	return MK_OK;
}
