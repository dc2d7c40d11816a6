/* SPDX-License-Identifier: BSD-2-Clause */
#include "output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "folder.h"
#include "memory.h"
#include "message.h"
#include "relative.h"
#include "signals.h"

/* A larger file is none of ours; so much of it is enough to see that it differs. */
#define OLD_MAX_BYTES ((size_t)16 * 1024 * 1024)

int output_open(struct output *output, const char *folder)
{
	*output = (struct output){.folder = folder, .root = folder_open(folder, false)};
	if (output->root >= 0 || errno == ENOENT)
		return EXIT_CLEAN;
	message("cannot use folder '%s': %s [" OUTPUT_REFUSED "]", folder, strerror(errno));
	return EXIT_UNREADABLE;
}

static struct output_file *new_file(struct output *output)
{
	if (output->count == output->capacity) {
		output->capacity = output->capacity ? output->capacity * 2 : 16;
		output->files =
			must_resize(output->files, output->capacity * sizeof *output->files);
	}
	return &output->files[output->count++];
}

static int complain(const struct output *output, const char *verb, const char *path)
{
	const char *reason =
		errno == ELOOP || errno == EINVAL ? "it is not a regular file" : strerror(errno);

	message("cannot %s '%s/%s': %s [" OUTPUT_REFUSED "]", verb, output->folder, path, reason);
	return EXIT_UNREADABLE;
}

static enum output_change compare(const struct output_file *file)
{
	if (!file->bytes)
		return file->old ? OUTPUT_REMOVED : OUTPUT_UNCHANGED;
	if (file->old && file->old_length == file->length &&
		(file->length == 0 || memcmp(file->old, file->bytes, file->length) == 0))
		return OUTPUT_UNCHANGED;
	return OUTPUT_WRITTEN;
}

/* Whether that is how it shows that a file to be removed is none, or below no folder. */
static bool is_something_else(int reason)
{
	return reason == ELOOP || reason == EINVAL || reason == EISDIR || reason == ENOTDIR ||
	       reason == ENXIO;
}

int output_add(struct output *output, const char *path, const char *bytes, size_t length)
{
	struct output_file *file = new_file(output);
	enum file_state state = FILE_MISSING;

	*file = (struct output_file){.path = path, .bytes = bytes, .length = length};
	if (output->root >= 0)
		state = file_read_below(
			output->root, path, OLD_MAX_BYTES, &file->old, &file->old_length);
	if (state == FILE_REFUSED && bytes)
		return complain(output, "replace", path);
	if (state == FILE_REFUSED && !is_something_else(errno))
		return complain(output, "remove", path);
	file->change = compare(file);
	return EXIT_CLEAN;
}

bool output_would_change(const struct output *output)
{
	for (size_t i = 0; i < output->count; i++)
		if (output->files[i].change != OUTPUT_UNCHANGED)
			return true;
	return false;
}

static int write_all(int fd, const char *bytes, size_t length)
{
	while (length) {
		ssize_t written = write(fd, bytes, length);
		if (written < 0 && errno != EINTR)
			return -1;
		if (written > 0) {
			bytes += written;
			length -= (size_t)written;
		}
	}
	return fsync(fd) != 0 && errno != EINVAL ? -1 : 0;
}

#define STAGE_ATTEMPTS 100

