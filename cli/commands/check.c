/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>
#include <unistd.h>

#include "batch.h"
#include "command.h"
#include "find.h"
#include "formats.h"
#include "message.h"
#include "status.h"

/* More threads than this only cost memory. */
#define JOBS_MAX 512u

static int take_job_count(const struct invocation *invocation, unsigned *jobs)
{
	long cpus = sysconf(_SC_NPROCESSORS_ONLN);

	if (invocation->values[OPTION_JOBS])
		return option_number(invocation, OPTION_JOBS, JOBS_MAX, jobs);
	if (invocation->values[OPTION_TRACE]) /* so that lines of layouts do not mix */
		*jobs = 1;
	else
		*jobs = cpus < 1 ? 1 : cpus > (long)JOBS_MAX ? JOBS_MAX : (unsigned)cpus;
	return EXIT_CLEAN;
}

/* --- baseline --------------------------------------------------------------------------------- */

static void tell_gone(const struct invocation *invocation, size_t gone)
{
	if (gone && !invocation->values[OPTION_QUIET] &&
		strcmp(format_chosen(invocation), "text") == 0)
		message("%zu finding%s of the baseline %s gone; renew '%s'", gone,
			gone == 1 ? "" : "s", gone == 1 ? "is" : "are",
			invocation->values[OPTION_BASELINE]);
}

static int compare(
	const struct invocation *invocation, struct batch *batch, const struct source *baseline)
{
	const char *complaint;
	size_t gone;
	mk_status status = mk_use_baseline(batch->contexts, batch->count, baseline->input.bytes,
		baseline->input.length, &gone, &complaint);

	if (status == MK_UNREADABLE) {
		message("'%s' is not a baseline: %s", baseline->path, complaint);
		return EXIT_UNREADABLE;
	}
	if (status != MK_OK)
		return exit_status_of(status);
	for (size_t i = 0; i < batch->count; i++)
		batch->jobs[i].status = mk_check(batch->jobs[i].ctx);
	tell_gone(invocation, gone);
	return EXIT_CLEAN;
}

/* --- checking --------------------------------------------------------------------------------- */

static int worst_status(const struct invocation *invocation, const struct batch *batch)
{
	int worst = EXIT_CLEAN;

	for (size_t i = 0; i < batch->count; i++) {
		int status = job_exit_status(&batch->jobs[i], invocation);
		worst = status > worst ? status : worst;
	}
	return worst;
}

static int report(
	const struct invocation *invocation, struct batch *batch, const struct source *baseline)
{
	int status = baseline->path ? compare(invocation, batch, baseline) : EXIT_CLEAN;

	if (status != EXIT_CLEAN)
		return status;
	status = exit_status_of(print_findings(
		batch->contexts, batch->count, invocation, format_chosen(invocation), stdout));
	return status == EXIT_CLEAN ? worst_status(invocation, batch) : status;
}

static int check_all(
	const struct invocation *invocation, unsigned jobs, const struct source *baseline)
{
	struct batch batch;
	mk_status status = batch_run(&batch, invocation, jobs);
	int result =
		status == MK_OK ? report(invocation, &batch, baseline) : exit_status_of(status);

	batch_close(&batch);
	return result;
}

static int check_operands(const struct invocation *invocation)
{
	const char *path = invocation->values[OPTION_BASELINE];
	struct source baseline = {.path = NULL};
	unsigned jobs;
	int status = check_standard_input(invocation);

	if (status == EXIT_CLEAN && invocation->values[OPTION_LOCK] &&
		invocation->operand_count > 1) {
		message("a plan belongs to one layout: give '--lock' with a single layout");
		status = EXIT_USAGE;
	}
	if (status == EXIT_CLEAN)
		status = take_job_count(invocation, &jobs);
	if (status != EXIT_CLEAN)
		return status;
	if (path)
		baseline = source_read(path, INPUT_NAMED_BY_USER);
	if (baseline.reason) {
		message("cannot read '%s': %s", path, baseline.reason);
		return EXIT_UNREADABLE;
	}
	status = check_all(invocation, jobs, &baseline);
	source_free(&baseline);
	return status;
}

/* Without an operand the folder's layouts are meant; they are named, so that none is overlooked. */
static int run_check(const struct invocation *invocation)
{
	struct invocation here = *invocation;
	struct found found = {NULL, 0};
	int status;

	if (!invocation->operand_count) {
		found = find_layouts();
		here.operands = found.names;
		here.operand_count = (int)found.count;
	}
	if (!here.operand_count) {
		message("there is no mkpart.yaml or NAME.mkpart.yaml in this folder: mkpart check "
			"LAYOUT...");
		found_free(&found);
		return EXIT_USAGE;
	}
	for (size_t i = 0; i < found.count && !invocation->values[OPTION_QUIET]; i++)
		message("checking %s", found.names[i]);
	status = check_operands(&here);
	found_free(&found);
	return status;
}

const struct command command_check = {
	.name = "check",
	.operands = "[LAYOUT...]",
	.summary = "Reports every problem of layouts, each at its line",
	.options = OPTION_BIT(OPTION_BOARD) | OPTION_BIT(OPTION_FORMAT) | OPTION_BIT(OPTION_ALLOW) |
		   OPTION_BIT(OPTION_SEVERITY) | OPTION_BIT(OPTION_WERROR) |
		   OPTION_BIT(OPTION_BASELINE) | OPTION_BIT(OPTION_JOBS) |
		   OPTION_BIT(OPTION_COLOR) | OPTION_BIT(OPTION_QUIET) | OPTION_BIT(OPTION_TRACE) |
		   OPTION_BIT(OPTION_IMAGES) | OPTION_BIT(OPTION_LOCK) |
		   OPTION_BIT(OPTION_ARCHIVE) | OPTION_BIT(OPTION_LOADER) |
		   OPTION_BIT(OPTION_CONTRACT) | OPTION_BIT(OPTION_INCLUDE_OUTSIDE),
	.least_operands = 0,
	.most_operands = OPERANDS_ANY,
	.formats = MK_LIST_REPORTS,
	.default_format = "text",
	.run = run_check,
};
