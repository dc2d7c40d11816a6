/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>

#include "command.h"
#include "formats.h"
#include "message.h"
#include "job.h"

/* Only people need it: the other formats name the file in each finding. */
static void print_heading(const struct invocation *invocation, int index)
{
	if (invocation->operand_count == 1 || strcmp(format_chosen(invocation), "text") != 0)
		return;
	fputs(index ? "\n==> " : "==> ", stdout);
	print_safely(stdout, invocation->operands[index]);
	fputs(" <==\n", stdout);
}

static int check_one(const struct invocation *invocation, int index)
{
	struct job job;
	int status;

	job_open(&job, invocation, invocation->operands[index]);
	if (job_has_findings(&job) || !invocation->values[OPTION_QUIET]) {
		print_heading(invocation, index);
		job_print_findings(&job, invocation, format_chosen(invocation), stdout);
	}
	status = job_exit_status(&job, invocation);
	job_close(&job);
	return status;
}

static int run_check(const struct invocation *invocation)
{
	int worst = check_standard_input(invocation);

	if (worst != EXIT_CLEAN)
		return worst;
	for (int i = 0; i < invocation->operand_count && worst != EXIT_INTERNAL; i++) {
		int status = check_one(invocation, i);
		worst = status > worst ? status : worst;
	}
	return worst;
}

const struct command command_check = {
	.name = "check",
	.operands = "LAYOUT...",
	.summary = "Reports every problem of layouts, each at its line",
	.options = OPTION_BIT(OPTION_BOARD) | OPTION_BIT(OPTION_FORMAT) |
		   OPTION_BIT(OPTION_WERROR) | OPTION_BIT(OPTION_COLOR) | OPTION_BIT(OPTION_QUIET),
	.least_operands = 1,
	.most_operands = OPERANDS_ANY,
	.formats = MK_LIST_REPORTS,
	.default_format = "text",
	.run = run_check,
};
