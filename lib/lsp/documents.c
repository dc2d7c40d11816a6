/* SPDX-License-Identifier: BSD-2-Clause */
/* Layouts that are open: their texts, and what the checks make of them. */
#include <stdlib.h>
#include <string.h>

#include "lsp/server.h"
#include "lsp/uri.h"

struct mk_document *mk_server_document(const struct mk_server *server, const char *uri)
{
	struct mk_document *document = server->documents;

	while (document && strcmp(document->uri, uri) != 0)
		document = document->next;
	return document;
}

/* --- opening and closing ---------------------------------------------------------------------- */

struct opening {
	struct mk_arena arena;
	struct mk_document *document;
	const char *uri;
};

static void open_document(void *data)
{
	struct opening *opening = data;
	struct mk_document *document = mk_arena_alloc(&opening->arena, sizeof *document);

	document->uri = mk_arena_copy(&opening->arena, opening->uri, strlen(opening->uri));
	document->path = mk_uri_path(&opening->arena, opening->uri);
	document->text = "";
	mk_arena_init(&document->text_arena, NULL);
	opening->document = document;
}

static struct mk_document **last_document(struct mk_server *server, size_t *count)
{
	struct mk_document **at = &server->documents;

	for (*count = 0; *at; at = &(*at)->next)
		++*count;
	return at;
}

struct mk_document *mk_document_open(struct mk_server *server, const char *uri)
{
	struct opening opening = {.uri = uri};
	size_t count;
	struct mk_document **last = last_document(server, &count);

	if (count >= MK_DOCUMENTS_MAX)
		return NULL;
	mk_arena_init(&opening.arena, NULL);
	if (mk_arena_guard(&opening.arena, open_document, &opening) != 0) {
		mk_arena_finish(&opening.arena);
		server->exhausted = true;
		return NULL;
	}
	opening.document->arena = opening.arena;
	*last = opening.document;
	return opening.document;
}

static void drop_contexts(struct mk_document *document)
{
	if (document->readable != document->ctx)
		mk_ctx_free(document->readable);
	mk_ctx_free(document->ctx);
	document->ctx = document->readable = NULL;
}

void mk_document_close(struct mk_server *server, struct mk_document *document)
{
	struct mk_document **at = &server->documents;
	struct mk_arena arena;

	while (*at != document)
		at = &(*at)->next;
	*at = document->next;
	drop_contexts(document);
	mk_arena_finish(&document->text_arena);
	arena = document->arena;
	mk_arena_finish(&arena);
	mk_server_prune_boards(server, false);
}

struct change {
	struct mk_arena arena;
	const char *text;
	size_t length;
	const char *copy;
};

static void copy_text(void *data)
{
	struct change *change = data;

	change->copy = mk_arena_copy(&change->arena, change->text, change->length);
}

void mk_document_set(
	struct mk_server *server, struct mk_document *document, const char *text, size_t length)
{
	struct change change = {.text = text, .length = length};

	document->lost = length > MK_DOCUMENT_MAX_BYTES;
	if (document->lost)
		change.length = 0;
	mk_arena_init(&change.arena, NULL);
	if (mk_arena_guard(&change.arena, copy_text, &change) != 0) {
		mk_arena_finish(&change.arena);
		server->exhausted = true;
		return;
	}
	mk_arena_finish(&document->text_arena);
	document->text_arena = change.arena;
	document->text = change.copy;
	document->length = change.length;
	document->changed = true;
}

/* --- checking --------------------------------------------------------------------------------- */

static bool is_patient(struct mk_server *server)
{
	if (server->patience == MK_GO_ON && server->host.patience)
		server->patience = server->host.patience(server->host.data);
	return server->patience == MK_GO_ON;
}

/*
 * An analysis ends where it next wants memory, as if there were none: from there it knows how to
 * clean up.
 */
static void *allocate(size_t size_bytes, void *user)
{
	return is_patient(user) ? malloc(size_bytes) : NULL;
}

static void release(void *memory, void *user)
{
	(void)user;
	free(memory);
}

struct search {
	struct mk_server *server;
	mk_ctx *ctx;
};

/* While places are looked for no memory is needed. */
static void look_up(void *data, size_t trials)
{
	struct search *search = data;

	(void)trials;
	if (!is_patient(search->server))
		mk_arena_exhaust(&search->ctx->arena);
}

struct inclusion {
	struct mk_server *server;
	const struct mk_document *document;
	mk_ctx *ctx;
};

static const char *read_beside(void *data, const char *path, const char **bytes, size_t *length)
{
	struct inclusion *request = data;
	const struct mk_server_host *host = &request->server->host;
	const char *slash = strrchr(request->document->path, '/');
	size_t folder = slash ? (size_t)(slash - request->document->path) + 1 : 0;

	return host->read(host->data,
		mk_arena_printf(
			&request->ctx->arena, "%.*s%s", (int)folder, request->document->path, path),
		bytes, length);
}

static mk_status analyse(struct mk_server *server, struct mk_document *document, mk_ctx *ctx)
{
	const char *slash = strrchr(document->path, '/');
	struct search search = {server, ctx};
	struct inclusion request = {server, document, ctx};

	if (server->host.read)
		mk_set_include(ctx, read_beside, &request);
	if (server->host.include_outside)
		mk_include_outside(ctx);
	mk_load_layout(ctx, slash ? slash + 1 : document->path, document->text, document->length);
	mk_server_load_board(server, document, ctx);
	mk_set_progress(ctx, look_up, &search);
	if (server->host.prepare)
		server->host.prepare(server->host.data, ctx);
	return mk_check(ctx);
}

/* What the last text was found to be is kept for as long as the new one has no tree. */
static void take_over(struct mk_document *document, mk_ctx *ctx)
{
	mk_ctx *old = document->ctx;

	if (old && old != document->readable)
		mk_ctx_free(old);
	document->ctx = ctx;
	if (!ctx || !ctx->doc)
		return;
	mk_ctx_free(document->readable);
	document->readable = ctx;
}

struct publication {
	struct mk_arena arena;
	struct mk_server *server;
	const struct mk_document *document;
};

static void publish(void *data)
{
	struct publication *publication = data;

	mk_document_publish(publication->server, publication->document, &publication->arena);
}

static void tell(struct mk_server *server, const struct mk_document *document)
{
	struct publication publication = {.server = server, .document = document};

	mk_arena_init(&publication.arena, NULL);
	if (mk_arena_guard(&publication.arena, publish, &publication) != 0)
		server->exhausted = true;
	mk_arena_finish(&publication.arena);
}

bool mk_document_check(struct mk_server *server, struct mk_document *document)
{
	const struct mk_allocator watched = {allocate, release, server};
	mk_ctx *ctx;
	mk_status status;

	server->patience = MK_GO_ON;
	ctx = mk_ctx_new_with(&watched);
	status = ctx ? analyse(server, document, ctx) : MK_NO_MEMORY;
	if (status == MK_NO_MEMORY) {
		mk_ctx_free(ctx);
		ctx = NULL;
		if (server->patience == MK_PUT_OFF)
			return false;
		server->exhausted = server->patience == MK_GO_ON;
	}
	document->changed = false;
	document->given_up = server->patience == MK_GIVE_UP;
	take_over(document, ctx);
	mk_server_prune_boards(server, false);
	tell(server, document);
	return true;
}
