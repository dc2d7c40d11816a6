/* SPDX-License-Identifier: BSD-2-Clause */
#include "input.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "memory.h"

/* One byte more than the library takes of any input. */
#define INPUT_MAX_BYTES ((size_t)16 * 1024 * 1024 + 1)

/* A loader with root tasks of 100 MiB is well below it. */
#define BUILT_MAX_BYTES ((size_t)1024 * 1024 * 1024)

static const char *check_kind(int fd, enum input_trust trust)
{
	struct stat status;

	if (fstat(fd, &status) != 0)
		return strerror(errno);
	if (S_ISDIR(status.st_mode))
		return strerror(EISDIR);
	if (trust != INPUT_NAMED_BY_USER && !S_ISREG(status.st_mode))
		return "Not a regular file";
	return NULL;
}

/* Doubles the room when it is full. */
static void make_room(struct input *input, size_t *capacity, size_t limit)
{
	if (input->length < *capacity)
		return;
	*capacity = *capacity ? *capacity * 2 : (size_t)64 * 1024;
	if (*capacity > limit)
		*capacity = limit;
	input->bytes = must_resize(input->bytes, *capacity);
}

static const char *read_all(struct input *input, int fd, size_t limit)
{
	size_t capacity = 0;

	while (input->length < limit) {
		ssize_t got;
		make_room(input, &capacity, limit);
		got = read(fd, input->bytes + input->length, capacity - input->length);
		if (got == 0)
			return NULL;
		if (got < 0 && errno != EINTR)
			return strerror(errno);
		if (got > 0)
			input->length += (size_t)got;
	}
	return NULL;
}

static int open_input(const char *path, enum input_trust trust)
{
	if (trust == INPUT_NAMED_BY_USER && strcmp(path, "-") == 0)
		return STDIN_FILENO;
	/* Without O_NONBLOCK, opening a FIFO waits for its writer. */
	return open(path,
		O_RDONLY | O_CLOEXEC | O_NOCTTY | (trust == INPUT_NAMED_BY_USER ? 0 : O_NONBLOCK));
}

const char *input_read(struct input *input, const char *path, enum input_trust trust)
{
	size_t limit = trust == INPUT_BUILT ? BUILT_MAX_BYTES + 1 : INPUT_MAX_BYTES;
	int fd = open_input(path, trust);
	const char *reason;

	*input = (struct input){NULL, 0};
	if (fd < 0)
		return strerror(errno);
	reason = check_kind(fd, trust);
	if (!reason)
		reason = read_all(input, fd, limit);
	if (!reason && input->length > BUILT_MAX_BYTES)
		reason = "It is larger than 1 GiB";
	if (fd != STDIN_FILENO)
		close(fd);
	if (reason)
		input_free(input);
	return reason;
}

const char *input_read_open(struct input *input, int fd)
{
	const char *reason;

	*input = (struct input){NULL, 0};
	reason = read_all(input, fd, INPUT_MAX_BYTES);
	if (reason)
		input_free(input);
	return reason;
}

void input_free(struct input *input)
{
	free(input->bytes);
	*input = (struct input){NULL, 0};
}

struct source source_read(const char *path, enum input_trust trust)
{
	struct source source = {.path = path};

	source.reason = input_read(&source.input, path, trust);
	return source;
}

void source_free(struct source *source)
{
	input_free(&source->input);
}

char *path_beside(const char *layout, const char *path)
{
	const char *slash = strrchr(layout, '/');

	if (path[0] == '/' || !slash)
		return must_print("%s", path);
	return must_print("%.*s/%s", (int)(slash - layout), layout, path);
}
