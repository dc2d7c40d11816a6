/* SPDX-License-Identifier: BSD-2-Clause */
#include "run/ctx.h"
#include "tell/board_format.h"

struct rendering {
	mk_ctx *ctx;
	const struct mk_board_format *format;
	struct mk_buffer out;
};

static void render(void *data)
{
	struct rendering *rendering = data;
	struct mk_arena *arena = &rendering->ctx->arena;
	const struct mk_board *board = rendering->ctx->board;

	mk_buffer_init(&rendering->out, arena);
	rendering->format->emit(board, mk_board_devices(board, arena), &rendering->out);
}

mk_status mk_render_board(mk_ctx *ctx, const char *format, const char **bytes, size_t *length)
{
	struct rendering rendering = {.ctx = ctx, .format = mk_board_format_find(format)};
	mk_status status;

	if (!ctx->board || !rendering.format)
		return MK_MISUSE;
	status = mk_ctx_run(ctx, render, &rendering);
	if (status != MK_OK)
		return status;
	*bytes = rendering.out.text;
	*length = rendering.out.length;
	return MK_OK;
}
