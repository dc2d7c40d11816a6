/* SPDX-License-Identifier: BSD-2-Clause */
/* --lock: the earlier plan that is kept to. */
#ifndef LOCK_H
#define LOCK_H

#include "command.h"
#include "input.h"

/*
 * Reads it. Its path is NULL where none is given, or where it does not exist and need not: `plan`
 * makes it, and so does `gen` if it is the plan.json that it writes.
 */
struct source lock_read(const struct invocation *invocation);

/* Gives it to the library, or says that it is missing and how it is made. */
void lock_load(mk_ctx *ctx, const struct source *lock);

/*
 * Writes the plan there, with the command `plan`. EXIT_UNREADABLE, after saying so, where that
 * fails.
 */
int lock_write(mk_ctx *ctx, const struct invocation *invocation);

/* Whether two paths, of which either may not exist yet, are one file. */
bool is_same_file(const char *a, const char *b);

#endif
