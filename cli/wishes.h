/* SPDX-License-Identifier: BSD-2-Clause */
/* --contract, --allow and --severity: what a run wants. */
#ifndef WISHES_H
#define WISHES_H

#include "command.h"

/* EXIT_USAGE, after saying so, where one cannot be granted. */
int wishes_check(const struct invocation *invocation);

/* Tells the library, before mk_check; they have been checked. MK_NO_MEMORY where it is out. */
mk_status wishes_apply(mk_ctx *ctx, const struct invocation *invocation);

/* Says that there is no such check, and which was perhaps meant. Always EXIT_USAGE. */
int unknown_code(mk_ctx *ctx, const char *code);

#endif
