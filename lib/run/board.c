/* SPDX-License-Identifier: BSD-2-Clause */
#include "run/ctx.h"
#include "target/target.h"
#include "tell/board_format.h"

struct rendering {
	mk_ctx *ctx;
	void (*emit)(const struct mk_board *board, const struct mk_devices *devices,
		struct mk_buffer *out);
};

static void render(struct mk_buffer *out, void *data)
{
	const struct rendering *rendering = data;
	const struct mk_board *board = mk_platform_booted(
		out->arena, mk_platform_of(rendering->ctx->board), rendering->ctx->board);

	rendering->emit(board, mk_board_devices(board, out->arena), out);
}

static mk_status run(struct rendering *rendering, const char **bytes, size_t *length)
{
	if (!rendering->ctx->board || !rendering->emit)
		return MK_MISUSE;
	return mk_ctx_write(rendering->ctx, render, rendering, bytes, length);
}

mk_status mk_render_board(mk_ctx *ctx, const char *format, const char **bytes, size_t *length)
{
	const struct mk_board_format *row = mk_board_format_find(format);
	struct rendering rendering = {.ctx = ctx, .emit = row ? row->emit : NULL};

	return run(&rendering, bytes, length);
}

mk_status mk_render_channels(mk_ctx *ctx, const char *format, const char **bytes, size_t *length)
{
	const struct mk_board_format *row = mk_board_format_find(format);
	struct rendering rendering = {.ctx = ctx, .emit = row ? row->channels : NULL};

	return run(&rendering, bytes, length);
}
