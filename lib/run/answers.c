/* SPDX-License-Identifier: BSD-2-Clause */
/* What people ask when there is a layout. */
#include "run/ctx.h"
#include "tell/next_steps.h"
#include "tell/owner.h"

struct question {
	mk_ctx *ctx;
	const char *what;
	bool answered;
};

static void answer(struct mk_buffer *out, void *data)
{
	struct question *question = data;

	question->answered = mk_owner_answer(question->ctx->plan, question->what, out);
}

mk_status mk_render_owner(mk_ctx *ctx, const char *what, const char **bytes, size_t *length)
{
	struct question question = {.ctx = ctx, .what = what};
	mk_status status;

	*bytes = "";
	*length = 0;
	if (!mk_ctx_may(ctx, MK_STEP_RESULTS) || !what)
		return MK_MISUSE;
	if (!ctx->plan)
		return mk_ctx_status(ctx);
	status = mk_ctx_write(ctx, answer, &question, bytes, length);
	return status == MK_OK && !question.answered ? MK_MISUSE : status;
}

static void tell_next(struct mk_buffer *out, void *data)
{
	struct question *question = data;

	mk_next_steps(question->ctx->plan, question->what, out);
}

mk_status mk_render_next_steps(mk_ctx *ctx, const char *folder, const char **bytes, size_t *length)
{
	struct question question = {.ctx = ctx, .what = folder};

	*bytes = "";
	*length = 0;
	if (!mk_ctx_may(ctx, MK_STEP_RESULTS) || !folder)
		return MK_MISUSE;
	if (mk_ctx_status(ctx) != MK_OK)
		return mk_ctx_status(ctx);
	if (!ctx->plan || mk_error_count(ctx))
		return MK_FOUND;
	return mk_ctx_write(ctx, tell_next, &question, bytes, length);
}

size_t mk_node_count(const mk_ctx *ctx)
{
	return ctx && ctx->plan ? ctx->plan->nodes.count : 0;
}
