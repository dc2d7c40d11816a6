/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>

#include "command.h"
#include "formats.h"
#include "job.h"
#include "lock.h"
#include "status.h"
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

/* EXIT_FOUND where there are any. */
static int print_differences(struct job *job, const struct invocation *invocation)
{
	const char *bytes;
	size_t length;
	bool differs;
	mk_status status = mk_render_plan_diff(job->ctx, &bytes, &length, &differs);

	if (status != MK_OK)
		return status == MK_FOUND ? EXIT_FOUND : exit_status_of(status);
	fwrite(bytes, 1, length, stdout);
	if (!differs && !invocation->values[OPTION_QUIET])
		puts("the plan has not changed");
	return differs ? EXIT_FOUND : EXIT_CLEAN;
}

/* Nothing is written where there is an error, nor where only the differences are asked for. */
static int deliver(struct job *job, const struct invocation *invocation, int status)
{
	const char *lock = invocation->values[OPTION_LOCK];

	if (invocation->values[OPTION_COMPARE]) {
		int compared =
			status == EXIT_UNREADABLE ? status : print_differences(job, invocation);
		return compared > status ? compared : status;
	}
	if (!invocation->values[OPTION_QUIET] && print_plan(job, invocation) != EXIT_CLEAN)
		return EXIT_INTERNAL;
	if (status != EXIT_CLEAN || !lock || strcmp(lock, "-") == 0)
		return status;
	return lock_write(job->ctx, invocation);
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
	if (status != EXIT_INTERNAL)
		status = deliver(&job, invocation, status);
	job_close(&job);
	return status;
}

const struct command command_plan = {
	.name = "plan",
	.operands = "LAYOUT",
	.summary = "Prints what each node gets, and what is left",
	.options = OPTION_BIT(OPTION_BOARD) | OPTION_BIT(OPTION_FORMAT) | OPTION_BIT(OPTION_ALLOW) |
		   OPTION_BIT(OPTION_SEVERITY) | OPTION_BIT(OPTION_WERROR) |
		   OPTION_BIT(OPTION_COLOR) | OPTION_BIT(OPTION_LOCK) | OPTION_BIT(OPTION_COMPARE) |
		   OPTION_BIT(OPTION_QUIET) | OPTION_BIT(OPTION_CONTRACT) |
		   OPTION_BIT(OPTION_INCLUDE_OUTSIDE) | OPTION_BIT(OPTION_IMAGES),
	.makes_lock = true,
	.once = OPTION_BIT(OPTION_BOARD),
	.least_operands = 1,
	.most_operands = 1,
	.formats = MK_LIST_DISPLAYS,
	.default_format = "table",
	.run = run_plan,
};
