/* SPDX-License-Identifier: BSD-2-Clause */
/* Layouts that are written again in other words. */
#ifndef REWRITE_H
#define REWRITE_H

#include <stdbool.h>
#include <stddef.h>

#include "command.h"
#include "input.h"

/* Borrowed. */
struct text {
	const char *bytes;
	size_t length;
};

/* How a new text is delivered. */
enum rewrite { REWRITE_FILE, REWRITE_DIFF, REWRITE_NAME };

/*
 * Writes the new text in the place of the old, or prints how they differ or only the file's name;
 * standard input's goes to standard output. Does nothing for equal ones. EXIT_UNREADABLE, after
 * saying so, where it cannot be written.
 */
int rewrite(const struct source *before, const struct text *after, enum rewrite how);

#endif
