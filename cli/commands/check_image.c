/* SPDX-License-Identifier: BSD-2-Clause */
#include "command.h"
#include "formats.h"
#include "job.h"
#include "message.h"

static mk_status judge(mk_ctx *ctx, const char *path)
{
	struct input input;
	const char *reason = input_read(&input, path, INPUT_BUILT);
	mk_status status = reason ? mk_report_unreadable(ctx, path, reason)
				  : mk_judge_image(ctx, path, input.bytes, input.length);

	input_free(&input);
	return status;
}

static void print_image(struct job *job, const struct invocation *invocation)
{
	const char *bytes;
	size_t length;

	if (mk_render_image(job->ctx, format_chosen(invocation), &bytes, &length) == MK_OK)
		fwrite(bytes, 1, length, stdout);
}

static void check_image(struct job *job, const struct invocation *invocation)
{
	const char *contract = invocation->values[OPTION_CONTRACT];

	job->status = load_board(job->ctx, invocation->values[OPTION_BOARD], INPUT_NAMED_BY_USER);
	if (contract && job->status == MK_OK)
		job->status = mk_set_contract(job->ctx, contract);
	if (job->status != MK_OK)
		return;
	job->status = judge(job->ctx, invocation->operands[0]);
	if (!invocation->values[OPTION_QUIET])
		print_image(job, invocation);
}

static int run_check_image(const struct invocation *invocation)
{
	struct job job = {.ctx = mk_ctx_new(), .status = MK_NO_MEMORY};
	int status = check_standard_input(invocation);

	if (status == EXIT_CLEAN && !invocation->values[OPTION_BOARD]) {
		message("'check-image' needs the board's device tree: --board FILE");
		status = EXIT_USAGE;
	}
	if (status == EXIT_CLEAN && job.ctx)
		check_image(&job, invocation);
	if (status == EXIT_CLEAN && job.status == MK_MISUSE) {
		message("contract '%s' has no images of this kind: 'check --archive' takes its "
			"archive, along with a layout",
			invocation->values[OPTION_CONTRACT]);
		status = EXIT_USAGE;
	}
	if (status == EXIT_CLEAN) {
		if (job_has_findings(&job))
			job_print_findings(&job, invocation, "text", stderr);
		status = job_exit_status(&job, invocation);
	}
	job_close(&job);
	return status;
}

const struct command command_check_image = {
	.name = "check-image",
	.operands = "IMAGE --board DTB",
	.summary = "Prints what each root task of a loader image would receive",
	.options = OPTION_BIT(OPTION_BOARD) | OPTION_BIT(OPTION_FORMAT) |
		   OPTION_BIT(OPTION_CONTRACT) | OPTION_BIT(OPTION_WERROR) |
		   OPTION_BIT(OPTION_COLOR) | OPTION_BIT(OPTION_QUIET),
	.once = OPTION_BIT(OPTION_BOARD),
	.least_operands = 1,
	.most_operands = 1,
	.formats = MK_LIST_BOARD_FORMATS,
	.default_format = "text",
	.run = run_check_image,
};
