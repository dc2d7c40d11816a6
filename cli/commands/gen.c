/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "depfile.h"
#include "diff.h"
#include "folder.h"
#include "lock.h"
#include "memory.h"
#include "message.h"
#include "output.h"
#include "record.h"
#include "job.h"
#include "status.h"
#include "verify.h"

/* Generated in every run, so that a build can wait for it. */
#define DEPFILE_TARGET "plan.json"

#define MARK "mkpart"
#define MARK_WITHIN ((size_t)256)

struct generation {
	const struct invocation *invocation;
	char *folder;
	struct job job;
	const mk_artifact *const *artifacts;
	size_t artifact_count;
	struct output output;
	struct record record;
};

static bool is_dry(const struct invocation *invocation)
{
	return invocation->values[OPTION_CHECK] || invocation->values[OPTION_DIFF] ||
	       invocation->values[OPTION_DRY_RUN];
}

/*
 * All that mkpart writes says so in its first lines; what it wrote last time is on record as well.
 * Anything else that is in the way is somebody's work.
 */
static int check_ownership(const struct generation *generation, const struct output_file *file)
{
	size_t head = file->old_length < MARK_WITHIN ? file->old_length : MARK_WITHIN;

	if (file->change != OUTPUT_WRITTEN || !file->old ||
		memmem(file->old, head, MARK, strlen(MARK)) ||
		record_lists(&generation->record, file->path))
		return EXIT_CLEAN;
	message("cannot replace '%s/%s': mkpart did not write it [" OUTPUT_REFUSED "]",
		generation->folder, file->path);
	return EXIT_UNREADABLE;
}

/* What somebody wrote into a file of ours goes, but not unsaid. */
static void report_edit(const struct generation *generation, const struct output_file *file)
{
	if (file->change == OUTPUT_UNCHANGED || !file->old ||
		!record_differs(&generation->record, file->path, file->old, file->old_length))
		return;
	message("'%s/%s' was edited since mkpart wrote it; the edits %s lost", generation->folder,
		file->path, is_dry(generation->invocation) ? "would be" : "are");
}

static int add_artifact(struct generation *generation, const mk_artifact *artifact)
{
	struct output *output = &generation->output;
	const char *path = mk_artifact_path(artifact);
	size_t length;
	const char *bytes = mk_artifact_bytes(artifact, &length);
	int status;

	if (!path_is_inside(path)) {
		message("'%s' is not a name for an output file", path);
		return EXIT_UNREADABLE;
	}
	status = output_add(output, path, bytes, length);
	if (status != EXIT_CLEAN)
		return status;
	report_edit(generation, &output->files[output->count - 1]);
	return check_ownership(generation, &output->files[output->count - 1]);
}

static int add_artifacts(struct generation *generation)
{
	int worst = EXIT_CLEAN;

	for (size_t i = 0; i < generation->artifact_count; i++) {
		int status = add_artifact(generation, generation->artifacts[i]);
		worst = status > worst ? status : worst;
	}
	return worst;
}

static int add_removals(struct generation *generation)
{
	struct output *output = &generation->output;
	int worst = EXIT_CLEAN;

	for (size_t i = 0; i < generation->record.stale_count; i++) {
		int status = output_add(output, generation->record.stale[i], NULL, 0);
		report_edit(generation, &output->files[output->count - 1]);
		worst = status > worst ? status : worst;
	}
	return worst;
}

/* Last of all: what an interrupted run left is still on the old record. */
static int add_record(struct generation *generation)
{
	return output_add(&generation->output, RECORD_NAME, generation->record.text,
		strlen(generation->record.text));
}

static void print_line(const struct generation *generation, const struct output_file *file)
{
	static const char *const verbs[2][3] = {
		{NULL, "wrote", "removed"}, {NULL, "would write", "would remove"}};
	const char *verb = verbs[is_dry(generation->invocation)][file->change];

	if (!verb || (!file->bytes && file->change == OUTPUT_UNCHANGED))
		return;
	printf("%s ", verb);
	print_safely(stdout, generation->folder);
	printf("/%s\n", file->path);
}

static void print_diff(const struct generation *generation, const struct output_file *file)
{
	char *name = must_print("%s/%s", generation->folder, file->path);
	struct diff_side before = {file->old ? name : "/dev/null", file->old, file->old_length};
	struct diff_side after = {file->bytes ? name : "/dev/null", file->bytes, file->length};

	diff_print(stdout, &before, &after);
	free(name);
}

