/* SPDX-License-Identifier: BSD-2-Clause */
/* What --format may name. */
#ifndef FORMATS_H
#define FORMATS_H

#include <stdio.h>

#include "command.h"

/* The format given, or the command's default. */
const char *format_chosen(const struct invocation *invocation);

/* EXIT_USAGE, after saying so, where a format is given that there is none of. */
int format_check(const struct invocation *invocation);

/* "gcc, json, text (default)"; to be freed. */
char *format_names(const struct command *command);

#endif
