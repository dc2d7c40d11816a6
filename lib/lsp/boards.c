/* SPDX-License-Identifier: BSD-2-Clause */
/* Boards that were read, each once, for as long as its file is as it was. */
#include <inttypes.h>
#include <string.h>

#include "lsp/server.h"

struct request {
	struct mk_server *server;
	const struct mk_document *document;
	mk_ctx *ctx;
};

/* A path in the layout, relative to the layout's folder. */
static const char *path_beside(struct mk_arena *arena, const char *layout, const char *path)
{
	const char *slash = strrchr(layout, '/');

	if (path[0] == '/' || !slash)
		return path;
	return mk_arena_printf(arena, "%.*s/%s", (int)(slash - layout), layout, path);
}

/* What the layout says that bears on how the tree is read: see mk_board_read_aside. */
static void add_stated(struct mk_buffer *key, const struct mk_layout_board *stated)
{
	const struct mk_layout_ignore *ignore;
	const struct mk_layout_range *range;

	mk_each(ignore, &stated->ignore)
		if (!ignore->record.broken)
			mk_buffer_printf(key, "\nignore %s %d %" PRIu64, ignore->device.value,
				ignore->reg.given, ignore->reg.value);
	mk_each(range, &stated->memory)
		mk_buffer_printf(key, "\nmemory %" PRIu64 " %" PRIu64, range->start.value,
			range->size.value);
}

static struct mk_shared_board *find_board(const struct mk_server *server, const char *key)
{
	struct mk_shared_board *board = server->boards;

	while (board && strcmp(board->key, key) != 0)
		board = board->next;
	return board;
}

static mk_status read_board(struct request *request, const char *path, const char *key)
{
	struct mk_server *server = request->server;
	struct mk_shared_board *shared;
	const char *bytes;
	size_t length;
	const char *reason = server->host.read(server->host.data, path, &bytes, &length);
	mk_status status;

	if (reason)
		return mk_report_unreadable(request->ctx, path, reason);
	status = mk_shared_board_read(
		&shared, key, path, bytes, length, &request->ctx->layout->board);
	if (status == MK_UNREADABLE)
		return mk_load_board(request->ctx, path, bytes, length);
	if (status != MK_OK)
		return status;
	shared->next = server->boards;
	server->boards = shared;
	return mk_ctx_use_board(request->ctx, shared);
}

static const char *board_path(const struct request *request)
{
	const char *named = mk_layout_board(request->ctx);

	if (request->server->host.board)
		return request->server->host.board;
	return named ? path_beside(&request->ctx->arena, request->document->path, named) : NULL;
}

/* In the context's arena, and under its guard. */
static void load(void *data)
{
	struct request *request = data;
	const mk_server_host *host = &request->server->host;
	char stamp[MK_STAMP_BYTES] = "";
	const char *path = board_path(request);
	struct mk_shared_board *known;
	struct mk_buffer key;

	if (!path)
		return;
	host->stamp(host->data, path, stamp);
	mk_buffer_init(&key, &request->ctx->arena);
	mk_buffer_printf(&key, "%s\n%s", path, stamp);
	add_stated(&key, &request->ctx->layout->board);
	known = *stamp ? find_board(request->server, key.text) : NULL;
	if (known)
		mk_ctx_use_board(request->ctx, known);
	else if (read_board(request, path, key.text) == MK_NO_MEMORY)
		mk_arena_exhaust(&request->ctx->arena);
}

void mk_server_load_board(struct mk_server *server, const struct mk_document *document, mk_ctx *ctx)
{
	struct request request = {server, document, ctx};

	if (ctx->layout)
		mk_ctx_run(ctx, load, &request);
}

void mk_server_prune_boards(struct mk_server *server, bool all)
{
	struct mk_shared_board **at = &server->boards;

	while (*at) {
		struct mk_shared_board *board = *at;
		if (all || board->users == 1) {
			*at = board->next;
			mk_shared_board_leave(board);
		} else
			at = &board->next;
	}
}
