/* SPDX-License-Identifier: BSD-2-Clause */
/* First layouts: before there is one. */
#include <string.h>

#include "base/escape.h"
#include "begin/importer.h"
#include "run/ctx.h"

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
	if (beginning->request.sketch) {
		mk_sketch_settle(beginning->ctx->sketch);
		beginning->request.node_count = mk_sketch_node_count(beginning->ctx->sketch);
	}
	complaint = mk_first_layout_write(&beginning->request, out, &beginning->ctx->first_layout);
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
			.node_count = node_count,
			.sketch = ctx->sketch},
		.memory = memory,
		.status = MK_OK};
	mk_status status;

	*bytes = "there is no board, or no node";
	*length = strlen(*bytes);
	if (!ctx->board || !board_name || node_count > MK_PLAN_MAX_NODES ||
		!node_count == !ctx->sketch)
		return MK_MISUSE;
	if (mk_ctx_status(ctx) != MK_OK)
		return mk_ctx_status(ctx);
	status = mk_ctx_write(ctx, begin, &beginning, bytes, length);
	return status == MK_OK ? beginning.status : status;
}

/* --- what is there already -------------------------------------------------------------------- */

struct existing {
	mk_ctx *ctx;
	const char *name;
	const char *bytes;
	size_t length;
};

static void load_existing(void *data)
{
	const struct existing *existing = data;
	mk_ctx *ctx = existing->ctx;
	struct mk_source *source = mk_arena_alloc(&ctx->arena, sizeof *source);

	*source = mk_ctx_copy_source(ctx, existing->name, existing->bytes, existing->length);
	if (!ctx->sketch)
		ctx->sketch = mk_sketch_new(&ctx->arena,
			mk_platform_booted(&ctx->arena, mk_platform_of(ctx->board), ctx->board),
			&ctx->findings);
	mk_import(ctx->sketch, source);
}

mk_status mk_load_existing(mk_ctx *ctx, const char *name, const void *bytes, size_t length)
{
	struct existing existing = {ctx, name, bytes, length};

	if (!ctx->board || ctx->layout || !name || (!bytes && length))
		return MK_MISUSE;
	mk_ctx_run(ctx, load_existing, &existing);
	return mk_ctx_status(ctx);
}

const char *mk_first_layout_complaint(const mk_ctx *ctx)
{
	return ctx->first_layout.complaint;
}

size_t mk_first_layout_leftovers(const mk_ctx *ctx)
{
	return ctx->sketch ? ctx->sketch->leftovers.count : 0;
}
