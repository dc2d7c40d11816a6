/* SPDX-License-Identifier: BSD-2-Clause */
/* Taking inputs in. */
#include <string.h>

#include "base/kind.h"
#include "doc/reading_problems.h"
#include "run/ctx.h"
#include "run/include.h"
#include "run/shared_board.h"
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

	mk_ctx_note_input(ctx, "layout", input->name, input->bytes, input->length);
	ctx->layout_source = mk_ctx_copy_source(ctx, input->name, input->bytes, input->length);
	ctx->doc = mk_syntax_read(&ctx->arena, &ctx->layout_source, &ctx->findings);
	if (ctx->doc)
		ctx->doc = mk_include_all(ctx, ctx->doc);
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

/* Where the layout names the board, if it does. */
static struct mk_origin board_origin(const mk_ctx *ctx)
{
	if (is_layout_board(ctx, ctx->board_source.name))
		return ctx->layout->board.dtb.origin;
	return (struct mk_origin){.source = &ctx->board_source};
}

/* The name with another ending, for a command that makes the one of the other: never itself. */
static const char *compiled_name(struct mk_arena *arena, const char *name)
{
	const char *dot = strrchr(name, '.');
	bool is_suffix = dot && !strchr(dot, '/') && strcmp(dot, ".dtb") != 0;

	return mk_arena_printf(
		arena, "%.*s.dtb", (int)(is_suffix ? (size_t)(dot - name) : strlen(name)), name);
}

static void suggest_tree(
	mk_ctx *ctx, struct mk_finding *finding, enum mk_kind kind, const char *name)
{
	struct mk_findings *findings = &ctx->findings;

	if (kind == MK_KIND_DTS)
		mk_suggest(findings, finding, "compile it: dtc -I dts -O dtb -o %s %s",
			compiled_name(&ctx->arena, name), name);
	else if (mk_kind_unpacker(kind))
		mk_suggest(
			findings, finding, "unpack it first: %s %s", mk_kind_unpacker(kind), name);
	else if (kind == MK_KIND_LAYOUT)
		mk_suggest(findings, finding,
			"give the board's DTB; `mkpart check %s` checks the layout", name);
}

/* False, after saying so, where the file is something else that people have at hand. */
static bool is_board_kind(mk_ctx *ctx, const struct input *input)
{
	enum mk_kind kind = mk_kind_of(input->bytes, input->length);
	struct mk_finding *finding;

	if (kind == MK_KIND_DTB || kind == MK_KIND_UNKNOWN || kind == MK_KIND_EMPTY)
		return true;
	finding = mk_report(&ctx->findings, &mk_not_a_dtb, board_origin(ctx),
		"'%s' is %s, not a flattened device tree", ctx->board_source.name,
		mk_kind_noun(kind));
	suggest_tree(ctx, finding, kind, ctx->board_source.name);
	return false;
}

/* False, after saying so, for trees that are only part of one, or a container of files. */
static bool is_whole(mk_ctx *ctx, const struct mk_board *board)
{
	const struct mk_dt_node *root = board->tree->root;
	const struct mk_dt_node *node;
	const char *what = NULL;

	for (node = root; node; node = node->next)
		if (node->parent && node->parent->parent == root &&
			strcmp(node->name, "__overlay__") == 0)
			what = "an overlay (DTBO)";
	if (mk_dt_child(root, "images") && mk_dt_child(root, "configurations"))
		what = "a FIT image";
	if (what)
		mk_report(&ctx->findings, &mk_partial_tree, board_origin(ctx),
			"'%s' is %s, not the device tree of a board", ctx->board_source.name, what);
	return !what;
}

static void load_board(void *data)
{
	const struct input *input = data;
	mk_ctx *ctx = input->ctx;
	const char *blob;

	mk_ctx_note_input(ctx, "board", input->name, input->bytes, input->length);
	ctx->board_source = (struct mk_source){
		.name = mk_arena_copy(&ctx->arena, input->name, strlen(input->name)),
		.length = input->length,
	};
	if (!is_board_kind(ctx, input))
		return;
	blob = mk_arena_copy(&ctx->arena, input->bytes, input->length);
	ctx->board = mk_board_load(&ctx->arena, &ctx->board_source, blob, input->length,
		ctx->layout ? &ctx->layout->board : NULL, &ctx->findings);
	if (ctx->board && !is_whole(ctx, ctx->board))
		ctx->board = NULL;
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
	const char *nearest; /* a file in the same folder, or NULL */
};

