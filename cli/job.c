/* SPDX-License-Identifier: BSD-2-Clause */
#include "job.h"

#include <stdlib.h>
#include <string.h>

#include "dts.h"

#include "lock.h"
#include "memory.h"
#include "message.h"
#include "near.h"
#include "status.h"
#include "terminal.h"
#include "wishes.h"

static const char *read_included(void *data, const char *path, const char **bytes, size_t *length)
{
	struct job *job = data;
	char *beside = path_beside(job->layout, path);

	source_free(&job->included);
	job->included = source_read(beside, INPUT_NAMED_BY_LAYOUT);
	free(beside);
	job->included.path = NULL;
	*bytes = job->included.input.bytes;
	*length = job->included.input.length;
	return job->included.reason;
}

static mk_status report_unreadable(mk_ctx *ctx, const struct source *source)
{
	char *nearest = near_file(source->path);
	mk_status status = mk_report_missing(ctx, source->path, source->reason, nearest);

	free(nearest);
	return status;
}

static mk_status give_layout(
	struct job *job, const struct invocation *invocation, const struct source *layout)
{
	if (layout->reason)
		return report_unreadable(job->ctx, layout);
	mk_set_include(job->ctx, read_included, job);
	if (invocation->values[OPTION_INCLUDE_OUTSIDE])
		mk_include_outside(job->ctx);
	return mk_load_layout(job->ctx, layout->path, layout->input.bytes, layout->input.length);
}

static mk_status give_board(mk_ctx *ctx, const struct source *board)
{
	if (board->reason)
		return report_unreadable(ctx, board);
	return mk_load_board(ctx, board->path, board->input.bytes, board->input.length);
}

struct source board_read(const char *path, enum input_trust trust)
{
	struct source board = source_read(path, trust);

	dts_compile(&board);
	return board;
}

mk_status load_board(mk_ctx *ctx, const char *path, enum input_trust trust)
{
	struct source board = board_read(path, trust);
	mk_status status = give_board(ctx, &board);

	source_free(&board);
	return status;
}

/* The path is kept: who writes a dependency file needs it. */
static void load_any_board(struct job *job, const struct source *layout, const struct source *board)
{
	const char *named = mk_layout_board(job->ctx);

	if (board) {
		job->board = must_print("%s", board->path);
		give_board(job->ctx, board);
	} else if (named) {
		job->board = path_beside(layout->path, named);
		load_board(job->ctx, job->board, INPUT_NAMED_BY_LAYOUT);
	}
}

static void load_old_plan(mk_ctx *ctx, const struct source *old)
{
	if (old && old->reason)
		mk_report_unreadable(ctx, old->path, old->reason);
	else if (old)
		mk_load_old_plan(ctx, old->path, old->input.bytes, old->input.length);
}

static void print_trace(void *data, const char *line)
{
	const struct job *job = data;

	message("%s: %s", job->layout, line);
}

/* Status of the loads is not looked at: mk_check comes to the same and reports more. */
void job_check(
	struct job *job, const struct invocation *invocation, const struct job_inputs *inputs)
{
	*job = (struct job){.ctx = mk_ctx_new(), .status = MK_NO_MEMORY};
	if (!job->ctx)
		return;
	job->layout = inputs->layout->path;
	if (invocation->command->keeps_evidence)
		mk_keep_evidence(job->ctx);
	give_layout(job, invocation, inputs->layout);
	load_any_board(job, inputs->layout, inputs->board);
	lock_load(job->ctx, inputs->lock);
	load_old_plan(job->ctx, inputs->old);
	if (invocation->values[OPTION_TRACE])
		mk_set_trace(job->ctx, print_trace, job);
	if (inputs->progress)
		mk_set_progress(job->ctx, progress_show, inputs->progress);
	wishes_apply(job->ctx, invocation);
	built_load(job->ctx, invocation, &job->built);
	job->status = mk_check(job->ctx);
}

void job_open(struct job *job, const struct invocation *invocation, const char *layout)
{
	const char *chosen = invocation->values[OPTION_BOARD];
	const char *old = invocation->values[OPTION_COMPARE];
	struct source layout_file = source_read(layout, INPUT_NAMED_BY_USER);
	struct source board = {.path = NULL};
	struct source lock = lock_read(invocation);
	struct source old_file = {.path = NULL};
	struct progress progress;

	if (chosen)
		board = board_read(chosen, INPUT_NAMED_BY_USER);
	if (old)
		old_file = source_read(old, INPUT_NAMED_BY_USER);
	progress_begin(&progress);
	job_check(job, invocation,
		&(struct job_inputs){&layout_file, chosen ? &board : NULL, &lock,
			old ? &old_file : NULL, &progress});
	progress_end(&progress);
	source_free(&old_file);
	source_free(&lock);
	source_free(&board);
	source_free(&layout_file);
}

void job_close(struct job *job)
{
	free(job->board);
	source_free(&job->included);
	mk_ctx_free(job->ctx);
	*job = (struct job){.ctx = NULL};
}

bool job_has_findings(const struct job *job)
{
	const mk_ctx *ctx = job->ctx;

	return ctx && mk_error_count(ctx) + mk_warning_count(ctx) + mk_note_count(ctx) > 0;
}

mk_status print_findings(mk_ctx *const *contexts, size_t count, const struct invocation *invocation,
	const char *format, FILE *stream)
{
	unsigned options = (wants_color(invocation, stream) ? MK_RENDER_COLOR : 0) |
			   (invocation->values[OPTION_QUIET] ? MK_RENDER_QUIET : 0);
	unsigned columns = stated_columns(stream);
	const char *bytes;
	size_t length;
	mk_status status;

	options |= columns << MK_RENDER_COLUMNS;
	status = mk_render_findings(contexts, count, format, options, &bytes, &length);

	if (status == MK_OK)
		fwrite(bytes, 1, length, stream);
	return status;
}

void job_print_findings(
	struct job *job, const struct invocation *invocation, const char *format, FILE *stream)
{
	if (job->status != MK_NO_MEMORY &&
		print_findings(&job->ctx, 1, invocation, format, stream) != MK_OK)
		job->status = MK_NO_MEMORY;
}

int job_exit_status(const struct job *job, const struct invocation *invocation)
{
	int status = exit_status_of(job->status);

	if (status == EXIT_CLEAN && invocation->values[OPTION_WERROR] &&
		mk_warning_count(job->ctx) > 0)
		return EXIT_FOUND;
	return status;
}

static int is_standard_input(const char *path)
{
	return path && strcmp(path, "-") == 0;
}

int check_standard_input(const struct invocation *invocation)
{
	const char *const *board = invocation->repeated[OPTION_BOARD];
	int uses = is_standard_input(invocation->values[OPTION_BASELINE]) +
		   is_standard_input(invocation->values[OPTION_LOCK]) +
		   is_standard_input(invocation->values[OPTION_COMPARE]);

	for (; board && *board; board++)
		uses += is_standard_input(*board);
	for (int i = 0; i < invocation->operand_count; i++)
		uses += is_standard_input(invocation->operands[i]);
	if (uses <= 1)
		return EXIT_CLEAN;
	message("standard input can be read only once");
	return EXIT_USAGE;
}

int print_answer(mk_status status, const char *bytes, size_t length, bool first)
{
	if (status != MK_OK)
		return exit_status_of(status);
	if (!first)
		putchar('\n');
	fwrite(bytes, 1, length, stdout);
	return EXIT_CLEAN;
}
