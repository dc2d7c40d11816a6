/* SPDX-License-Identifier: BSD-2-Clause */
/* Words to the user, on standard error. */
#ifndef MESSAGE_H
#define MESSAGE_H

#include <stdarg.h>
#include <stdio.h>

/* Prints "mkpart: " and the text, control characters in it as \xNN, on a line of its own. */
__attribute__((format(printf, 1, 2))) void message(const char *format, ...);

/*
 * The same about a name that is unknown: "...; did you mean 'NEAREST'?", or "...; OTHERWISE" where
 * `nearest` is NULL. `otherwise` may be NULL.
 */
__attribute__((format(printf, 3, 4))) void message_unknown(
	const char *nearest, const char *otherwise, const char *format, ...);

/* Prints text with control characters as \xNN, so that a file's name cannot forge a line. */
void print_safely(FILE *stream, const char *text);

/* Formatted text, to be freed; NULL where memory is out. */
char *try_vprint(const char *format, va_list arguments);

#endif
