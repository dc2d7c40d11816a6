/* SPDX-License-Identifier: BSD-2-Clause */
#include "run/ctx.h"
#include "tell/board_format.h"

struct rendering {
	mk_ctx *ctx;
	const struct mk_board_format *format;
};

static void render(struct mk_buffer *out, void *data)
{
	const struct rendering *rendering = data;
	const struct mk_board *board = rendering->ctx->board;

	rendering->format->emit(board, mk_board_devices(board, out->arena), out);
}

mk_status mk_render_board(mk_ctx *ctx, const char *format, const char **bytes, size_t *length)
{
	struct rendering rendering = {.ctx = ctx, .format = mk_board_format_find(format)};

	if (!ctx->board || !rendering.format)
		return MK_MISUSE;
	return mk_ctx_write(ctx, render, &rendering, bytes, length);
}
