/* SPDX-License-Identifier: BSD-2-Clause */
#include "dts.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "memory.h"

#define MARK "/dts-v1/"
#define MARK_WITHIN ((size_t)64 * 1024)

extern char **environ;

static bool is_dts(const struct source *source)
{
	size_t head = source->input.length < MARK_WITHIN ? source->input.length : MARK_WITHIN;

	return !source->reason && strcmp(source->path, "-") != 0 && head > 0 &&
	       !memchr(source->input.bytes, '\0', head) &&
	       memmem(source->input.bytes, head, MARK, strlen(MARK));
}

/* dtc would read what such a source names, wherever it is, and a device without an end. */
static bool names_files(const struct input *text)
{
	static const char *const directives[] = {"/include/", "/incbin/"};

	for (size_t i = 0; i < sizeof directives / sizeof *directives; i++)
		if (memmem(text->bytes, text->length, directives[i], strlen(directives[i])))
			return true;
	return false;
}

/* Its complaints are not shown: whoever compiles by hand sees them. */
static bool spawn_dtc(const char *path, int output, pid_t *child)
{
	char *arguments[] = {must_print("dtc"), must_print("-q"), must_print("-I"),
		must_print("dts"), must_print("-O"), must_print("dtb"), must_print("--"),
		must_print("%s", path), NULL};
	posix_spawn_file_actions_t actions;
	int failed;

	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
	posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
	failed = posix_spawnp(child, arguments[0], &actions, NULL, arguments, environ);
	posix_spawn_file_actions_destroy(&actions);
	for (char **argument = arguments; *argument; argument++)
		free(*argument);
	return !failed;
}

static bool has_succeeded(pid_t child)
{
	int status;

	while (waitpid(child, &status, 0) < 0)
		if (errno != EINTR)
			return false;
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

void dts_compile(struct source *source)
{
	struct input blob = {NULL, 0};
	const char *failure;
	int ends[2];
	pid_t child;

	if (!is_dts(source) || names_files(&source->input) || pipe2(ends, O_CLOEXEC) != 0)
		return;
	if (!spawn_dtc(source->path, ends[1], &child)) {
		close(ends[0]);
		close(ends[1]);
		return;
	}
	close(ends[1]);
	failure = input_read_open(&blob, ends[0]);
	close(ends[0]);
	if (!has_succeeded(child) || failure) {
		input_free(&blob);
		return;
	}
	input_free(&source->input);
	source->input = blob;
}
