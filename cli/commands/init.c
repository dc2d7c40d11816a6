/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "memory.h"
#include "message.h"
#include "output.h"
#include "overlay.h"
#include "relative.h"
#include "job.h"
#include "status.h"
#include "wishes.h"

/* More than any board has cores. */
#define NODES_MAX 512u

/* What the layout calls a tree that came from standard input. */
#define UNNAMED_BOARD "board.dtb"

struct beginning {
	const struct invocation *invocation;
	mk_ctx *ctx;
	const char *target; /* NULL: standard output */
};

static int take_node_count(const struct invocation *invocation, unsigned *count)
{
	bool from = invocation->values[OPTION_FROM];

	*count = 0;
	if (from && invocation->values[OPTION_NODES]) {
		message("'init' takes --nodes or --from: the files say how many nodes there are");
		return EXIT_USAGE;
	}
	if (from)
		return EXIT_CLEAN;
	if (!invocation->values[OPTION_NODES]) {
		message("'init' needs the number of nodes: --nodes N; or files that tell: --from "
			"FILE");
		return EXIT_USAGE;
	}
	return option_number(invocation, OPTION_NODES, NODES_MAX, count);
}

/* --- writing ---------------------------------------------------------------------------------- */

static int write_new(struct output *output, const char *path, const char *bytes, size_t length)
{
	int status;

	/* The layout says where the board is as seen from its folder, so that has to be there. */
	if (output->root < 0) {
		message("there is no folder '%s'", output->folder);
		return EXIT_UNREADABLE;
	}
	status = output_add(output, name_of(path), bytes, length);
	if (status != EXIT_CLEAN)
		return status;
	if (output->files[0].old) {
		message("'%s' exists, and 'init' does not replace it", path);
		return EXIT_UNREADABLE;
	}
	return output_write(output);
}

static int write_file(const char *path, const char *bytes, size_t length)
{
	char *folder = folder_of(path);
	struct output output;
	int status = output_open(&output, folder);

	if (status == EXIT_CLEAN)
		status = write_new(&output, path, bytes, length);
	output_close(&output);
	free(folder);
	if (status == EXIT_CLEAN) {
		fputs("wrote ", stdout);
		print_safely(stdout, path);
		putchar('\n');
	}
	return status;
}

/* What whoever asked for it has to do next. */
static int tell_outcome(const struct beginning *beginning)
{
	const char *complaint = mk_first_layout_complaint(beginning->ctx);
	size_t leftovers = mk_first_layout_leftovers(beginning->ctx);

	if (leftovers)
		message("%zu thing%s could not be carried over: see the end of the layout",
			leftovers, leftovers == 1 ? "" : "s");
	if (complaint)
		message("the layout does not pass 'mkpart check' yet: %s", complaint);
	return complaint ? EXIT_FOUND : EXIT_CLEAN;
}

static int deliver(const struct beginning *beginning, const char *bytes, size_t length)
{
	if (beginning->target)
		return write_file(beginning->target, bytes, length);
	fwrite(bytes, 1, length, stdout);
	return EXIT_CLEAN;
}

/* --- making ----------------------------------------------------------------------------------- */

static char *board_name(const struct beginning *beginning)
{
	const char *board = beginning->invocation->operands[0];

	if (strcmp(board, "-") == 0)
		return must_print("%s", UNNAMED_BOARD);
	return beginning->target ? path_from(beginning->target, board) : must_print("%s", board);
}

static int make(const struct beginning *beginning, unsigned node_count)
{
	char *name = board_name(beginning);
	const char *bytes;
	size_t length;
	mk_status status = mk_render_first_layout(beginning->ctx, name, node_count,
		beginning->invocation->repeated[OPTION_MEMORY], &bytes, &length);

	free(name);
	switch (status) {
	case MK_OK: {
		int exit_status = deliver(beginning, bytes, length);
		return exit_status == EXIT_CLEAN ? tell_outcome(beginning) : exit_status;
	}
	case MK_FOUND:
		message("%s", bytes);
		return EXIT_FOUND;
	case MK_MISUSE:
		message("%s", bytes);
		return EXIT_USAGE;
	default:
		return exit_status_of(status);
	}
}

/* --- what is there already -------------------------------------------------------------------- */

static int load_file(const struct beginning *beginning, const char *path, mk_status *status)
{
	struct source file = source_read(path, INPUT_NAMED_BY_USER);
	int exit_status = EXIT_CLEAN;

	if (file.reason)
		*status = mk_report_unreadable(beginning->ctx, path, file.reason);
	else
		exit_status = overlay_apply(&file, beginning->invocation->operands[0]);
	if (!file.reason && exit_status == EXIT_CLEAN)
		*status =
			mk_load_existing(beginning->ctx, path, file.input.bytes, file.input.length);
	source_free(&file);
	return exit_status;
}

static int load_files(const struct beginning *beginning, mk_status *status)
{
	const char *const *path = beginning->invocation->repeated[OPTION_FROM];
	int exit_status = EXIT_CLEAN;

	for (; path && *path && exit_status == EXIT_CLEAN && *status == MK_OK; path++)
		exit_status = load_file(beginning, *path, status);
	return exit_status;
}

static int load_and_make(const struct beginning *beginning, unsigned node_count)
{
	int exit_status = EXIT_CLEAN;
	struct job job = {.ctx = beginning->ctx,
		.status = load_board(
			beginning->ctx, beginning->invocation->operands[0], INPUT_NAMED_BY_USER)};

	if (job.status == MK_OK)
		exit_status = load_files(beginning, &job.status);
	if (exit_status != EXIT_CLEAN)
		return exit_status;
	if (job.status == MK_OK)
		return make(beginning, node_count);
	job_print_findings(&job, beginning->invocation, "text", stderr);
	return exit_status_of(job.status);
}

static int run_init(const struct invocation *invocation)
{
	const char *path = invocation->values[OPTION_OUTPUT];
	struct beginning beginning = {.invocation = invocation};
	unsigned node_count;
	int status = take_node_count(invocation, &node_count);

	if (status != EXIT_CLEAN)
		return status;
	if (invocation->values[OPTION_FROM] && strcmp(invocation->operands[0], "-") == 0) {
		message("with --from the board's tree has to be a file, not standard input");
		return EXIT_USAGE;
	}
	if (path && strcmp(path, "-") != 0)
		beginning.target = path;
	if (beginning.target && !*name_of(beginning.target)) {
		message("option '--output' takes the name of a file, not '%s'", path);
		return EXIT_USAGE;
	}
	beginning.ctx = mk_ctx_new();
	status = beginning.ctx && wishes_apply(beginning.ctx, invocation) == MK_OK
			 ? load_and_make(&beginning, node_count)
			 : exit_status_of(MK_NO_MEMORY);
	mk_ctx_free(beginning.ctx);
	return status;
}

const struct command command_init = {
	.name = "init",
	.operands = "DTB {--nodes N | --from FILE...}",
	.summary = "Writes a first layout for a board, with comments that say what to edit",
	.options = OPTION_BIT(OPTION_NODES) | OPTION_BIT(OPTION_FROM) |
		   OPTION_BIT(OPTION_CONTRACT) | OPTION_BIT(OPTION_MEMORY) |
		   OPTION_BIT(OPTION_OUTPUT),
	.least_operands = 1,
	.most_operands = 1,
	.run = run_init,
};
