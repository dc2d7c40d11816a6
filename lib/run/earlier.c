/* SPDX-License-Identifier: BSD-2-Clause */
/* Earlier plans: to keep to, and to compare with. */
#include <string.h>

#include "run/ctx.h"
#include "tell/plan_diff.h"

struct earlier {
	mk_ctx *ctx;
	const char *name;
	const char *bytes;
	size_t length;
	const struct mk_lock **plan; /* where it goes */
};

static void read_plan(void *data)
{
	const struct earlier *earlier = data;
	mk_ctx *ctx = earlier->ctx;
	struct mk_source *source = mk_arena_alloc(&ctx->arena, sizeof *source);

	*source = mk_ctx_copy_source(ctx, earlier->name, earlier->bytes, earlier->length);
	mk_ctx_note_input(ctx, "earlier plan", earlier->name, earlier->bytes, earlier->length);
	*earlier->plan = mk_lock_read(&ctx->arena, source, &ctx->findings);
}

static mk_status load(struct earlier earlier, enum mk_step step)
{
	if (!mk_ctx_may(earlier.ctx, step) || !earlier.name || (!earlier.bytes && earlier.length))
		return MK_MISUSE;
	mk_ctx_take(earlier.ctx, step);
	mk_ctx_run(earlier.ctx, read_plan, &earlier);
	return mk_ctx_status(earlier.ctx);
}

mk_status mk_load_lock(mk_ctx *ctx, const char *name, const char *bytes, size_t length)
{
	return load((struct earlier){ctx, name, bytes, length, &ctx->lock}, MK_STEP_LOCK);
}

mk_status mk_load_old_plan(mk_ctx *ctx, const char *name, const char *bytes, size_t length)
{
	return load((struct earlier){ctx, name, bytes, length, &ctx->old_plan}, MK_STEP_OLD_PLAN);
}

static void compare(struct mk_buffer *out, void *data)
{
	const mk_ctx *ctx = data;

	mk_plan_diff(ctx->old_plan, ctx->plan, out);
}

mk_status mk_render_plan_diff(mk_ctx *ctx, const char **bytes, size_t *length, bool *differs)
{
	mk_status status;

	*bytes = "";
	*length = 0;
	*differs = false;
	if (!mk_ctx_may(ctx, MK_STEP_DIFF))
		return MK_MISUSE;
	if (!ctx->plan || !ctx->old_plan)
		return mk_ctx_status(ctx);
	status = mk_ctx_write(ctx, compare, ctx, bytes, length);
	*differs = *length > 0;
	return status;
}
