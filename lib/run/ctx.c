/* SPDX-License-Identifier: BSD-2-Clause */
#include "run/ctx.h"

#include <string.h>

#include "run/shared_board.h"

const char *mk_version(void)
{
	return MK_VERSION;
}

struct birth {
	struct mk_arena arena;
	mk_ctx *ctx;
};

static void bear(void *data)
{
	struct birth *birth = data;

	birth->ctx = mk_arena_alloc(&birth->arena, sizeof *birth->ctx);
}

mk_ctx *mk_ctx_new_with(const struct mk_allocator *allocator)
{
	struct birth birth = {.ctx = NULL};

	mk_arena_init(&birth.arena, allocator);
	if (mk_arena_guard(&birth.arena, bear, &birth) != 0) {
		mk_arena_finish(&birth.arena);
		return NULL;
	}
	birth.ctx->arena = birth.arena;
	mk_findings_init(&birth.ctx->findings, &birth.ctx->arena);
	return birth.ctx;
}

mk_ctx *mk_ctx_new(void)
{
	return mk_ctx_new_with(NULL);
}

void mk_ctx_free(mk_ctx *ctx)
{
	struct mk_arena arena;

	if (!ctx)
		return;
	mk_shared_board_leave(ctx->shared_board);
	/* Copied out first: the context itself is in the memory that is released. */
	arena = ctx->arena;
	mk_arena_finish(&arena);
}

mk_status mk_ctx_run(mk_ctx *ctx, void (*work)(void *data), void *data)
{
	if (!ctx->exhausted && mk_arena_guard(&ctx->arena, work, data) != 0)
		ctx->exhausted = true;
	return ctx->exhausted ? MK_NO_MEMORY : MK_OK;
}

struct writing {
	mk_ctx *ctx;
	void (*write)(struct mk_buffer *out, void *data);
	void *data;
	struct mk_buffer out;
};

static void fill(void *data)
{
	struct writing *writing = data;

	mk_buffer_init(&writing->out, &writing->ctx->arena);
	writing->write(&writing->out, writing->data);
}

mk_status mk_ctx_write(mk_ctx *ctx, void (*write)(struct mk_buffer *out, void *data), void *data,
	const char **bytes, size_t *length)
{
	struct writing writing = {.ctx = ctx, .write = write, .data = data};
	mk_status status = mk_ctx_run(ctx, fill, &writing);

	if (status == MK_OK) {
		*bytes = writing.out.text;
		*length = writing.out.length;
	}
	return status;
}

struct mk_source mk_ctx_copy_source(mk_ctx *ctx, const char *name, const char *bytes, size_t length)
{
	return (struct mk_source){
		.name = mk_arena_copy(&ctx->arena, name, strlen(name)),
		.text = mk_arena_copy(&ctx->arena, bytes, length),
		.length = length,
	};
}

mk_status mk_ctx_status(const mk_ctx *ctx)
{
	struct mk_finding *const *finding;
	mk_status status = MK_OK;

	if (ctx->exhausted)
		return MK_NO_MEMORY;
	mk_each(finding, &ctx->findings.list) {
		if ((*finding)->standing != MK_STANDS)
			continue;
		if ((*finding)->problem->unreadable)
			return MK_UNREADABLE;
		if ((*finding)->severity == MK_ERROR)
			status = MK_FOUND;
	}
	return status;
}

size_t mk_error_count(const mk_ctx *ctx)
{
	return mk_findings_count(&ctx->findings, MK_ERROR);
}

size_t mk_warning_count(const mk_ctx *ctx)
{
	return mk_findings_count(&ctx->findings, MK_WARNING);
}

size_t mk_note_count(const mk_ctx *ctx)
{
	return mk_findings_count(&ctx->findings, MK_NOTE);
}
