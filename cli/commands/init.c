/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "memory.h"
#include "message.h"
#include "output.h"
#include "relative.h"
#include "job.h"
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
	if (!invocation->values[OPTION_NODES]) {
		message("'init' needs the number of nodes: --nodes N");
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
	case MK_OK:
		return deliver(beginning, bytes, length);
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

static int load_and_make(const struct beginning *beginning, unsigned node_count)
{
	struct job job = {.ctx = beginning->ctx,
		.status = load_board(
			beginning->ctx, beginning->invocation->operands[0], INPUT_NAMED_BY_USER)};

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
	.operands = "DTB --nodes N",
	.summary = "Writes a first layout for a board, with comments that tell what to edit",
	.options = OPTION_BIT(OPTION_NODES) | OPTION_BIT(OPTION_CONTRACT) |
		   OPTION_BIT(OPTION_MEMORY) | OPTION_BIT(OPTION_OUTPUT),
	.least_operands = 1,
	.most_operands = 1,
	.run = run_init,
};
