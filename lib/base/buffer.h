/* SPDX-License-Identifier: BSD-2-Clause */
/* Text that grows in an arena. Always NUL-terminated once something was added. */
#ifndef MK_BASE_BUFFER_H
#define MK_BASE_BUFFER_H

#include "base/arena.h"

struct mk_buffer {
	struct mk_arena *arena;
	char *text;
	size_t length;
	size_t capacity;
};

void mk_buffer_init(struct mk_buffer *buffer, struct mk_arena *arena);
void mk_buffer_add(struct mk_buffer *buffer, const char *text, size_t length);
void mk_buffer_puts(struct mk_buffer *buffer, const char *text);
void mk_buffer_putc(struct mk_buffer *buffer, char byte);
__attribute__((format(printf, 2, 3))) void mk_buffer_printf(
	struct mk_buffer *buffer, const char *format, ...);

/* `count` copies of `byte`. */
void mk_buffer_fill(struct mk_buffer *buffer, char byte, size_t count);

#endif
