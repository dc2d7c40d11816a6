/* SPDX-License-Identifier: BSD-2-Clause */
#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "command.h"
#include "memory.h"
#include "message.h"
#include "job.h"

/* Words that say what the next operand is: a number, or a name. */
static const struct kind {
	const char *word;
	bool number;
} kinds[] = {
	{"intid", true},
	{"spi", true},
	{"ppi", true},
	{"sgi", true},
	{"gic_spi", true},
	{"gic_ppi", true},
	{"irq", true},
	{"interrupt", true},
	{"node", false},
	{"shared", false},
	{"region", false},
	{"ipi", false},
};

static bool belongs_together(const char *word, const char *following)
{
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (strcasecmp(word, kinds[i].word) == 0)
			return *following &&
			       (!kinds[i].number || isdigit((unsigned char)*following));
	return false;
}

/* The question that begins at operand *next, which moves behind it: "intid 87" has two. */
static char *take_question(const struct invocation *invocation, int *next)
{
	const char *word = invocation->operands[(*next)++];
	const char *following =
		*next < invocation->operand_count ? invocation->operands[*next] : "";

	if (!belongs_together(word, following))
		return must_print("%s", word);
	++*next;
	return must_print("%s %s", word, following);
}

static int answer(struct job *job, const char *question, bool first)
{
	const char *bytes;
	size_t length;
	mk_status status = mk_render_owner(job->ctx, question, &bytes, &length);

	if (status == MK_MISUSE) {
		message("%s", bytes);
		return EXIT_USAGE;
	}
	return print_answer(status, bytes, length, first);
}

static int answer_all(struct job *job, const struct invocation *invocation)
{
	int worst = EXIT_CLEAN;
	bool first = true;

	for (int next = 1; next < invocation->operand_count;) {
		char *question = take_question(invocation, &next);
		int status = answer(job, question, first);
		first = first && status != EXIT_CLEAN;
		free(question);
		worst = status > worst ? status : worst;
	}
	return worst;
}

/* Without a plan there was no answer, and the findings say why. */
static void explain_errors(struct job *job, const struct invocation *invocation, bool answered)
{
	size_t count = mk_error_count(job->ctx);

	if (answered)
		message("the layout has %zu error%s, so this may be wrong: see 'mkpart check %s'",
			count, count == 1 ? "" : "s", invocation->operands[0]);
	else
		job_print_findings(job, invocation, "text", stderr);
}

static int ask(struct job *job, const struct invocation *invocation)
{
	int status = job_exit_status(job, invocation);
	int asked;

	if (status == EXIT_INTERNAL)
		return status;
	asked = answer_all(job, invocation);
	if (status != EXIT_CLEAN)
		explain_errors(job, invocation, asked == EXIT_CLEAN || asked == EXIT_USAGE);
	return asked > status ? asked : status;
}

static int run_own(const struct invocation *invocation)
{
	struct invocation layout = *invocation;
	struct job job;
	int status;

	layout.operand_count = 1; /* the others are no files */
	status = check_standard_input(&layout);
	if (status != EXIT_CLEAN)
		return status;
	job_open(&job, &layout, layout.operands[0]);
	status = ask(&job, invocation);
	job_close(&job);
	return status;
}

const struct command command_own = {
	.name = "own",
	.operands = "LAYOUT WHAT...",
	.summary = "Says who owns an address, an interrupt (intid N, spi N), a device or a name",
	.options = OPTION_BIT(OPTION_BOARD) | OPTION_BIT(OPTION_LOCK) |
		   OPTION_BIT(OPTION_CONTRACT) | OPTION_BIT(OPTION_INCLUDE_OUTSIDE),
	.once = OPTION_BIT(OPTION_BOARD),
	.least_operands = 2,
	.most_operands = OPERANDS_ANY,
	.run = run_own,
};
