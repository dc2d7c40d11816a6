/* SPDX-License-Identifier: BSD-2-Clause */
#include "job.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "message.h"

static mk_status load_layout(struct job *job, const char *path)
{
	struct input input;
	const char *reason = input_read(&input, path, INPUT_NAMED_BY_USER);
	mk_status status;

	if (reason)
		return mk_report_unreadable(job->ctx, path, reason);
	status = mk_load_layout(job->ctx, path, input.bytes, input.length);
	input_free(&input);
	return status;
}

mk_status load_board(mk_ctx *ctx, const char *path, enum input_trust trust)
{
	struct input input;
	const char *reason = input_read(&input, path, trust);
	mk_status status;

	if (reason)
		return mk_report_unreadable(ctx, path, reason);
	status = mk_load_board(ctx, path, input.bytes, input.length);
	input_free(&input);
	return status;
}

/* Status of the loads is not looked at: mk_check comes to the same and reports more. */
void job_open(struct job *job, const struct invocation *invocation, const char *layout)
{
	const char *chosen = invocation->values[OPTION_BOARD];
	const char *named;

	*job = (struct job){.ctx = mk_ctx_new(), .status = MK_NO_MEMORY};
	if (!job->ctx)
		return;
	load_layout(job, layout);
	named = mk_layout_board(job->ctx);
	if (chosen || named) {
		job->board = path_beside(chosen ? "" : layout, chosen ? chosen : named);
		load_board(
			job->ctx, job->board, chosen ? INPUT_NAMED_BY_USER : INPUT_NAMED_BY_LAYOUT);
	}
	job->status = mk_check(job->ctx);
}

void job_close(struct job *job)
{
	free(job->board);
	mk_ctx_free(job->ctx);
	*job = (struct job){.ctx = NULL};
}

bool job_has_findings(const struct job *job)
{
	const mk_ctx *ctx = job->ctx;

	return ctx && mk_error_count(ctx) + mk_warning_count(ctx) + mk_note_count(ctx) > 0;
}

/* https://no-color.org/ */
static bool wants_color(const struct invocation *invocation, FILE *stream)
{
	const char *when = invocation->values[OPTION_COLOR];
	const char *no_color = getenv("NO_COLOR");
	const char *terminal = getenv("TERM");

	if (when && strcmp(when, "auto") != 0)
		return strcmp(when, "always") == 0;
	if ((no_color && *no_color) || !terminal || strcmp(terminal, "dumb") == 0)
		return false;
	return isatty(fileno(stream)) == 1;
}

void job_print_findings(
	struct job *job, const struct invocation *invocation, const char *format, FILE *stream)
{
	const char *bytes;
	size_t length;

	if (job->status == MK_NO_MEMORY)
		return;
	if (mk_render_findings(&job->ctx, 1, format,
		    wants_color(invocation, stream) ? MK_RENDER_COLOR : 0, &bytes,
		    &length) == MK_OK)
		fwrite(bytes, 1, length, stream);
	else
		job->status = MK_NO_MEMORY;
}

int exit_status_of(mk_status status)
{
	switch (status) {
	case MK_OK:
		return EXIT_CLEAN;
	case MK_FOUND:
		return EXIT_FOUND;
	case MK_UNREADABLE:
		return EXIT_UNREADABLE;
	case MK_NO_MEMORY:
		message("out of memory");
		return EXIT_INTERNAL;
	case MK_MISUSE:
		break;
	}
	message("internal error: the library was called out of order");
	return EXIT_INTERNAL;
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
	/* The board is read again for each layout. */
	int uses = is_standard_input(invocation->values[OPTION_BOARD]) * invocation->operand_count;

	for (int i = 0; i < invocation->operand_count; i++)
		uses += is_standard_input(invocation->operands[i]);
	if (uses <= 1)
		return EXIT_CLEAN;
	message("standard input can be read only once");
	return EXIT_USAGE;
}
