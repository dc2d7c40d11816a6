/* SPDX-License-Identifier: BSD-2-Clause */
#include "command.h"
#include "formats.h"
#include "job.h"
#include "terminal.h"

static int print_plan(struct job *job, const struct invocation *invocation)
{
	const char *bytes = "";
	size_t length = 0;
	mk_status status = mk_render_plan(job->ctx, format_chosen(invocation),
		wants_color(invocation, stdout) ? MK_RENDER_COLOR : 0, terminal_columns(stdout),
		&bytes, &length);

	fwrite(bytes, 1, length, stdout);
	/* Without a plan this repeats what the findings came to. */
	return status == MK_NO_MEMORY || status == MK_MISUSE ? exit_status_of(status) : EXIT_CLEAN;
}

static int run_plan(const struct invocation *invocation)
{
	struct job job;
	int status = check_standard_input(invocation);

	if (status != EXIT_CLEAN)
		return status;
	job_open(&job, invocation, invocation->operands[0]);
	if (job_has_findings(&job))
		job_print_findings(&job, invocation, "text", stderr);
	status = job_exit_status(&job, invocation);
	if (status != EXIT_INTERNAL && print_plan(&job, invocation) != EXIT_CLEAN)
		status = EXIT_INTERNAL;
	job_close(&job);
	return status;
}

const struct command command_plan = {
	.name = "plan",
	.operands = "LAYOUT",
	.summary = "Prints what each node gets, and what is left",
	.options = OPTION_BIT(OPTION_BOARD) | OPTION_BIT(OPTION_FORMAT) | OPTION_BIT(OPTION_ALLOW) |
		   OPTION_BIT(OPTION_SEVERITY) | OPTION_BIT(OPTION_WERROR) |
		   OPTION_BIT(OPTION_COLOR),
	.once = OPTION_BIT(OPTION_BOARD),
	.least_operands = 1,
	.most_operands = 1,
	.formats = MK_LIST_DISPLAYS,
	.default_format = "table",
	.run = run_plan,
};
