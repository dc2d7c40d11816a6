/* SPDX-License-Identifier: BSD-2-Clause */
/* What people ask before and after there is a layout. */
#include <string.h>

#include "base/escape.h"
#include "begin/first_layout.h"
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

struct beginning {
	mk_ctx *ctx;
	struct mk_first_layout request;
	const char *const *memory;
	mk_status status;
};

static void refuse(
	struct beginning *beginning, struct mk_buffer *out, mk_status status, const char *why)
{
	beginning->status = status;
	mk_buffer_init(out, out->arena);
	mk_escape_ascii(out, why);
}

/* False, after refusing, where one of them is no range. */
static bool read_memory(struct beginning *beginning, struct mk_buffer *out)
{
	MK_VEC(struct mk_range) ranges = {0};

	for (const char *const *text = beginning->memory; text && *text; text++) {
		if (mk_first_layout_memory(*text, mk_vec_add(out->arena, &ranges)))
			continue;
		refuse(beginning, out, MK_MISUSE,
			mk_arena_printf(out->arena,
				"'%s' is not a memory range: it is START:SIZE, as in 0x40000000:2G",
				*text));
		return false;
	}
	beginning->request.memory = ranges.items;
	beginning->request.memory_count = ranges.count;
	return true;
}

static void begin(struct mk_buffer *out, void *data)
{
	struct beginning *beginning = data;
	const char *complaint;

	if (!read_memory(beginning, out))
		return;
	complaint = mk_first_layout_write(&beginning->request, out);
	if (complaint)
		refuse(beginning, out, MK_FOUND, complaint);
}

mk_status mk_render_first_layout(mk_ctx *ctx, const char *board_name, unsigned node_count,
	const char *const *memory, const char **bytes, size_t *length)
{
	struct beginning beginning = {.ctx = ctx,
		.request = {.board = ctx->board,
			.contract = ctx->contract ? ctx->contract : mk_contracts[0],
			.board_name = board_name,
			.node_count = node_count},
		.memory = memory,
		.status = MK_OK};
	mk_status status;

	*bytes = "there is no board, or no node";
	*length = strlen(*bytes);
	if (!ctx->board || !board_name || !node_count || node_count > MK_PLAN_MAX_NODES)
		return MK_MISUSE;
	status = mk_ctx_write(ctx, begin, &beginning, bytes, length);
	return status == MK_OK ? beginning.status : status;
}