/* A file of a name that nothing has yet; what a killed run left behind is passed over. */
static int create_staged(int parent, struct output_file *file)
{
	int fd = -1;

	for (int i = 0; fd < 0 && i < STAGE_ATTEMPTS; i++) {
		snprintf(file->staged_name, sizeof file->staged_name, ".mkpart-%ld-%d.tmp",
			(long)getpid(), i);
		fd = openat(parent, file->staged_name,
			O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
		if (fd < 0 && errno != EEXIST)
			break;
	}
	return fd;
}

static int stage(const struct output *output, struct output_file *file)
{
	int parent = folder_descend(output->root, file->path, &file->made);
	int fd = parent < 0 ? -1 : create_staged(parent, file);
	int failed = -1;
	int reason;

	if (fd >= 0) {
		file->staged = true;
		failed = write_all(fd, file->bytes, file->length);
		if (close(fd) != 0)
			failed = -1;
	}
	reason = errno;
	if (parent >= 0)
		close(parent);
	errno = reason;
	return failed;
}

/* Calls that act on a file in its own folder, then make the folder's change durable. */
static int act(const struct output *output, const struct output_file *file,
	int (*action)(int parent, const struct output_file *file))
{
	int parent = folder_descend(output->root, file->path, NULL);
	int failed = parent < 0 ? -1 : action(parent, file);
	int reason = errno;

	if (parent >= 0) {
		if (!failed)
			fsync(parent);
		close(parent);
	}
	errno = reason;
	return failed;
}

static int rename_staged(int parent, const struct output_file *file)
{
	return renameat(
		parent, file->staged_name, parent, file->path + path_name_offset(file->path));
}

static int unlink_staged(int parent, const struct output_file *file)
{
	return unlinkat(parent, file->staged_name, 0);
}

static int unlink_old(int parent, const struct output_file *file)
{
	return unlinkat(parent, file->path + path_name_offset(file->path), 0);
}

static int stage_all(struct output *output)
{
	for (size_t i = 0; i < output->count; i++) {
		struct output_file *file = &output->files[i];
		if (file->change == OUTPUT_WRITTEN && stage(output, file) != 0)
			return complain(output, "write", file->path);
	}
	return EXIT_CLEAN;
}

static int commit_file(const struct output *output, struct output_file *file)
{
	if (file->change == OUTPUT_WRITTEN) {
		if (act(output, file, rename_staged) != 0)
			return complain(output, "write", file->path);
		file->staged = false;
		file->made = 0;
	} else if (file->change == OUTPUT_REMOVED) {
		if (act(output, file, unlink_old) != 0)
			return complain(output, "remove", file->path);
		folder_prune(output->root, file->path, 1);
	}
	return EXIT_CLEAN;
}

static int commit_all(struct output *output)
{
	for (size_t i = 0; i < output->count; i++)
		if (commit_file(output, &output->files[i]) != EXIT_CLEAN)
			return EXIT_UNREADABLE;
	fsync(output->root);
	return EXIT_CLEAN;
}

/* Removes what was staged and not renamed, and the folders made for it. */
static void abandon(struct output *output)
{
	for (size_t i = output->count; i-- > 0;) {
		struct output_file *file = &output->files[i];
		if (file->staged)
			act(output, file, unlink_staged);
		if (file->made)
			folder_prune(output->root, file->path, file->made);
	}
}

static int write_below_root(struct output *output)
{
	int status = stage_all(output);

	if (status == EXIT_CLEAN)
		status = commit_all(output);
	if (status != EXIT_CLEAN)
		abandon(output);
	return status;
}

static int write_changes(struct output *output)
{
	bool made = output->root < 0;
	int status;

	if (made)
		output->root = folder_open(output->folder, true);
	if (output->root < 0) {
		message("cannot make folder '%s': %s [" OUTPUT_REFUSED "]", output->folder,
			strerror(errno));
		return EXIT_UNREADABLE;
	}
	status = write_below_root(output);
	if (status != EXIT_CLEAN && made)
		rmdir(output->folder);
	return status;
}

int output_write(struct output *output)
{
	sigset_t before;
	int status;

	if (!output_would_change(output))
		return EXIT_CLEAN;
	/* An interrupt waits until no staged file is left behind. */
	signals_postpone(&before);
	status = write_changes(output);
	signals_resume(&before);
	return status;
}

void output_close(struct output *output)
{
	for (size_t i = 0; i < output->count; i++)
		free(output->files[i].old);
	free(output->files);
	if (output->root >= 0)
		close(output->root);
	*output = (struct output){.root = -1};
}

int output_write_file(const char *path, const char *bytes, size_t length)
{
	char *folder = folder_of(path);
	struct output output;
	int status = output_open(&output, folder);

	if (status == EXIT_CLEAN)
		status = output_add(&output, name_of(path), bytes, length);
	if (status == EXIT_CLEAN)
		status = output_write(&output);
	output_close(&output);
	free(folder);
	return status;
}
