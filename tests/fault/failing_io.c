/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Preloaded: of the calls that read, write or change files the one numbered by FAIL_CALL (from 1)
 * fails, once: with the errno FAIL_ERRNO; or, where that is 0, the process is killed at it. A
 * write that fails has written half of its bytes, and one that is interrupted says so. FAIL_MARK
 * names a file that is made when the call is reached.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static _Atomic unsigned long countdown; /* 0: count no more */
static int with_errno;
static const char *mark; /* or NULL */

__attribute__((constructor)) static void begin(void)
{
	const char *number = getenv("FAIL_CALL");
	const char *reason = getenv("FAIL_ERRNO");

	countdown = number ? strtoul(number, NULL, 10) : 0;
	with_errno = reason ? atoi(reason) : 0;
	mark = getenv("FAIL_MARK");
}

/* By system calls: it is called from calls that are counted. */
static void leave_mark(void)
{
	long fd = mark ? syscall(SYS_openat, AT_FDCWD, mark, O_WRONLY | O_CREAT, 0600) : -1;

	if (fd >= 0)
		syscall(SYS_close, fd);
}

static int fails(void)
{
	if (!countdown || --countdown)
		return 0;
	leave_mark();
	if (!with_errno)
		raise(SIGKILL);
	errno = with_errno;
	return 1;
}

ssize_t read(int fd, void *bytes, size_t length)
{
	return fails() ? -1 : syscall(SYS_read, fd, bytes, length);
}

ssize_t write(int fd, const void *bytes, size_t length)
{
	ssize_t half;

	if (!fails())
		return syscall(SYS_write, fd, bytes, length);
	half = syscall(SYS_write, fd, bytes, length / 2);
	errno = with_errno;
	return with_errno == EINTR && half > 0 ? half : -1;
}

/* What cannot be closed is closed all the same. */
int close(int fd)
{
	int failed = fails();
	int result = (int)syscall(SYS_close, fd);

	if (failed)
		errno = with_errno;
	return failed ? -1 : result;
}

int fsync(int fd)
{
	return fails() ? -1 : (int)syscall(SYS_fsync, fd);
}

int renameat(int from, const char *old, int to, const char *name)
{
	return fails() ? -1 : (int)syscall(SYS_renameat2, from, old, to, name, 0);
}

int unlinkat(int folder, const char *name, int flags)
{
	return fails() ? -1 : (int)syscall(SYS_unlinkat, folder, name, flags);
}

int mkdirat(int folder, const char *name, mode_t mode)
{
	return fails() ? -1 : (int)syscall(SYS_mkdirat, folder, name, mode);
}

/* openat and open take a mode where they may make a file. */
static mode_t mode_in(int flags, va_list arguments)
{
	return flags & (O_CREAT | O_TMPFILE) ? va_arg(arguments, mode_t) : 0;
}

int openat(int folder, const char *name, int flags, ...)
{
	va_list arguments;
	mode_t mode;

	va_start(arguments, flags);
	mode = mode_in(flags, arguments);
	va_end(arguments);
	return fails() ? -1 : (int)syscall(SYS_openat, folder, name, flags, mode);
}

int open(const char *name, int flags, ...)
{
	va_list arguments;
	mode_t mode;

	va_start(arguments, flags);
	mode = mode_in(flags, arguments);
	va_end(arguments);
	return fails() ? -1 : (int)syscall(SYS_openat, AT_FDCWD, name, flags, mode);
}
