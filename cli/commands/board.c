/* SPDX-License-Identifier: BSD-2-Clause */
#include "command.h"
#include "formats.h"
#include "job.h"

static mk_status print_board(mk_ctx *ctx, const struct invocation *invocation)
{
	const char *format = format_chosen(invocation);
	const char *bytes = "";
	size_t length = 0;
	mk_status status = invocation->values[OPTION_CHANNELS]
				   ? mk_render_channels(ctx, format, &bytes, &length)
				   : mk_render_board(ctx, format, &bytes, &length);

	fwrite(bytes, 1, length, stdout);
	return status;
}

static int run_board(const struct invocation *invocation)
{
	struct job job = {.ctx = mk_ctx_new(), .status = MK_NO_MEMORY};
	int status;

	if (job.ctx)
		job.status = load_board(job.ctx, invocation->operands[0], INPUT_NAMED_BY_USER);
	if (job_has_findings(&job))
		job_print_findings(&job, invocation, "text", stderr);
	if (job.status == MK_OK)
		job.status = print_board(job.ctx, invocation);
	status = job_exit_status(&job, invocation);
	job_close(&job);
	return status;
}

const struct command command_board = {
	.name = "board",
	.operands = "DTB",
	.summary = "Prints what a board offers, and which parts of it cannot be separated",
	.options =
		OPTION_BIT(OPTION_FORMAT) | OPTION_BIT(OPTION_CHANNELS) | OPTION_BIT(OPTION_COLOR),
	.least_operands = 1,
	.most_operands = 1,
	.formats = MK_LIST_BOARD_FORMATS,
	.default_format = "text",
	.run = run_board,
};
