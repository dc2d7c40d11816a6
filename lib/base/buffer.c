/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/buffer.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

void mk_buffer_init(struct mk_buffer *buffer, struct mk_arena *arena)
{
	*buffer =
		(struct mk_buffer){.arena = arena, .text = mk_arena_alloc(arena, 1), .capacity = 1};
}

/* Makes room for `extra` bytes and a terminating NUL behind the present end. */
static void reserve(struct mk_buffer *buffer, size_t extra)
{
	size_t need = buffer->length + extra + 1;
	size_t capacity = buffer->capacity;
	char *larger;

	if (need <= capacity)
		return;
	while (capacity < need)
		capacity = capacity > SIZE_MAX / 2 ? need : capacity * 2;
	larger = mk_arena_alloc(buffer->arena, capacity);
	memcpy(larger, buffer->text, buffer->length);
	mk_arena_abandon(buffer->arena, buffer->text, buffer->capacity);
	buffer->text = larger;
	buffer->capacity = capacity;
}

void mk_buffer_add(struct mk_buffer *buffer, const char *text, size_t length)
{
	if (!length)
		return;
	reserve(buffer, length);
	memcpy(buffer->text + buffer->length, text, length);
	buffer->length += length;
	buffer->text[buffer->length] = '\0';
}

void mk_buffer_puts(struct mk_buffer *buffer, const char *text)
{
	mk_buffer_add(buffer, text, strlen(text));
}

void mk_buffer_putc(struct mk_buffer *buffer, char byte)
{
	mk_buffer_add(buffer, &byte, 1);
}

void mk_buffer_fill(struct mk_buffer *buffer, char byte, size_t count)
{
	while (count--)
		mk_buffer_putc(buffer, byte);
}

void mk_buffer_printf(struct mk_buffer *buffer, const char *format, ...)
{
	va_list arguments;
	int length;

	va_start(arguments, format);
	length = vsnprintf(NULL, 0, format, arguments);
	va_end(arguments);
	if (length < 0)
		mk_arena_exhaust(buffer->arena);
	reserve(buffer, (size_t)length);
	va_start(arguments, format);
	vsnprintf(buffer->text + buffer->length, (size_t)length + 1, format, arguments);
	va_end(arguments);
	buffer->length += (size_t)length;
}
