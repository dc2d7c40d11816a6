/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "job.h"
#include "memory.h"
#include "message.h"
#include "rewrite.h"

/* A layout on its way from what was written to what passes. */
struct mending {
	const struct invocation *invocation;
	const struct source *written;
	struct source text; /* as it is so far; its bytes are owned */
	const struct source *board;
	size_t count; /* findings that were mended */
};

static void check(const struct mending *mending, struct job *job)
{
	static const struct source no_lock = {.path = NULL};

	job_check(job, mending->invocation,
		&(struct job_inputs){
			.layout = &mending->text, .board = mending->board, .lock = &no_lock});
}

/* Makes what the findings propose; false where that is nothing, or leads back to what there was. */
static bool take_step(struct mending *mending, const struct job *job)
{
	unsigned options = mending->invocation->values[OPTION_ALL] ? MK_FIX_GUESSES : 0;
	const char *bytes;
	size_t length, count;
	mk_status status = mk_fix_layout(job->ctx, options,
		mending->invocation->repeated[OPTION_CODE], &bytes, &length, &count);
	char *copy;

	if (status != MK_OK || !count)
		return false;
	copy = must_allocate(length + 1, 1);
	memcpy(copy, bytes, length);
	free(mending->text.input.bytes);
	mending->text.input = (struct input){copy, length};
	mending->count += count;
	return true;
}

/*
 * What one round uncovers, the next mends: a syntax error hides all others. Fixes that undo each
 * other would go on for ever.
 */
#define ROUNDS_MAX 50

static void mend(struct mending *mending, struct job *job)
{
	int round = 0;

	check(mending, job);
	while (round < ROUNDS_MAX && job->ctx && take_step(mending, job)) {
		round++;
		job_close(job);
		check(mending, job);
	}
	if (round == ROUNDS_MAX && job_has_findings(job))
		message("%s: stopped after %d rounds of fixes; run 'mkpart fix' again for the rest",
			mending->written->path, round);
}

static void tell(const struct mending *mending)
{
	bool dry = mending->invocation->values[OPTION_DRY_RUN];

	if (!mending->invocation->values[OPTION_QUIET])
		message("%s: %zu finding%s %s", mending->written->path, mending->count,
			mending->count == 1 ? "" : "s", dry ? "would be mended" : "mended");
}

static int finish(struct mending *mending, struct job *job)
{
	const struct invocation *invocation = mending->invocation;
	enum rewrite how = invocation->values[OPTION_DRY_RUN] ? REWRITE_DIFF : REWRITE_FILE;
	struct text after = {mending->text.input.bytes, mending->text.input.length};
	int status = EXIT_CLEAN;

	if (!mending->written->reason)
		status = rewrite(mending->written, &after, how);
	if (mending->count)
		tell(mending);
	if (job_has_findings(job))
		job_print_findings(job, invocation, "text", stderr);
	return status == EXIT_CLEAN ? job_exit_status(job, invocation) : status;
}

static int fix_one(
	const struct invocation *invocation, const char *path, const struct source *board)
{
	struct source written = source_read(path, INPUT_NAMED_BY_USER);
	struct mending mending = {invocation, &written, written, board, 0};
	struct job job;
	int status;

	if (!written.reason) {
		mending.text.input.bytes = must_allocate(written.input.length + 1, 1);
		if (written.input.length)
			memcpy(mending.text.input.bytes, written.input.bytes, written.input.length);
	}
	mend(&mending, &job);
	status = finish(&mending, &job);
	job_close(&job);
	source_free(&mending.text);
	source_free(&written);
	return status;
}

static int run_fix(const struct invocation *invocation)
{
	const char *chosen = invocation->values[OPTION_BOARD];
	struct source board = {.path = NULL};
	int worst = check_standard_input(invocation);

	if (worst != EXIT_CLEAN)
		return worst;
	if (chosen)
		board = board_read(chosen, INPUT_NAMED_BY_USER);
	for (int i = 0; i < invocation->operand_count; i++) {
		int status = fix_one(invocation, invocation->operands[i], chosen ? &board : NULL);
		worst = status > worst ? status : worst;
	}
	source_free(&board);
	return worst;
}

const struct command command_fix = {
	.name = "fix",
	.operands = "LAYOUT...",
	.summary = "Applies the fixes that findings propose to the layout, then checks it again",
	.options = OPTION_BIT(OPTION_BOARD) | OPTION_BIT(OPTION_DRY_RUN) | OPTION_BIT(OPTION_CODE) |
		   OPTION_BIT(OPTION_ALL) | OPTION_BIT(OPTION_ALLOW) | OPTION_BIT(OPTION_SEVERITY) |
		   OPTION_BIT(OPTION_WERROR) | OPTION_BIT(OPTION_COLOR) | OPTION_BIT(OPTION_QUIET) |
		   OPTION_BIT(OPTION_CONTRACT) | OPTION_BIT(OPTION_INCLUDE_OUTSIDE),
	.once = OPTION_BIT(OPTION_BOARD),
	.least_operands = 1,
	.most_operands = OPERANDS_ANY,
	.run = run_fix,
};
