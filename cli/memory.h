/* SPDX-License-Identifier: BSD-2-Clause */
/* Memory of the command line: where there is none left, these say so and exit. */
#ifndef MEMORY_H
#define MEMORY_H

#include <stdarg.h>
#include <stddef.h>

_Noreturn void out_of_memory(void);

/* Zeroed; to be freed. */
void *must_allocate(size_t count, size_t size_bytes);

/* As realloc. */
void *must_resize(void *memory, size_t size_bytes);

/* Formatted text, to be freed. */
__attribute__((format(printf, 1, 2))) char *must_print(const char *format, ...);

#endif
