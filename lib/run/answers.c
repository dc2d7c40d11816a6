/* SPDX-License-Identifier: BSD-2-Clause */
/* What people ask before and after there is a layout. */
#include <string.h>

#include "base/escape.h"
#include "begin/first_layout.h"
#include "run/ctx.h"
#include "tell/owner.h"

struct question {
	mk_ctx *ctx;
	const char *what;
	bool answered;
	struct mk_buffer out;
};

static void answer(void *data)
{
	struct question *question = data;

	mk_buffer_init(&question->out, &question->ctx->arena);
	question->answered = mk_owner_answer(question->ctx->plan, question->what, &question->out);
}

mk_status mk_render_owner(mk_ctx *ctx, const char *what, const char **bytes, size_t *length)
{
	struct question question = {.ctx = ctx, .what = what};
	mk_status status;

	*bytes = "";
	*length = 0;
	if (!ctx->checked || !what)
		return MK_MISUSE;
	if (!ctx->plan)
		return mk_ctx_status(ctx);
	status = mk_ctx_run(ctx, answer, &question);
	if (status != MK_OK)
		return status;
	*bytes = question.out.text;
	*length = question.out.length;
	return question.answered ? MK_OK : MK_MISUSE;
}

struct beginning {
	mk_ctx *ctx;
	struct mk_first_layout wish;
	const char *const *memory;
	mk_status status;
	struct mk_buffer out;
};

static void refuse(struct beginning *beginning, mk_status status, const char *why)
{
	beginning->status = status;
	mk_buffer_init(&beginning->out, &beginning->ctx->arena);
	mk_escape_ascii(&beginning->out, why);
}

/* False, after refusing, where one of them is no range. */
static bool read_memory(struct beginning *beginning)
{
	struct mk_arena *arena = &beginning->ctx->arena;
	MK_VEC(struct mk_range) ranges = {0};

	for (const char *const *text = beginning->memory; text && *text; text++) {
		if (mk_first_layout_memory(*text, mk_vec_add(arena, &ranges)))
			continue;
		refuse(beginning, MK_MISUSE,
			mk_arena_printf(arena,
				"'%s' is no memory range: it is START:SIZE, as in 0x40000000:2G",
				*text));
		return false;
	}
	beginning->wish.memory = ranges.items;
	beginning->wish.memory_count = ranges.count;
	return true;
}

static void begin(void *data)
{
	struct beginning *beginning = data;
	const char *complaint;

	mk_buffer_init(&beginning->out, &beginning->ctx->arena);
	if (!read_memory(beginning))
		return;
	complaint = mk_first_layout_write(&beginning->wish, &beginning->out);
	if (complaint)
		refuse(beginning, MK_FOUND, complaint);
}

mk_status mk_render_first_layout(mk_ctx *ctx, const char *board_name, unsigned node_count,
	const char *const *memory, const char **bytes, size_t *length)
{
	struct beginning beginning = {.ctx = ctx,
		.wish = {.board = ctx->board, .board_name = board_name, .node_count = node_count},
		.memory = memory,
		.status = MK_OK};
	mk_status status;

	*bytes = "there is no board, or no node";
	*length = strlen(*bytes);
	if (!ctx->board || !board_name || !node_count || node_count > MK_PLAN_MAX_NODES)
		return MK_MISUSE;
	status = mk_ctx_run(ctx, begin, &beginning);
	if (status != MK_OK)
		return status;
	*bytes = beginning.out.text;
	*length = beginning.out.length;
	return beginning.status;
}
