/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Preloaded: the allocation numbered by FAIL_ALLOCATION (from 1) fails, once. FAIL_MARK names a
 * file that is made when it does, so that the caller knows when it has been through all of them.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

static void *(*real_malloc)(size_t);
static void *(*real_calloc)(size_t, size_t);
static void *(*real_realloc)(void *, size_t);
static _Atomic unsigned long countdown; /* 0: count no more */

/* POSIX lets a function be reached only through such a conversion of dlsym's result. */
static void find(void *target, const char *name)
{
	*(void **)target = dlsym(RTLD_NEXT, name);
}

__attribute__((constructor)) static void begin(void)
{
	const char *number = getenv("FAIL_ALLOCATION");

	find(&real_malloc, "malloc");
	find(&real_calloc, "calloc");
	find(&real_realloc, "realloc");
	countdown = number ? strtoul(number, NULL, 10) : 0;
}

static void leave_mark(void)
{
	const char *name = getenv("FAIL_MARK");

	if (name)
		close(open(name, O_WRONLY | O_CREAT, 0600));
}

static int fails(void)
{
	if (!countdown || --countdown)
		return 0;
	leave_mark();
	errno = ENOMEM;
	return 1;
}

void *malloc(size_t size)
{
	if (!real_malloc)
		find(&real_malloc, "malloc");
	return fails() ? NULL : real_malloc(size);
}

void *calloc(size_t count, size_t size)
{
	if (!real_calloc)
		find(&real_calloc, "calloc");
	return fails() ? NULL : real_calloc(count, size);
}

void *realloc(void *memory, size_t size)
{
	if (!real_realloc)
		find(&real_realloc, "realloc");
	return fails() ? NULL : real_realloc(memory, size);
}
