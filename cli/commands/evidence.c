/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "command.h"
#include "folder.h"
#include "job.h"
#include "message.h"
#include "output.h"
#include "status.h"

#define DATE_BYTES sizeof "2026-01-01T00:00:00Z"

/*
 * The only date that evidence has is one that was given (SOURCE_DATE_EPOCH, a specification of
 * reproducible-builds.org). NULL where none was; false where it makes no sense.
 */
static bool take_date(char *bytes, const char **date)
{
	const char *text = getenv("SOURCE_DATE_EPOCH");
	struct tm parts;
	long long seconds;
	time_t moment;
	char *end;

	*date = NULL;
	if (!text || !*text)
		return true;
	seconds = strtoll(text, &end, 10);
	moment = (time_t)seconds;
	/* Years have four digits. */
	if (*end || seconds < 0 || seconds > 253402300799 || !gmtime_r(&moment, &parts))
		return false;
	strftime(bytes, DATE_BYTES, "%Y-%m-%dT%H:%M:%SZ", &parts);
	*date = bytes;
	return true;
}

/* EXIT_CLEAN where there is nothing to compare with. */
static int load_old(struct job *job, const struct invocation *invocation)
{
	const char *path = invocation->values[OPTION_SINCE];
	struct source old;
	int status = EXIT_CLEAN;
	mk_status loaded = MK_OK;

	if (!path)
		return EXIT_CLEAN;
	old = source_read(path, INPUT_NAMED_BY_USER);
	if (old.reason)
		message("cannot read '%s': %s", path, old.reason);
	else
		loaded = mk_load_old_evidence(job->ctx, path, old.input.bytes, old.input.length);
	if (loaded == MK_UNREADABLE)
		message("'%s' is not an evidence.json, or larger than 1 MiB", path);
	if (old.reason || loaded == MK_UNREADABLE)
		status = EXIT_UNREADABLE;
	else if (loaded != MK_OK)
		status = exit_status_of(loaded);
	source_free(&old);
	return status;
}

/* Whether it is what the folder has: a set that a kill cut short is not. */
static int compare_with_folder(const struct invocation *invocation, const struct output *output)
{
	for (size_t i = 0; i < output->count; i++) {
		if (invocation->values[OPTION_QUIET] || output->files[i].change == OUTPUT_UNCHANGED)
			continue;
		printf("would write ");
		print_safely(stdout, output->folder);
		printf("/%s\n", output->files[i].path);
	}
	return output_would_change(output) ? EXIT_FOUND : EXIT_CLEAN;
}

static int write_files(
	const struct invocation *invocation, const mk_artifact *const *files, size_t count)
{
	struct output output;
	int status = output_open(&output, invocation->values[OPTION_OUTPUT]);

	for (size_t i = 0; i < count && status == EXIT_CLEAN; i++) {
		size_t length;
		const char *bytes = mk_artifact_bytes(files[i], &length);
		status = output_add(&output, mk_artifact_path(files[i]), bytes, length);
	}
	if (status == EXIT_CLEAN)
		status = invocation->values[OPTION_CHECK] ? compare_with_folder(invocation, &output)
							  : output_write(&output);
	output_close(&output);
	return status;
}

static int tell_changes(struct job *job, const struct invocation *invocation)
{
	const char *bytes;
	size_t length;
	mk_status status;

	if (!invocation->values[OPTION_SINCE])
		return EXIT_CLEAN;
	status = mk_render_evidence_changes(job->ctx, &bytes, &length);
	if (status == MK_OK)
		fwrite(bytes, 1, length, stdout);
	return exit_status_of(status);
}

/* The command line that the evidence has is that of the run that writes it. */
static const char *const *words_without_check(const struct invocation *invocation)
{
	char **kept = invocation->words;

	for (char **word = invocation->words; *word; word++)
		if (strcmp(*word, "--check") != 0)
			*kept++ = *word;
	*kept = NULL;
	return (const char *const *)invocation->words;
}

static int make(struct job *job, const struct invocation *invocation, const char *date)
{
	const mk_artifact *const *files;
	size_t count;
	int status;

	if (job_has_findings(job))
		job_print_findings(job, invocation, "text", stderr);
	status = job->status == MK_NO_MEMORY ? exit_status_of(MK_NO_MEMORY)
					     : load_old(job, invocation);
	if (status == EXIT_CLEAN)
		status = exit_status_of(mk_make_evidence(
			job->ctx, words_without_check(invocation), date, &files, &count));
	if (status == EXIT_CLEAN)
		status = write_files(invocation, files, count);
	if (status == EXIT_CLEAN)
		status = tell_changes(job, invocation);
	return status == EXIT_CLEAN ? job_exit_status(job, invocation) : status;
}

static int run_evidence(const struct invocation *invocation)
{
	char bytes[DATE_BYTES];
	const char *date;
	struct job job;
	int status = check_standard_input(invocation);

	if (status != EXIT_CLEAN)
		return status;
	if (!invocation->values[OPTION_OUTPUT]) {
		message("'evidence' needs the folder to write to: --output DIR");
		return EXIT_USAGE;
	}
	if (!take_date(bytes, &date)) {
		message("SOURCE_DATE_EPOCH is not a number of seconds");
		return EXIT_USAGE;
	}
	job_open(&job, invocation, invocation->operands[0]);
	status = make(&job, invocation, date);
	job_close(&job);
	return status;
}

const struct command command_evidence = {
	.name = "evidence",
	.operands = "LAYOUT -o DIR",
	.summary = "Writes evidence for an assessor: every check, its result, and digests",
	.options = OPTION_BIT(OPTION_BOARD) | OPTION_BIT(OPTION_OUTPUT) | OPTION_BIT(OPTION_SINCE) |
		   OPTION_BIT(OPTION_CHECK) | OPTION_BIT(OPTION_ALLOW) |
		   OPTION_BIT(OPTION_SEVERITY) | OPTION_BIT(OPTION_WERROR) |
		   OPTION_BIT(OPTION_COLOR) | OPTION_BIT(OPTION_QUIET) | OPTION_BIT(OPTION_LOCK) |
		   OPTION_BIT(OPTION_CONTRACT) | OPTION_BIT(OPTION_INCLUDE_OUTSIDE) |
		   OPTION_BIT(OPTION_IMAGES) | OPTION_BIT(OPTION_ARCHIVE) |
		   OPTION_BIT(OPTION_LOADER),
	.once = OPTION_BIT(OPTION_BOARD),
	.keeps_evidence = true,
	.least_operands = 1,
	.most_operands = 1,
	.run = run_evidence,
};
