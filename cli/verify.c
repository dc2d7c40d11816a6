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
	message("nothing is written: " PROGRAM " could not judge it");
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

/* Writes all files below the folder, or (`bytes` false) removes them. */
static int write_staged(
	const char *folder, const mk_artifact *const *artifacts, size_t count, bool bytes)
{
	struct output output;
	int status = output_open(&output, folder);

	for (size_t i = 0; i < count && status == EXIT_CLEAN; i++) {
		size_t length;
		const char *content = mk_artifact_bytes(artifacts[i], &length);
		status = output_add(&output, mk_artifact_path(artifacts[i]), bytes ? content : NULL,
			bytes ? length : 0);
	}
	if (status == EXIT_CLEAN)
		status = output_write(&output);
	output_close(&output);
	return status;
}

static int judge(const struct job *job, const char *folder, const sigset_t *mask)
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
	arguments[used++] = must_print("%s", folder);
	status = run(arguments, mask);
	while (used)
		free(arguments[--used]);
	free(arguments);
	return status;
}

int verify_artifacts(const struct job *job, const mk_artifact *const *artifacts, size_t count)
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
		status = write_staged(folder, artifacts, count, true);
		if (status == EXIT_CLEAN)
			status = judge(job, folder, &before);
		write_staged(folder, artifacts, count, false);
		rmdir(folder);
	}
	signals_resume(&before);
	free(folder);
	return status;
}
