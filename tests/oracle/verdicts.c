/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the library says of many layouts, in one process: requests on standard input, an answer to
 * each on standard output.
 *
 *   request  LENGTH LAYOUT-NAME BOARD-PATH, a newline, LENGTH bytes of layout
 *   answer   STATUS PLAN-LENGTH CODE=SEVERITY..., a newline, PLAN-LENGTH bytes of plan (JSON)
 *
 * With --outputs each answer goes on with the generated files, and a blank line:
 *
 *   file     LENGTH PATH, a newline, LENGTH bytes
 *
 * STATUS is an mk_status, the exit status of `mkpart check`. Findings are those that stand, in the
 * order in which they are reported. The plan is there, also with errors, wherever there is one.
 * Names and paths hold no blanks. Boards are read once.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "run/ctx.h"

enum {
	BOARDS_MAX = 4096,
	BOARD_MAX_BYTES = 1 << 20,
	LAYOUT_MAX_BYTES = 1 << 20,
	NAME_MAX_BYTES = 1024,
};

struct board {
	char path[NAME_MAX_BYTES];
	char *bytes;
	size_t length;
};

struct request {
	char name[NAME_MAX_BYTES];
	char path[NAME_MAX_BYTES];
	char *bytes;
	size_t length;
};

static void give_up(const char *why, const char *what)
{
	fprintf(stderr, "verdicts: %s %s\n", why, what);
	exit(EXIT_FAILURE);
}

static char *room(size_t size_bytes)
{
	char *memory = malloc(size_bytes);

	if (!memory)
		give_up("no memory", "");
	return memory;
}

static void read_board(struct board *board, const char *path)
{
	FILE *file = fopen(path, "rb");

	if (!file)
		give_up("cannot open", path);
	strcpy(board->path, path);
	board->bytes = room(BOARD_MAX_BYTES);
	board->length = fread(board->bytes, 1, BOARD_MAX_BYTES, file);
	if (ferror(file) || board->length == BOARD_MAX_BYTES)
		give_up("cannot read", path);
	board->bytes = realloc(board->bytes, board->length);
	if (!board->bytes)
		give_up("no memory for", path);
	fclose(file);
}

static const struct board *find_board(const char *path)
{
	static struct board boards[BOARDS_MAX];
	size_t i = 0;

	while (i < BOARDS_MAX && boards[i].bytes && strcmp(boards[i].path, path) != 0)
		i++;
	if (i == BOARDS_MAX)
		give_up("too many boards:", path);
	if (!boards[i].bytes)
		read_board(&boards[i], path);
	return &boards[i];
}

/* False at the end of the requests. */
static bool read_request(struct request *request)
{
	int fields = scanf("%zu %1023s %1023s", &request->length, request->name, request->path);

	if (fields == EOF)
		return false;
	if (fields != 3 || request->length > LAYOUT_MAX_BYTES || getchar() != '\n')
		give_up("not a request:", request->name);
	request->bytes = room(request->length + 1);
	if (fread(request->bytes, 1, request->length, stdin) != request->length)
		give_up("cut short:", request->name);
	return true;
}

static void print_findings(const mk_ctx *ctx)
{
	for (size_t i = 0; i < ctx->findings.list.count; i++) {
		const struct mk_finding *finding = ctx->findings.list.items[i];
		if (finding->standing == MK_STANDS)
			printf(" %s=%s", finding->problem->code,
				mk_severity_name(finding->severity));
	}
}

static void print_outputs(mk_ctx *ctx)
{
	const mk_artifact *const *files;
	size_t count = 0;

	if (mk_emit(ctx, &files, &count) != MK_OK)
		count = 0;
	for (size_t i = 0; i < count; i++) {
		size_t length;
		const char *bytes = mk_artifact_bytes(files[i], &length);
		printf("%zu %s\n", length, mk_artifact_path(files[i]));
		fwrite(bytes, 1, length, stdout);
	}
	putchar('\n');
}

static void answer(const struct request *request, bool with_outputs)
{
	const struct board *board = find_board(request->path);
	mk_ctx *ctx = mk_ctx_new();
	const char *plan = "";
	size_t plan_length = 0;
	mk_status status;

	mk_load_layout(ctx, request->name, request->bytes, request->length);
	mk_load_board(ctx, request->path, board->bytes, board->length);
	status = mk_check(ctx);
	mk_render_plan(ctx, "json", 0, 0, &plan, &plan_length);
	printf("%d %zu", (int)status, plan_length);
	print_findings(ctx);
	putchar('\n');
	fwrite(plan, 1, plan_length, stdout);
	if (with_outputs)
		print_outputs(ctx);
	fflush(stdout);
	mk_ctx_free(ctx);
}

int main(int argc, char **argv)
{
	bool with_outputs = argc > 1 && strcmp(argv[1], "--outputs") == 0;
	struct request request;

	while (read_request(&request)) {
		answer(&request, with_outputs);
		free(request.bytes);
	}
	return EXIT_SUCCESS;
}
