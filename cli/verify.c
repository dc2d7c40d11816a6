/* SPDX-License-Identifier: BSD-2-Clause */
#include "verify.h"

#include <errno.h>
#include <limits.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "memory.h"
#include "message.h"
#include "output.h"
#include "signals.h"
#include "status.h"

#define PROGRAM "mkpart-verify"
#define FIXED_ARGUMENTS 5 /* program, --quiet, --board, its file, the folder */

extern char **environ;

/* The program beside this one; to be freed. */
static char *program_path(void)
{
	char self[PATH_MAX];
	ssize_t length = readlink("/proc/self/exe", self, sizeof self);
	const char *end = length > 0 ? memrchr(self, '/', (size_t)length) : NULL;

	return must_print("%.*s/" PROGRAM, end ? (int)(end - self) : 1, end ? self : ".");
}

/* What it prints goes where findings go: standard output is for what is generated. */
static int spawn(const char *program, char **arguments, const sigset_t *mask, pid_t *child)
{
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	int failed;

	posix_spawn_file_actions_init(&actions);
	posix_spawnattr_init(&attributes);
	posix_spawn_file_actions_adddup2(&actions, STDERR_FILENO, STDOUT_FILENO);
	posix_spawnattr_setsigmask(&attributes, mask);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
	failed = posix_spawn(child, program, &actions, &attributes, arguments, environ);
	posix_spawnattr_destroy(&attributes);
	posix_spawn_file_actions_destroy(&actions);
	return failed;
}

static int explain_missing(const char *program, int reason)
{
	if (access(program, X_OK) == 0 && reason == ENOENT)
		message("cannot run '%s', which --verify needs: python3 is not installed", program);
	else
		message("cannot run '%s', which --verify needs: %s", program, strerror(reason));
	return EXIT_UNREADABLE;
}

static int outcome_of(int status)
{
	if (WIFEXITED(status) && WEXITSTATUS(status) == EXIT_CLEAN)
		return EXIT_CLEAN;
	if (WIFEXITED(status) && WEXITSTATUS(status) == EXIT_FOUND) {
		message("nothing is written: " PROGRAM " refuses it");
		return EXIT_FOUND;
	}
	message("nothing is written: " PROGRAM " could not check it");
	return WIFEXITED(status) && WEXITSTATUS(status) == EXIT_UNREADABLE ? EXIT_UNREADABLE
									   : EXIT_INTERNAL;
}

static int run(char **arguments, const sigset_t *mask)
{
	char *program = program_path();
	pid_t child;
	int status = EXIT_CLEAN;
	int failed = spawn(program, arguments, mask, &child);

	if (failed) {
		status = explain_missing(program, failed);
	} else {
		while (waitpid(child, &status, 0) < 0 && errno == EINTR)
			continue;
		status = outcome_of(status);
	}
	free(program);
	return status;
}

/* A file of a name below a folder, and its bytes. */
struct staged_file {
	const char *path;
	const char *bytes;
	size_t length;
};

/* Writes all files below the folder, or (`there` false) removes them. */
static int write_staged(
	const char *folder, const struct staged_file *files, size_t count, bool there)
{
	struct output output;
	int status = output_open(&output, folder);

	for (size_t i = 0; i < count && status == EXIT_CLEAN; i++)
		status = output_add(&output, files[i].path, there ? files[i].bytes : NULL,
			there ? files[i].length : 0);
	if (status == EXIT_CLEAN)
		status = output_write(&output);
	output_close(&output);
	return status;
}

static int judge(const struct job *job, const char *path, const sigset_t *mask)
{
	const char *const *facts;
	size_t count;
	size_t used = 0;
	char **arguments;
	int status = exit_status_of(mk_stated_facts(job->ctx, &facts, &count));

	if (status != EXIT_CLEAN)
		return status;
	arguments = must_allocate(FIXED_ARGUMENTS + count + 1, sizeof *arguments);
	arguments[used++] = must_print(PROGRAM);
	arguments[used++] = must_print("--quiet");
	arguments[used++] = must_print("--board=%s", job->board);
	for (size_t i = 0; i < count; i++)
		arguments[used++] = must_print("%s", facts[i]);
	arguments[used++] = must_print("--");
	arguments[used++] = must_print("%s", path);
	status = run(arguments, mask);
	while (used)
		free(arguments[--used]);
	free(arguments);
	return status;
}

/* `target` is what is judged: the folder of the files, or one of them. */
static int judge_staged(const struct job *job, const char *folder, const char *target,
	const struct staged_file *files, size_t count, const sigset_t *mask)
{
	char *path = target ? must_print("%s/%s", folder, target) : must_print("%s", folder);
	int status = write_staged(folder, files, count, true);

	if (status == EXIT_CLEAN)
		status = judge(job, path, mask);
	write_staged(folder, files, count, false);
	free(path);
	return status;
}

static int verify(
	const struct job *job, const char *target, const struct staged_file *files, size_t count)
{
	const char *place = getenv("TMPDIR");
	char *folder;
	sigset_t before;
	int status;

	if (!job->board || strcmp(job->board, "-") == 0) {
		message("'--verify' needs a board in a file, not on standard input");
		return EXIT_USAGE;
	}
	folder = must_print("%s/mkpart-XXXXXX", place && *place ? place : "/tmp");
	signals_postpone(&before);
	if (!mkdtemp(folder)) {
		message("cannot make folder '%s': %s [" OUTPUT_REFUSED "]", folder,
			strerror(errno));
		status = EXIT_UNREADABLE;
	} else {
		status = judge_staged(job, folder, target, files, count, &before);
		rmdir(folder);
	}
	signals_resume(&before);
	free(folder);
	return status;
}

int verify_artifacts(const struct job *job, const mk_artifact *const *artifacts, size_t count)
{
	struct staged_file *files = must_allocate(count + 1, sizeof *files);
	int status;

	for (size_t i = 0; i < count; i++) {
		files[i].path = mk_artifact_path(artifacts[i]);
		files[i].bytes = mk_artifact_bytes(artifacts[i], &files[i].length);
	}
	status = verify(job, NULL, files, count);
	free(files);
	return status;
}

int verify_image(const struct job *job, const char *name, const char *bytes, size_t length)
{
	return verify(job, name, &(struct staged_file){name, bytes, length}, 1);
}
