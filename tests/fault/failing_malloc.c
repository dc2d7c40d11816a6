/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Preloaded: the allocation numbered by FAIL_ALLOCATION (from 1) fails, once. FAIL_MARK names a
 * file that is made when it does, so that the caller knows when it has been through all of them.
 * FAIL_SPARE is part of the name of a shared library whose allocations do not count.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void *(*real_malloc)(size_t);
static void *(*real_calloc)(size_t, size_t);
static void *(*real_realloc)(void *, size_t);
static _Atomic unsigned long countdown; /* 0: count no more */
static const char *spared;		/* or NULL */

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
	spared = getenv("FAIL_SPARE");
	countdown = number ? strtoul(number, NULL, 10) : 0;
}

static void leave_mark(void)
{
	const char *name = getenv("FAIL_MARK");

	if (name)
		close(open(name, O_WRONLY | O_CREAT, 0600));
}

static int is_spared(const void *caller)
{
	Dl_info library;

	return spared && dladdr(caller, &library) && library.dli_fname &&
	       strstr(library.dli_fname, spared);
}

static int fails(const void *caller)
{
	if (!countdown || is_spared(caller) || --countdown)
		return 0;
	leave_mark();
	errno = ENOMEM;
	return 1;
}

void *malloc(size_t size)
{
	if (!real_malloc)
		find(&real_malloc, "malloc");
	return fails(__builtin_return_address(0)) ? NULL : real_malloc(size);
}

void *calloc(size_t count, size_t size)
{
	if (!real_calloc)
		find(&real_calloc, "calloc");
	return fails(__builtin_return_address(0)) ? NULL : real_calloc(count, size);
}

void *realloc(void *memory, size_t size)
{
	if (!real_realloc)
		find(&real_realloc, "realloc");
	return fails(__builtin_return_address(0)) ? NULL : real_realloc(memory, size);
}