static void print_files(const struct generation *generation)
{
	const struct invocation *invocation = generation->invocation;

	for (size_t i = 0; i < generation->output.count; i++) {
		const struct output_file *file = &generation->output.files[i];
		if (strcmp(file->path, RECORD_NAME) == 0)
			continue;
		if (invocation->values[OPTION_DIFF])
			print_diff(generation, file);
		else if (!invocation->values[OPTION_QUIET])
			print_line(generation, file);
	}
}

static size_t count_files(const struct generation *generation, enum output_change change)
{
	size_t count = 0;

	for (size_t i = 0; i < generation->output.count; i++) {
		const struct output_file *file = &generation->output.files[i];
		count += file->change == change && strcmp(file->path, RECORD_NAME) != 0 &&
			 (file->bytes || file->change == OUTPUT_REMOVED);
	}
	return count;
}

static void print_count(
	const struct generation *generation, enum output_change change, const char *word)
{
	size_t count = count_files(generation, change);

	if (count)
		printf(", %zu %s", count, word);
}

/* Then what is left to do. */
static int print_summary(const struct generation *generation)
{
	const char *bytes;
	size_t length;
	mk_status status;

	if (generation->invocation->values[OPTION_QUIET])
		return EXIT_CLEAN;
	printf("%zu nodes: %zu files written", mk_node_count(generation->job.ctx),
		count_files(generation, OUTPUT_WRITTEN));
	print_count(generation, OUTPUT_REMOVED, "removed");
	print_count(generation, OUTPUT_UNCHANGED, "unchanged");
	printf("\n\n");
	status = mk_render_next_steps(generation->job.ctx, generation->folder, &bytes, &length);
	if (status == MK_OK)
		fwrite(bytes, 1, length, stdout);
	return exit_status_of(status);
}

/* What the run read: to be freed, and its strings. */
static char **list_inputs(const struct generation *generation)
{
	const struct invocation *invocation = generation->invocation;
	const struct built *built = &generation->job.built;
	const char *const read[] = {
		invocation->operands[0], generation->job.board, invocation->values[OPTION_LOCK]};
	size_t count = sizeof read / sizeof *read;
	size_t include_count = 0;
	char **inputs;
	size_t used = 0;

	while (mk_layout_include(generation->job.ctx, include_count))
		include_count++;
	inputs = must_allocate(count + include_count + built->image_count + 1, sizeof *inputs);

	for (size_t i = 0; i < count; i++)
		if (read[i] && strcmp(read[i], "-") != 0)
			inputs[used++] = must_print("%s", read[i]);
	for (size_t i = 0; i < include_count; i++)
		inputs[used++] = path_beside(
			invocation->operands[0], mk_layout_include(generation->job.ctx, i));
	for (size_t i = 0; i < built->image_count; i++)
		inputs[used++] = built_path(invocation->values[OPTION_IMAGES], built->images[i]);
	return inputs;
}

/* What is read and then written in the same run is no reason to run again. */
static void drop_target(char **inputs, const char *target)
{
	char **kept = inputs;

	for (; *inputs; inputs++)
		if (is_same_file(*inputs, target))
			free(*inputs);
		else
			*kept++ = *inputs;
	*kept = NULL;
}

static int write_depfile(const struct generation *generation)
{
	const char *path = generation->invocation->values[OPTION_DEPFILE];
	char **inputs;
	char *target;
	int status;

	if (!path)
		return EXIT_CLEAN;
	target = must_print("%s/%s", generation->folder, DEPFILE_TARGET);
	inputs = list_inputs(generation);
	drop_target(inputs, target);
	status = depfile_write(path, target, (const char *const *)inputs);
	for (char **input = inputs; *input; input++)
		free(*input);
	free(inputs);
	free(target);
	return status;
}

static int compare_with_folder(struct generation *generation)
{
	int status = output_open(&generation->output, generation->folder);

	if (status == EXIT_CLEAN)
		status = record_read(&generation->record, &generation->output,
			generation->invocation->operands[0], generation->artifacts,
			generation->artifact_count);
	if (status == EXIT_CLEAN && !generation->invocation->values[OPTION_FORCE])
		status = record_check_layout(&generation->record, &generation->output);
	if (status == EXIT_CLEAN)
		status = add_artifacts(generation);
	if (status == EXIT_CLEAN)
		status = add_removals(generation);
	return status;
}

/*
 * A run that was killed behind its last file leaves the record of before, by which a later run
 * would remove the wrong files.
 */
