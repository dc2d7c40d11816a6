/* SPDX-License-Identifier: BSD-2-Clause */
#include "memory.h"

#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "command.h"
#include "message.h"

/* One thread ends the program; another one that comes here waits for that. */
void out_of_memory(void)
{
	static pthread_mutex_t once = PTHREAD_MUTEX_INITIALIZER;

	pthread_mutex_lock(&once);
	message("out of memory");
	exit(EXIT_INTERNAL);
}

void *must_allocate(size_t count, size_t size_bytes)
{
	void *memory = calloc(count ? count : 1, size_bytes ? size_bytes : 1);

	if (!memory)
		out_of_memory();
	return memory;
}

void *must_resize(void *memory, size_t size_bytes)
{
	void *larger = realloc(memory, size_bytes);

	if (!larger)
		out_of_memory();
	return larger;
}

char *must_print(const char *format, ...)
{
	va_list arguments;
	char *text;

	va_start(arguments, format);
	text = try_vprint(format, arguments);
	va_end(arguments);
	if (!text)
		out_of_memory();
	return text;
}