static struct mk_origin unreadable_origin(mk_ctx *ctx, const char *name)
{
	struct mk_source *source;

	if (is_layout_board(ctx, name))
		return ctx->layout->board.dtb.origin;
	source = mk_arena_alloc(&ctx->arena, sizeof *source);
	source->name = mk_arena_copy(&ctx->arena, name, strlen(name));
	return (struct mk_origin){.source = source};
}

/* Quotes that a text processor made of straight ones are part of the name. */
static const char *without_curly_quotes(struct mk_arena *arena, const char *name)
{
	static const char quote[] = "\xe2\x80";
	size_t length = strlen(name);

	if (length < 6 || strncmp(name, quote, 2) != 0 || strncmp(name + length - 3, quote, 2) != 0)
		return NULL;
	return mk_arena_copy(arena, name + 3, length - 6);
}

/* The layout's words for the file that is proposed: in the same folder as the one it names. */
static const char *file_meant(const struct failure *failure, const char *written)
{
	struct mk_arena *arena = &failure->ctx->arena;
	const char *slash = strrchr(written, '/');
	const char *bare = without_curly_quotes(arena, written);

	if (bare || !failure->nearest)
		return bare;
	return mk_arena_printf(
		arena, "%.*s%s", slash ? (int)(slash + 1 - written) : 0, written, failure->nearest);
}

static void suggest_file(const struct failure *failure, struct mk_finding *finding)
{
	mk_ctx *ctx = failure->ctx;
	bool named_by_layout = is_layout_board(ctx, failure->name);
	const char *written = named_by_layout ? ctx->layout->board.dtb.value : failure->name;
	const char *meant = file_meant(failure, written);

	if (strcmp(failure->reason, "Is a directory") == 0)
		mk_suggest(&ctx->findings, finding, "it is a folder: name a file in it");
	else if (meant && named_by_layout)
		mk_did_you_mean(&ctx->findings, finding, finding->origin, written, meant);
	else if (meant)
		mk_suggest(&ctx->findings, finding, "did you mean '%s'?", meant);
	else if (!mk_ctx_has(ctx, MK_STEP_LAYOUT))
		mk_suggest(&ctx->findings, finding, "check the path and its permissions");
}

static void report_unreadable(void *data)
{
	const struct failure *failure = data;
	mk_ctx *ctx = failure->ctx;

	if (!mk_ctx_has(ctx, MK_STEP_LAYOUT))
		ctx->layout_source.name =
			mk_arena_copy(&ctx->arena, failure->name, strlen(failure->name));
	suggest_file(failure, mk_report(&ctx->findings, &mk_unreadable_file,
				      unreadable_origin(ctx, failure->name), "cannot read '%s': %s",
				      failure->name, failure->reason));
}

mk_status mk_report_unreadable(mk_ctx *ctx, const char *name, const char *reason)
{
	return mk_report_missing(ctx, name, reason, NULL);
}

mk_status mk_report_missing(mk_ctx *ctx, const char *name, const char *reason, const char *nearest)
{
	struct failure failure = {ctx, name, reason, nearest};
	mk_status status = mk_ctx_run(ctx, report_unreadable, &failure);

	/* Inputs come layout first: what fails after it can only be the board. */
	if (mk_ctx_has(ctx, MK_STEP_LAYOUT))
		mk_ctx_take(ctx, MK_STEP_BOARD);
	mk_ctx_take(ctx, MK_STEP_LAYOUT);
	return status == MK_OK ? MK_UNREADABLE : status;
}

mk_status mk_ctx_use_board(mk_ctx *ctx, struct mk_shared_board *shared)
{
	if (!mk_ctx_may(ctx, MK_STEP_BOARD))
		return MK_MISUSE;
	mk_ctx_take(ctx, MK_STEP_BOARD);
	shared->users++;
	ctx->shared_board = shared;
	ctx->board_source = shared->source;
	ctx->board = shared->board;
	return mk_ctx_status(ctx);
}
