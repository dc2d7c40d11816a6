/* SPDX-License-Identifier: BSD-2-Clause */
#include "dts.h"

#include <errno.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
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

bool dts_has(const struct input *text, const char *directive)
{
	return text->length && memmem(text->bytes, text->length, directive, strlen(directive));
}

bool dts_names_files(const struct input *text)
{
	return dts_has(text, "/include/") || dts_has(text, "/incbin/");
}

/* --- running dtc ------------------------------------------------------------------------------ */

/* A file in memory that begins with these bytes; -1 where there can be none. */
static int hold(const struct input *bytes)
{
	int fd = memfd_create("mkpart-dtc", MFD_CLOEXEC);
	size_t done = 0;

	while (fd >= 0 && done < bytes->length) {
		ssize_t written = write(fd, bytes->bytes + done, bytes->length - done);
		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0) {
			close(fd);
			return -1;
		}
		done += (size_t)written;
	}
	if (fd >= 0)
		lseek(fd, 0, SEEK_SET);
	return fd;
}

static bool spawn_dtc(
	const char *from, const char *to, int input, int output, int complaints, pid_t *child)
{
	char *arguments[] = {must_print("dtc"), must_print("-q"), must_print("-I"),
		must_print("%s", from), must_print("-O"), must_print("%s", to), must_print("-"),
		NULL};
	posix_spawn_file_actions_t actions;
	int failed;

	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
	posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
	posix_spawn_file_actions_adddup2(&actions, complaints, STDERR_FILENO);
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

/* Its first line. */
static char *complaint_in(int fd)
{
	char line[256] = "";
	ssize_t got;

	lseek(fd, 0, SEEK_SET);
	got = read(fd, line, sizeof line - 1);
	if (got > 0)
		line[strcspn(line, "\n")] = '\0';
	return must_print("%s", got > 0 ? line : "it says nothing");
}

/* All three are open. */
static char *convert(const char *from, const char *to, const int fds[3], struct input *result)
{
	const char *failure;
	pid_t child;

	if (!spawn_dtc(from, to, fds[0], fds[1], fds[2], &child))
		return must_print("there is no program dtc");
	if (!has_succeeded(child))
		return complaint_in(fds[2]);
	lseek(fds[1], 0, SEEK_SET);
	failure = input_read_open(result, fds[1]);
	return failure ? must_print("%s", failure) : NULL;
}

char *dts_convert(const struct input *bytes, const char *from, const char *to, struct input *result)
{
	const struct input nothing = {NULL, 0};
	int fds[3] = {hold(bytes), hold(&nothing), hold(&nothing)};
	char *complaint;

	*result = nothing;
	if (fds[0] < 0 || fds[1] < 0 || fds[2] < 0)
		complaint = must_print("%s", strerror(errno));
	else
		complaint = convert(from, to, fds, result);
	for (size_t i = 0; i < 3; i++)
		if (fds[i] >= 0)
			close(fds[i]);
	return complaint;
}

/* Its complaints are not shown: whoever compiles by hand sees them. */
void dts_compile(struct source *source)
{
	struct input blob;
	char *complaint;

	if (!is_dts(source) || dts_names_files(&source->input))
		return;
	complaint = dts_convert(&source->input, "dts", "dtb", &blob);
	if (!complaint) {
		input_free(&source->input);
		source->input = blob;
	}
	free(complaint);
}
