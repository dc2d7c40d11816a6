/* SPDX-License-Identifier: BSD-2-Clause */
/* Taking inputs in. */
#include <string.h>

#include "doc/reading_problems.h"
#include "run/ctx.h"
#include "syntax/syntax.h"

struct input {
	mk_ctx *ctx;
	const char *name;
	const void *bytes;
	size_t length;
};

static void load_layout(void *data)
{
	const struct input *input = data;
	mk_ctx *ctx = input->ctx;

	ctx->layout_source = (struct mk_source){
		.name = mk_arena_copy(&ctx->arena, input->name, strlen(input->name)),
		.text = mk_arena_copy(&ctx->arena, input->bytes, input->length),
		.length = input->length,
	};
	ctx->doc = mk_syntax_read(&ctx->arena, &ctx->layout_source, &ctx->findings);
	if (ctx->doc)
		ctx->layout = mk_layout_decode(&ctx->arena, ctx->doc, &ctx->findings);
}

mk_status mk_load_layout(mk_ctx *ctx, const char *name, const char *bytes, size_t length)
{
	struct input input = {ctx, name, bytes, length};

	if (!mk_ctx_may(ctx, MK_STEP_LAYOUT) || !name || (!bytes && length))
		return MK_MISUSE;
	mk_ctx_take(ctx, MK_STEP_LAYOUT);
	mk_ctx_run(ctx, load_layout, &input);
	return mk_ctx_status(ctx);
}

const char *mk_layout_board(const mk_ctx *ctx)
{
	return ctx->layout ? ctx->layout->board.dtb.value : NULL;
}

static void load_board(void *data)
{
	const struct input *input = data;
	mk_ctx *ctx = input->ctx;
	const char *blob = mk_arena_copy(&ctx->arena, input->bytes, input->length);

	ctx->board_source = (struct mk_source){
		.name = mk_arena_copy(&ctx->arena, input->name, strlen(input->name)),
		.length = input->length,
	};
	ctx->board = mk_board_load(&ctx->arena, &ctx->board_source, blob, input->length,
		ctx->layout ? &ctx->layout->board : NULL, &ctx->findings);
}

mk_status mk_load_board(mk_ctx *ctx, const char *name, const void *bytes, size_t length)
{
	struct input input = {ctx, name, bytes, length};

	if (!mk_ctx_may(ctx, MK_STEP_BOARD) || !name || (!bytes && length))
		return MK_MISUSE;
	mk_ctx_take(ctx, MK_STEP_BOARD);
	mk_ctx_run(ctx, load_board, &input);
	return mk_ctx_status(ctx);
}

struct failure {
	mk_ctx *ctx;
	const char *name;
	const char *reason;
};

/* Whether `name` is the layout's board, perhaps with the layout's folder in front. */
static bool is_layout_board(const mk_ctx *ctx, const char *name)
{
	const char *board = mk_layout_board(ctx);
	size_t name_length = strlen(name);
	size_t length = board ? strlen(board) : 0;

	if (!length || length > name_length || strcmp(name + name_length - length, board) != 0)
		return false;
	return length == name_length || name[name_length - length - 1] == '/';
}

static struct mk_origin unreadable_origin(mk_ctx *ctx, const char *name)
{
	struct mk_source *source;

	if (is_layout_board(ctx, name))
		return ctx->layout->board.dtb.origin;
	source = mk_arena_alloc(&ctx->arena, sizeof *source);
	source->name = mk_arena_copy(&ctx->arena, name, strlen(name));
	return (struct mk_origin){.source = source};
}

static void report_unreadable(void *data)
{
	const struct failure *failure = data;
	mk_ctx *ctx = failure->ctx;

	if (!mk_ctx_has(ctx, MK_STEP_LAYOUT))
		ctx->layout_source.name =
			mk_arena_copy(&ctx->arena, failure->name, strlen(failure->name));
	mk_report(&ctx->findings, &mk_unreadable_file, unreadable_origin(ctx, failure->name),
		"cannot read '%s': %s", failure->name, failure->reason);
}

mk_status mk_report_unreadable(mk_ctx *ctx, const char *name, const char *reason)
{
	struct failure failure = {ctx, name, reason};
	mk_status status = mk_ctx_run(ctx, report_unreadable, &failure);

	/* Inputs come layout first: what fails after it can only be the board. */
	if (mk_ctx_has(ctx, MK_STEP_LAYOUT))
		mk_ctx_take(ctx, MK_STEP_BOARD);
	mk_ctx_take(ctx, MK_STEP_LAYOUT);
	return status == MK_OK ? MK_UNREADABLE : status;
}