static bool is_recorded(const struct generation *generation)
{
	const struct record *record = &generation->record;

	for (size_t i = 0; record->listed_count && i < generation->artifact_count; i++) {
		const char *path = mk_artifact_path(generation->artifacts[i]);
		size_t length;
		const char *bytes = mk_artifact_bytes(generation->artifacts[i], &length);
		if (!record_lists(record, path) || record_differs(record, path, bytes, length))
			return false;
	}
	return record->stale_count == 0;
}

static int compare_only(const struct generation *generation)
{
	const struct invocation *invocation = generation->invocation;

	print_files(generation);
	if (!invocation->values[OPTION_CHECK] && !invocation->values[OPTION_DIFF])
		return EXIT_CLEAN;
	if (output_would_change(&generation->output))
		return EXIT_FOUND;
	if (is_recorded(generation))
		return EXIT_CLEAN;
	message("'%s/" RECORD_NAME "' is that of an earlier run: the last one was cut short",
		generation->folder);
	return EXIT_FOUND;
}

static int deliver(struct generation *generation)
{
	int status = compare_with_folder(generation);

	if (status != EXIT_CLEAN)
		return status;
	if (is_dry(generation->invocation))
		return compare_only(generation);
	status = add_record(generation);
	if (status == EXIT_CLEAN)
		status = output_write(&generation->output);
	if (status != EXIT_CLEAN)
		return status;
	print_files(generation);
	status = write_depfile(generation);
	return status == EXIT_CLEAN ? print_summary(generation) : status;
}

static int generate(struct generation *generation)
{
	const struct invocation *invocation = generation->invocation;
	int status;

	if (job_has_findings(&generation->job))
		job_print_findings(&generation->job, invocation, "text", stderr);
	status = job_exit_status(&generation->job, invocation);
	if (status != EXIT_CLEAN)
		return status;
	status = exit_status_of(
		mk_emit(generation->job.ctx, &generation->artifacts, &generation->artifact_count));
	if (status != EXIT_CLEAN)
		return status;
	if (invocation->values[OPTION_VERIFY])
		status = verify_artifacts(
			&generation->job, generation->artifacts, generation->artifact_count);
	if (status != EXIT_CLEAN)
		return status;
	status = deliver(generation);
	output_close(&generation->output);
	record_free(&generation->record);
	return status;
}

/* "out/" as "out", so that paths below it are spelled as builds spell them. To be freed. */
static char *without_slash(const char *folder)
{
	size_t length = strlen(folder);

	while (length > 1 && folder[length - 1] == '/')
		length--;
	return must_print("%.*s", (int)length, folder);
}

static int run_gen(const struct invocation *invocation)
{
	struct generation generation = {.invocation = invocation};
	int status = check_standard_input(invocation);

	if (status != EXIT_CLEAN)
		return status;
	if (!invocation->values[OPTION_OUTPUT]) {
		message("'gen' needs the folder to write to: --output DIR");
		return EXIT_USAGE;
	}
	generation.folder = without_slash(invocation->values[OPTION_OUTPUT]);
	job_open(&generation.job, invocation, invocation->operands[0]);
	status = generate(&generation);
	job_close(&generation.job);
	free(generation.folder);
	return status;
}

const struct command command_gen = {
	.name = "gen",
	.operands = "LAYOUT -o DIR",
	.summary = "Generates each node's configuration, or nothing if there is an error",
	.options =
		OPTION_BIT(OPTION_BOARD) | OPTION_BIT(OPTION_OUTPUT) | OPTION_BIT(OPTION_CHECK) |
		OPTION_BIT(OPTION_DIFF) | OPTION_BIT(OPTION_DRY_RUN) | OPTION_BIT(OPTION_DEPFILE) |
		OPTION_BIT(OPTION_ALLOW) | OPTION_BIT(OPTION_SEVERITY) | OPTION_BIT(OPTION_WERROR) |
		OPTION_BIT(OPTION_COLOR) | OPTION_BIT(OPTION_QUIET) | OPTION_BIT(OPTION_LOCK) |
		OPTION_BIT(OPTION_VERIFY) | OPTION_BIT(OPTION_FORCE) | OPTION_BIT(OPTION_CONTRACT) |
		OPTION_BIT(OPTION_INCLUDE_OUTSIDE) | OPTION_BIT(OPTION_IMAGES),
	.once = OPTION_BIT(OPTION_BOARD),
	.least_operands = 1,
	.most_operands = 1,
	.run = run_gen,
};
