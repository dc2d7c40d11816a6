/* SPDX-License-Identifier: BSD-2-Clause */
#include "folder.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "memory.h"

static bool name_is_plain(const char *name, size_t length)
{
	if (length == 0 || length > NAME_MAX || strncmp(name, ".", length) == 0 ||
		strncmp(name, "..", length) == 0)
		return false;
	for (size_t i = 0; i < length; i++)
		if (name[i] < 0x20 || name[i] > 0x7e || name[i] == '\\')
			return false;
	return true;
}

bool path_is_inside(const char *path)
{
	if (strlen(path) >= PATH_MAX)
		return false;
	for (;;) {
		size_t length = strcspn(path, "/");
		if (!name_is_plain(path, length))
			return false;
		if (!path[length])
			return true;
		path += length + 1;
	}
}

size_t path_name_offset(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? (size_t)(slash - path) + 1 : 0;
}

static int make_parents(const char *path)
{
	char copy[PATH_MAX];
	size_t length = strlen(path);

	if (length >= sizeof copy) {
		errno = ENAMETOOLONG;
		return -1;
	}
	memcpy(copy, path, length + 1);
	for (size_t i = 1; i <= length; i++) {
		if (copy[i] != '/' && copy[i] != '\0')
			continue;
		copy[i] = '\0';
		if (mkdir(copy, 0777) != 0 && errno != EEXIST)
			return -1;
		copy[i] = path[i];
	}
	return 0;
}

int folder_open(const char *path, bool create)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd >= 0 || !create || errno != ENOENT)
		return fd;
	if (make_parents(path) != 0)
		return -1;
	return open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

/* One step down; closes `fd`. */
static int step_into(int fd, const char *path, size_t start, size_t end, size_t *made)
{
	char name[NAME_MAX + 1];
	int next;

	memcpy(name, path + start, end - start);
	name[end - start] = '\0';
	if (made && mkdirat(fd, name, 0777) == 0 && *made == 0)
		*made = end;
	next = openat(fd, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (next < 0) {
		int reason = errno;
		close(fd);
		errno = reason;
		return -1;
	}
	close(fd);
	return next;
}

int folder_descend(int root, const char *path, size_t *made)
{
	int fd = fcntl(root, F_DUPFD_CLOEXEC, 0);
	size_t start = 0;

	while (fd >= 0) {
		size_t end = start + strcspn(path + start, "/");
		if (!path[end])
			break;
		if (end - start > NAME_MAX) {
			close(fd);
			errno = ENAMETOOLONG;
			return -1;
		}
		fd = step_into(fd, path, start, end, made);
		start = end + 1;
	}
	return fd;
}

void folder_prune(int root, const char *path, size_t least)
{
	char copy[PATH_MAX];
	size_t length = path_name_offset(path);

	while (length > 0 && length - 1 >= least && length < sizeof copy) {
		memcpy(copy, path, length - 1);
		copy[length - 1] = '\0';
		if (unlinkat(root, copy, AT_REMOVEDIR) != 0)
			return;
		length = path_name_offset(copy);
	}
}

/* Up to *length bytes; -1 and errno. */
static int read_up_to(int fd, char *bytes, size_t *length)
{
	size_t have = 0;

	while (have < *length) {
		ssize_t got = read(fd, bytes + have, *length - have);
		if (got == 0)
			break;
		if (got < 0 && errno != EINTR)
			return -1;
		if (got > 0)
			have += (size_t)got;
	}
	*length = have;
	return 0;
}

static enum file_state read_open_file(int fd, size_t limit, char **bytes, size_t *length)
{
	struct stat status;

	if (fstat(fd, &status) != 0)
		return FILE_REFUSED;
	if (!S_ISREG(status.st_mode)) {
		errno = S_ISDIR(status.st_mode) ? EISDIR : EINVAL;
		return FILE_REFUSED;
	}
	*length = (uintmax_t)status.st_size > limit ? limit + 1 : (size_t)status.st_size;
	*bytes = must_allocate(*length, 1);
	if (read_up_to(fd, *bytes, length) == 0)
		return FILE_READ;
	free(*bytes);
	*bytes = NULL;
	return FILE_REFUSED;
}

enum file_state file_read_below(
	int root, const char *path, size_t limit, char **bytes, size_t *length)
{
	int parent = folder_descend(root, path, NULL);
	enum file_state state;
	int reason;
	int fd;

	if (parent < 0)
		return errno == ENOENT ? FILE_MISSING : FILE_REFUSED;
	fd = openat(parent, path + path_name_offset(path),
		O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	reason = errno;
	close(parent);
	errno = reason;
	if (fd < 0)
		return reason == ENOENT ? FILE_MISSING : FILE_REFUSED;
	state = read_open_file(fd, limit, bytes, length);
	reason = errno;
	close(fd);
	errno = reason;
	return state;
}
